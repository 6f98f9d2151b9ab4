/** Judges a self-check by the image's own ground truth: are its defects found, in which colour order, and under which names. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import type { SelfCheckFinding } from "../../../shared/inference/selfCheck.ts";
import { PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import { matchImage, VOC_MATCHING } from "../../../shared/metrics/matching.ts";

export interface GroundTruthCheck {
  readonly color: "RGB" | "BGR";
  /** Null when the output could not be used. */
  readonly asConfigured: Detections | null;
  readonly swapped: Detections | null;
  /** In the model's class table: see `inModelClasses`. */
  readonly groundTruth: readonly GroundTruthBox[];
}

/** Per box of the ground truth the score of the box that found it, null when none did. VOC's rule: IoU above 0.5, class by class, best score first. */
export function foundAt(
  detections: Detections,
  groundTruth: readonly GroundTruthBox[],
  perClass = true,
): (number | null)[] {
  return [...matchImage(detections, groundTruth, { ...VOC_MATCHING, perClass }).foundAt].map((score) =>
    score < 0 ? null : score,
  );
}

/** Ground truth of a dataset in the class table of a model, joined by name; a class that the model lacks matches none of its boxes. */
export function inModelClasses(
  groundTruth: readonly GroundTruthBox[],
  datasetClasses: readonly string[],
  modelClasses: readonly string[],
): GroundTruthBox[] {
  const names = modelClasses.map(plainClassName);
  return groundTruth.map((box) => {
    const known = names.indexOf(datasetClasses[box.classIndex] ?? "");
    return { ...box, classIndex: known < 0 ? names.length + box.classIndex : known };
  });
}

/** What stands in for the findings on colour that rest on scores alone, and what is said of the ground truth; nothing without ground truth. */
export function judgeGroundTruth({
  color,
  asConfigured,
  swapped,
  groundTruth,
}: GroundTruthCheck): readonly SelfCheckFinding[] {
  if (groundTruth.length === 0 || !asConfigured) return [];
  const here = foundAt(asConfigured, groundTruth);
  const findings: SelfCheckFinding[] = [judgeFound(here)];
  const named = plain(here);
  const anywhere = plain(foundAt(asConfigured, groundTruth, false));
  if (anywhere > named) {
    findings.push({
      level: "warning",
      code: "class-order",
      en: `${anywhere - named} of ${groundTruth.length} defects are found in the right place under another class name: the list of classes may be in another order.`,
      zh: `${groundTruth.length} 个缺陷中有 ${anywhere - named} 个位置正确但类别名称不同：类别列表的顺序可能不一致。`,
    });
  }
  if (swapped) findings.push(judgeColour(color, here, foundAt(swapped, groundTruth)));
  return findings;
}

function judgeFound(found: readonly (number | null)[]): SelfCheckFinding {
  const count = plain(found);
  const level = count === found.length ? "good" : count > 0 ? "warning" : "bad";
  const advice =
    count > 0
      ? { en: "", zh: "" }
      : {
          en: " Compare the resize, its interpolation, the normalisation and the class list; or try an image with a plain defect.",
          zh: " 请核对缩放、插值、归一化与类别列表，或换一张缺陷明显的图片。",
        };
  return {
    level,
    code: "ground-truth",
    en: `${count} of ${found.length} defects of the ground truth are found: IoU above 0.5, same class, score of at least ${PLAIN_SCORE}.${advice.en}`,
    zh: `真值中的 ${found.length} 个缺陷检出 ${count} 个：IoU 大于 0.5、类别相同、得分不低于 ${PLAIN_SCORE}。${advice.zh}`,
  };
}

/** How surely an order must find more before it is suspected: one plain score. */
const CLEARLY = 0.2;

function judgeColour(
  color: "RGB" | "BGR",
  here: readonly (number | null)[],
  there: readonly (number | null)[],
): SelfCheckFinding {
  const opposite = color === "RGB" ? "BGR" : "RGB";
  const [a, b] = [plain(here), plain(there)];
  const wrong = b > a || (b === a && sum(there) - sum(here) > CLEARLY * here.length);
  const en = `defects found: ${a} of ${here.length} in ${color}, ${b} of ${there.length} in ${opposite}; their scores together ${sum(here).toFixed(2)} and ${sum(there).toFixed(2)}`;
  const zh = `检出缺陷：${color} 为 ${a}/${here.length}，${opposite} 为 ${b}/${there.length}；得分合计 ${sum(here).toFixed(2)} 与 ${sum(there).toFixed(2)}`;
  return wrong
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

function plain(found: readonly (number | null)[]): number {
  return found.filter((score) => score !== null && score >= PLAIN_SCORE).length;
}

function sum(found: readonly (number | null)[]): number {
  return found.reduce<number>((total, score) => total + (score ?? 0), 0);
}
