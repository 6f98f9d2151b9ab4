/** Judges a self-check by boxes that were expected from a file: are they found, how near, in which colour order, and under which names. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import type { ExpectedBox, SelfCheckFinding } from "../../../shared/inference/selfCheck.ts";
import { differenceText, type ExpectedComparison, PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import {
  comparable,
  compareExpected,
  haveScores,
  LOWEST_COMPARED,
  SAME_PIXELS,
  SAME_SCORE,
} from "./compareExpected.ts";

export interface ExpectedCheck {
  readonly expected: readonly ExpectedBox[];
  readonly classes: readonly string[];
  readonly color: "RGB" | "BGR";
  readonly asConfigured: Detections;
  /** Null when that output could not be used. */
  readonly swapped: Detections | null;
}

/** Fewer are no slip at the edge of a list any more. */
const MIN_AGREEMENT = 0.9;
/** How surely an order must find more before it is suspected: one plain score. */
const CLEARLY = 0.2;
const RULE = { en: "IoU above 0.5, same class", zh: "IoU 大于 0.5、类别相同" };

export function judgeExpected({
  expected,
  classes,
  color,
  asConfigured,
  swapped,
}: ExpectedCheck): readonly SelfCheckFinding[] {
  const here = compareExpected(asConfigured, expected, classes);
  const findings =
    here.total === 0
      ? [judgeEmpty(asConfigured, expected)]
      : [
          judgeFound(here, haveScores(expected), expected.length - comparable(expected).length),
          ...judgeNames(here, expected, classes, asConfigured),
        ];
  if (here.total === 0 || swapped === null) return findings;
  return [...findings, judgeColour(color, here, compareExpected(swapped, expected, classes), haveScores(expected))];
}

/** A framework that found nothing, or an image without defects. */
function judgeEmpty({ scores }: Detections, expected: readonly ExpectedBox[]): SelfCheckFinding {
  const plain = scores.filter((score) => score >= PLAIN_SCORE).length;
  const what =
    expected.length === 0
      ? { en: "no box in this image", zh: "此图片没有框" }
      : {
          en: `only scores below ${LOWEST_COMPARED} in this image`,
          zh: `此图片中仅有得分低于 ${LOWEST_COMPARED} 的框`,
        };
  return {
    level: plain === 0 ? "good" : "warning",
    code: "expected-boxes",
    en: `The file expects ${what.en}; ${plain} with a score of at least ${PLAIN_SCORE} are found.`,
    zh: `文件中${what.zh}；检出得分不低于 ${PLAIN_SCORE} 的框 ${plain} 个。`,
  };
}

function judgeFound(here: ExpectedComparison, scored: boolean, excluded: number): SelfCheckFinding {
  const { found, total, largestPixels, largestScore, surplus } = here;
  const rule = scored
    ? RULE
    : { en: `${RULE.en}, score of at least ${PLAIN_SCORE}`, zh: `${RULE.zh}、得分不低于 ${PLAIN_SCORE}` };
  const en = [`${found} of ${total} expected boxes are found (${rule.en}).`];
  const zh = [`${total} 个期望框中检出 ${found} 个（${rule.zh}）。`];
  if (largestPixels !== null) {
    en.push(
      `Largest difference: ${differenceText(largestPixels, 2)} px in a corner${largestScore === null ? "" : `, ${differenceText(largestScore, 4)} in a score`}.`,
    );
    zh.push(
      `最大差异：坐标 ${differenceText(largestPixels, 2)} 像素${largestScore === null ? "" : `，得分 ${differenceText(largestScore, 4)}`}。`,
    );
  }
  if (surplus > 0) {
    en.push(`${surplus} more boxes with a score above the file's lowest are not in the file.`);
    zh.push(`另有 ${surplus} 个框的得分高于文件中的最低得分，但文件中没有。`);
  }
  if (excluded > 0) {
    en.push(`Left out: ${excluded} with a score below ${LOWEST_COMPARED}.`);
    zh.push(`未比较：得分低于 ${LOWEST_COMPARED} 的 ${excluded} 个。`);
  }
  const level = scored ? levelOfRows(here) : found === total ? "good" : found > 0 ? "warning" : "bad";
  if (level !== "good") {
    en.push(
      scored
        ? "Compare the resize, its interpolation, the colour order, the normalisation, and the export's RoiAlign setting."
        : "Compare the resize, the colour order, the normalisation and the class list.",
    );
    zh.push(
      scored
        ? "请核对缩放方式、插值、颜色顺序、归一化以及导出时的 RoiAlign 设置。"
        : "请核对缩放、颜色顺序、归一化与类别列表。",
    );
  }
  return { level, code: "expected-boxes", en: en.join(" "), zh: zh.join("") };
}

