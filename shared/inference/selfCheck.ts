/** Judges a model on some images before its first run: usable outputs, colour order, class names. */
import { z } from "zod";
import type { Size } from "../core/box.ts";
import { bestScore, detectionAt, type Detections } from "../core/detections.ts";
import { type Reason, reason, reasonSchema } from "../core/reason.ts";

/** From best to worst. `inconclusive`: the images say too little, neither for the model nor against it. */
export const checkLevelSchema = z.enum(["good", "inconclusive", "warning", "bad"]);
export type CheckLevel = z.infer<typeof checkLevelSchema>;

/** The worst level there is; good without any. */
export function worstLevel(findings: readonly { readonly level: CheckLevel }[]): CheckLevel {
  const order = checkLevelSchema.options;
  return order[Math.max(0, ...findings.map(({ level }) => order.indexOf(level)))] ?? "good";
}

export const selfCheckFindingSchema = z.object({
  level: checkLevelSchema,
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
    "unreadable-images",
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

/** What the model made of one image. */
export interface CheckedRuns {
  readonly image: Size;
  /** As the manifest specifies, down to `CHECK_SCORE_FLOOR`. */
  readonly asConfigured: CheckedRun;
  /** With red and blue swapped. */
  readonly swapped: CheckedRun;
}

export interface SelfCheckInput {
  /** At least one. */
  readonly images: readonly CheckedRuns[];
  readonly classes: readonly string[];
  readonly color: "RGB" | "BGR";
  /** Null when no dataset is open. */
  readonly datasetClasses: readonly string[] | null;
}

interface Found {
  readonly image: Size;
  readonly detections: Detections;
  readonly swapped: CheckedRun;
}

/** Findings, worst news not first but in the order in which a user would look. */
export function judgeSelfCheck({
  images,
  classes,
  color,
  datasetClasses,
}: SelfCheckInput): readonly SelfCheckFinding[] {
  const found = images.flatMap(({ image, asConfigured, swapped }): Found[] =>
    asConfigured.ok ? [{ image, detections: asConfigured.detections, swapped }] : [],
  );
  return [
    ...judgeOutputs(images, found),
    ...(found.length > 0 ? judgeFound(found) : []),
    ...judgeColour(found, color),
    ...(datasetClasses ? judgeClassNames(classes, datasetClasses) : []),
  ];
}

/** One output that cannot be used is enough: in an inspection such an image would fail. */
function judgeOutputs(images: readonly CheckedRuns[], found: readonly Found[]): readonly SelfCheckFinding[] {
  const unusable = images.flatMap(({ asConfigured }) => (asConfigured.ok ? [] : [asConfigured.reason]));
  const [why] = unusable;
  if (why !== undefined) {
    const sentence =
      images.length === 1
        ? reason("check-unusable-output", { why })
        : reason("check-unusable-outputs", { count: unusable.length, images: images.length, why });
    return [{ level: "bad", code: "unusable-output", sentences: [sentence] }];
  }
  const boxes = countBoxes(found);
  const sentence =
    images.length === 1
      ? reason("check-usable-output", { boxes })
      : reason("check-usable-outputs", { boxes, images: images.length });
  return [{ level: "good", code: "usable-output", sentences: [sentence] }];
}

function countBoxes(found: readonly Found[]): number {
  return found.reduce((sum, { detections }) => sum + detections.count, 0);
}

/** From so many images on in which nothing is found the model is suspected, and not the images. */
const MIN_EMPTY = 3;
/** A stray box at the lowest scores is no sign of a wrong scale. */
const MAX_OUTSIDE = 0.01;

function judgeFound(found: readonly Found[]): readonly SelfCheckFinding[] {
  const boxes = countBoxes(found);
  if (boxes === 0) {
    const sentence =
      found.length === 1
        ? reason("check-nothing-found", { floor: CHECK_SCORE_FLOOR })
        : reason("check-nothing-found-anywhere", { images: found.length, floor: CHECK_SCORE_FLOOR });
    const level = found.length < MIN_EMPTY ? "inconclusive" : "warning";
    return [{ level, code: "nothing-found", sentences: [sentence] }];
  }
  const outside = found.reduce((sum, { image, detections }) => sum + countOutside(detections, image), 0);
  if (outside <= MAX_OUTSIDE * boxes) return [];
  return [{ level: "warning", code: "outside-image", sentences: [reason("check-outside-image", { outside, boxes })] }];
}

function countOutside(found: Detections, image: Size): number {
  let outside = 0;
  for (let i = 0; i < found.count; i++) {
    const { x1, y1, x2, y2 } = detectionAt(found, i).box;
    const apart = x2 <= 0 || y2 <= 0 || x1 >= image.width || y1 >= image.height;
    if (apart || x2 < x1 || y2 < y1) outside += 1;
  }
  return outside;
}

/** A clearly higher score with the other order is a hint; known boxes are better evidence, see the engine's findings on them. */
function judgeColour(found: readonly Found[], color: "RGB" | "BGR"): readonly SelfCheckFinding[] {
  const pairs = found.flatMap(({ detections, swapped }) =>
    swapped.ok ? [{ here: bestScore(detections), there: bestScore(swapped.detections) }] : [],
  );
  if (pairs.length === 0) return [];
  const here = pairs.reduce((sum, pair) => sum + pair.here, 0) / pairs.length;
  const there = pairs.reduce((sum, pair) => sum + pair.there, 0) / pairs.length;
  const scores = { here: here.toFixed(2), color, there: there.toFixed(2), opposite: oppositeOrder(color) };
  const figures =
    pairs.length === 1
      ? reason("best-scores", scores)
      : reason("mean-best-scores", { ...scores, images: pairs.length });
  return [colourFinding(color, there > 0.3 && there - here > 0.2, figures)];
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
