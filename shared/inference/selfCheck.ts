/** Judges a model on one image before its first run: usable outputs, colour order, class names. */
import { z } from "zod";
import type { Size } from "../core/box.ts";
import { bestScore, detectionAt, type Detections } from "../core/detections.ts";
import { type Reason, reason, reasonSchema } from "../core/reason.ts";

export const selfCheckFindingSchema = z.object({
  level: z.enum(["good", "warning", "bad"]),
  /** What it is about: of one subject there is one finding. */
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
  /** What is said about it, sentence by sentence; `findingText` puts it into words. */
  sentences: z.array(reasonSchema).min(1),
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

/** A check keeps boxes down to this score. */
export const CHECK_SCORE_FLOOR = 0.01;

/** The result of a run of the model: its detections, or why they cannot be used. */
export type CheckedRun =
  | { readonly ok: true; readonly detections: Detections }
  | { readonly ok: false; readonly reason: Reason };

export interface SelfCheckInput {
  readonly image: Size;
  readonly classes: readonly string[];
  readonly color: "RGB" | "BGR";
  /** As the manifest specifies, down to `CHECK_SCORE_FLOOR`. */
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
    const sentence = reason("check-unusable-output", { why: asConfigured.reason });
    return [{ level: "bad", code: "unusable-output", sentences: [sentence] }, ...names];
  }
  const { detections } = asConfigured;
  const usable: SelfCheckFinding = {
    level: "good",
    code: "usable-output",
    sentences: [reason("check-usable-output", { boxes: detections.count })],
  };
  return [
    usable,
    ...judgeFound(detections, input.image),
    ...(swapped.ok ? [judgeColour(detections, swapped.detections, input)] : []),
    ...names,
  ];
}

function judgeFound(found: Detections, image: Size): readonly SelfCheckFinding[] {
  if (found.count === 0) {
    const sentence = reason("check-nothing-found", { floor: CHECK_SCORE_FLOOR });
    return [{ level: "warning", code: "nothing-found", sentences: [sentence] }];
  }
  let outside = 0;
  for (let i = 0; i < found.count; i++) {
    const { x1, y1, x2, y2 } = detectionAt(found, i).box;
    const apart = x2 <= 0 || y2 <= 0 || x1 >= image.width || y1 >= image.height;
    if (apart || x2 < x1 || y2 < y1) outside += 1;
  }
  if (outside === 0) return [];
  const sentence = reason("check-outside-image", { outside, boxes: found.count });
  return [{ level: "warning", code: "outside-image", sentences: [sentence] }];
}

/** A clearly higher score with the other order is a hint; known boxes are better evidence, see the engine's findings on them. */
function judgeColour(found: Detections, other: Detections, { color }: SelfCheckInput): SelfCheckFinding {
  const [here, there] = [bestScore(found), bestScore(other)];
  const figures = reason("best-scores", {
    here: here.toFixed(2),
    color,
    there: there.toFixed(2),
    opposite: oppositeOrder(color),
  });
  return colourFinding(color, there > 0.3 && there - here > 0.2, figures);
}

export function oppositeOrder(color: "RGB" | "BGR"): "RGB" | "BGR" {
  return color === "RGB" ? "BGR" : "RGB";
}

/** Whether the colour order of the manifest is the one that the model was trained on, by the figures of both. */
export function colourFinding(color: "RGB" | "BGR", suspected: boolean, figures: Reason): SelfCheckFinding {
  return suspected
    ? {
        level: "warning",
        code: "colour-order",
        sentences: [reason("check-colour-suspected", { color: oppositeOrder(color), figures })],
      }
    : { level: "good", code: "colour-order", sentences: [reason("check-colour-fits", { color, figures })] };
}

/** More names would only fill the window; how many there are is said beside them. */
export const MAX_NAMES = 8;

function judgeClassNames(classes: readonly string[], dataset: readonly string[]): readonly SelfCheckFinding[] {
  const absent = dataset.filter((name) => !classes.includes(name));
  const extra = classes.filter((name) => !dataset.includes(name));
  if (absent.length === 0 && extra.length === 0) {
    const sentence = reason("check-class-names-agree", { count: dataset.length });
    return [{ level: "good", code: "class-names", sentences: [sentence] }];
  }
  const listed = (names: readonly string[]) => ({ count: names.length, names: names.slice(0, MAX_NAMES) });
  return [
    {
      level: absent.length > 0 ? "bad" : "warning",
      code: "class-names",
      sentences: [
        reason("check-class-names-differ"),
        ...(absent.length > 0 ? [reason("check-only-in-dataset", listed(absent))] : []),
        ...(extra.length > 0 ? [reason("check-only-in-model", listed(extra))] : []),
      ],
    },
  ];
}
