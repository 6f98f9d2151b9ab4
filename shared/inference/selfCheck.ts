/** Judges a model on one image before its first run: usable outputs, colour order, class names. */
import { z } from "zod";
import type { Size } from "../core/box.ts";
import { bestScore, detectionAt, type Detections } from "../core/detections.ts";
import { outputReasonInChinese } from "./outputReason.ts";

export const selfCheckFindingSchema = z.object({
  level: z.enum(["good", "warning", "bad"]),
  code: z.enum([
    "unusable-output",
    "usable-output",
    "expected-boxes",
    "ground-truth",
    "class-order",
    "colour-order",
    "class-names",
    "nothing-found",
    "outside-image",
  ]),
  en: z.string(),
  zh: z.string(),
});
export type SelfCheckFinding = z.infer<typeof selfCheckFindingSchema>;

/** A box expected in the image: from the model's own framework, with its score, or from an annotation. Image pixels. */
export const expectedBoxSchema = z.object({
  className: z.string(),
  score: z.number().min(0).max(1).nullable(),
  x1: z.number(),
  y1: z.number(),
  x2: z.number(),
  y2: z.number(),
});
export type ExpectedBox = z.infer<typeof expectedBoxSchema>;

/** The result of a run of the model: its detections, or why they cannot be used. */
export type CheckedRun =
  | { readonly ok: true; readonly detections: Detections }
  | { readonly ok: false; readonly reason: string };

export interface SelfCheckInput {
  readonly image: Size;
  readonly classes: readonly string[];
  readonly color: "RGB" | "BGR";
  /** As the manifest specifies, down to a score of 0.01. */
  readonly asConfigured: CheckedRun;
  /** With red and blue swapped. */
  readonly swapped: CheckedRun;
  /** Null when no dataset is open. */
  readonly datasetClasses: readonly string[] | null;
}

/** Findings in the order in which a user would look, not the worst first. */
export function judgeSelfCheck(input: SelfCheckInput): readonly SelfCheckFinding[] {
  const { asConfigured, swapped, datasetClasses, classes } = input;
  const names = datasetClasses ? judgeClassNames(classes, datasetClasses) : [];
  if (!asConfigured.ok) {
    const en = `The output cannot be used: ${asConfigured.reason}.`;
    return [
      {
        level: "bad",
        code: "unusable-output",
        en,
        zh: `输出无法使用：${outputReasonInChinese(asConfigured.reason)}。`,
      },
      ...names,
    ];
  }
  const { detections } = asConfigured;
  const usable: SelfCheckFinding = {
    level: "good",
    code: "usable-output",
    en: `${detections.count} boxes; every score lies between 0 and 1, every class is in the list, every corner is a number.`,
    zh: `共 ${detections.count} 个框；得分均在 0 到 1 之间，类别均在列表中，坐标均为有效数字。`,
  };
  return [
    usable,
    ...judgeFound(detections, input.image),
    ...(swapped.ok ? judgeColour(detections, swapped.detections, input) : []),
    ...names,
  ];
}

function judgeFound(found: Detections, image: Size): readonly SelfCheckFinding[] {
  if (found.count === 0) {
    return [
      {
        level: "warning",
        code: "nothing-found",
        en: "Nothing was found in this image, not even with a score of 0.01. Try one with a plain defect.",
        zh: "在此图片中什么也没有找到（得分下限 0.01）。请换一张有明显缺陷的图片。",
      },
    ];
  }
  let outside = 0;
  for (let i = 0; i < found.count; i++) {
    const { x1, y1, x2, y2 } = detectionAt(found, i).box;
    const apart = x2 <= 0 || y2 <= 0 || x1 >= image.width || y1 >= image.height;
    if (apart || x2 < x1 || y2 < y1) outside += 1;
  }
  if (outside === 0) return [];
  return [
    {
      level: "warning",
      code: "outside-image",
      en: `${outside} of ${found.count} boxes lie wholly outside the image or are turned inside out: the scale or the order of corners may be another.`,
      zh: `${found.count} 个框中有 ${outside} 个完全在图片之外或坐标颠倒：缩放比例或坐标顺序可能不同。`,
    },
  ];
}

/** A clearly higher score with the other order is a hint; known boxes are better evidence, see the engine's findings on them. */
function judgeColour(found: Detections, other: Detections, { color }: SelfCheckInput): readonly SelfCheckFinding[] {
  const opposite = color === "RGB" ? "BGR" : "RGB";
  const [here, there] = [bestScore(found), bestScore(other)];
  const wrong = there > 0.3 && there - here > 0.2;
  const en = `best score: ${here.toFixed(2)} in ${color}, ${there.toFixed(2)} in ${opposite}`;
  const zh = `最高得分：${color} 为 ${here.toFixed(2)}，${opposite} 为 ${there.toFixed(2)}`;
  return [
    wrong
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
        },
  ];
}

function judgeClassNames(classes: readonly string[], dataset: readonly string[]): readonly SelfCheckFinding[] {
  const absent = dataset.filter((name) => !classes.includes(name));
  const extra = classes.filter((name) => !dataset.includes(name));
  if (absent.length === 0 && extra.length === 0) {
    return [
      {
        level: "good",
        code: "class-names",
        en: `All ${dataset.length} classes of the dataset are the model's.`,
        zh: `数据集的 ${dataset.length} 个类别与模型一致。`,
      },
    ];
  }
  const list = (names: readonly string[]) => (names.length === 0 ? "–" : names.slice(0, 8).join(", "));
  return [
    {
      level: absent.length > 0 ? "bad" : "warning",
      code: "class-names",
      en: `Class names differ. Only in the dataset (${absent.length}): ${list(absent)}. Only in the model (${extra.length}): ${list(extra)}.`,
      zh: `类别名称不一致。仅数据集有（${absent.length}）：${list(absent)}。仅模型有（${extra.length}）：${list(extra)}。`,
    },
  ];
}