/** A framework's rows come back to the pixel, or something between file and tensor differs. */
function levelOfRows({ found, total, same, surplus }: ExpectedComparison): SelfCheckFinding["level"] {
  if (found < MIN_AGREEMENT * total) return "bad";
  return same === total && surplus <= (1 - MIN_AGREEMENT) * total ? "good" : "warning";
}

function judgeNames(
  here: ExpectedComparison,
  expected: readonly ExpectedBox[],
  classes: readonly string[],
  asConfigured: Detections,
): SelfCheckFinding[] {
  const known = new Set(classes.map(plainClassName));
  const strange = [...new Set(expected.map(({ className }) => plainClassName(className)))].filter(
    (name) => !known.has(name),
  );
  const list = { en: strange.slice(0, 8).join(", "), zh: strange.slice(0, 8).join("、") };
  const unknown: SelfCheckFinding = {
    level: "bad",
    code: "class-names",
    en: `The model has no class of these names in the file: ${list.en}.`,
    zh: `文件中的以下类别，模型没有：${list.zh}。`,
  };
  const elsewhere = compareExpected(asConfigured, expected, classes, false).found - here.found;
  const order: SelfCheckFinding = {
    level: "warning",
    code: "class-order",
    en: `${elsewhere} of ${here.total} expected boxes are found in the right place under another class name: the list of classes may be in another order.`,
    zh: `${here.total} 个期望框中有 ${elsewhere} 个位置正确但类别名称不同：类别列表的顺序可能不一致。`,
  };
  return [...(strange.length > 0 ? [unknown] : []), ...(elsewhere > 0 ? [order] : [])];
}

/** The order whose boxes are the same, else that finds more; where both are alike, the nearer scores or the surer ones. */
function judgeColour(
  color: "RGB" | "BGR",
  here: ExpectedComparison,
  there: ExpectedComparison,
  scored: boolean,
): SelfCheckFinding {
  const opposite = color === "RGB" ? "BGR" : "RGB";
  const figures = ({ found, total, same }: ExpectedComparison, order: string) => ({
    en: scored
      ? `${found} of ${total} in ${order}, ${same} of them within ${SAME_PIXELS} px and ${SAME_SCORE}`
      : `${found} of ${total} in ${order}`,
    zh: scored
      ? `${order} 为 ${found}/${total}，其中 ${same} 个误差在 ${SAME_PIXELS} 像素和 ${SAME_SCORE} 以内`
      : `${order} 为 ${found}/${total}`,
  });
  const [a, b] = [figures(here, color), figures(there, opposite)];
  const en = `expected boxes found: ${a.en}; ${b.en}`;
  const zh = `检出期望框：${a.zh}；${b.zh}`;
  return fitsBetter(there, here, scored)
    ? {
        level: "warning",
        code: "colour-order",
        en: `The model may have been trained on ${opposite} (${en}).`,
        zh: `模型可能使用 ${opposite} 顺序训练（${zh}）。`,
      }
    : {
        level: "good",
        code: "colour-order",
        en: `The colour order ${color} fits (${en}).`,
        zh: `颜色顺序 ${color} 合适（${zh}）。`,
      };
}

function fitsBetter(there: ExpectedComparison, here: ExpectedComparison, scored: boolean): boolean {
  if (scored && there.same !== here.same) return there.same > here.same;
  if (there.found !== here.found) return there.found > here.found;
  return !scored && there.scoreSum - here.scoreSum > CLEARLY * here.total;
}
