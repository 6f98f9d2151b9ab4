/** The twelve numbers of COCO's box evaluation, equal to `COCOeval.summarize()` of pycocotools. */
import {
  accumulate,
  ANY_AREA,
  classCases,
  matchClass,
  type AreaRange,
  type ClassCase,
  type PrecisionAndRecall,
} from "./cocoMatching.ts";
import type { EvaluatedImage } from "./evaluatedImage.ts";

/** `numpy.linspace(0.5, 0.95, 10)` to the last bit. */
const IOU_THRESHOLDS: readonly number[] = Array.from({ length: 10 }, (_, i) =>
  i === 9 ? 0.95 : i * ((0.95 - 0.5) / 9) + 0.5,
);
const AREAS = {
  all: ANY_AREA,
  small: { least: 0, most: 32 ** 2 },
  medium: { least: 32 ** 2, most: 96 ** 2 },
  large: { least: 96 ** 2, most: 1e10 },
} as const satisfies Record<string, AreaRange>;

/** What each of the twelve is, in order. AP: average precision, AR: average recall; `@n`: detections a class and image. */
export const COCO_METRICS = [
  "AP",
  "AP50",
  "AP75",
  "AP small",
  "AP medium",
  "AP large",
  "AR@1",
  "AR@10",
  "AR@100",
  "AR small",
  "AR medium",
  "AR large",
] as const;

/** The twelve numbers; -1 where nothing of that size is annotated. Difficult boxes count as any other: COCO does not know them. */
export function cocoEvaluation(images: readonly EvaluatedImage[], classCount: number): number[] {
  const cases = classCases(images, classCount, "left-out");
  const ap = (results: Results) =>
    meanOf(results.flatMap((row) => row.flatMap((result) => (result ? [...result.precision] : []))));
  const ar = (results: Results) =>
    meanOf(results.flatMap((row) => row.flatMap((result) => (result ? [result.recall] : []))));
  const [all1, all10, all] = resultsFor(cases, AREAS.all, [1, 10, 100]) as [Results, Results, Results];
  const [small] = resultsFor(cases, AREAS.small, [100]) as [Results];
  const [medium] = resultsFor(cases, AREAS.medium, [100]) as [Results];
  const [large] = resultsFor(cases, AREAS.large, [100]) as [Results];
  return [
    ap(all),
    ap(all.slice(0, 1)),
    ap(all.slice(5, 6)),
    ap(small),
    ap(medium),
    ap(large),
    ar(all1),
    ar(all10),
    ar(all),
    ar(small),
    ar(medium),
    ar(large),
  ];
}

/** Per IoU threshold, per class. */
type Results = (PrecisionAndRecall | null)[][];

/** One `Results` per number of detections. */
function resultsFor(cases: readonly ClassCase[], area: AreaRange, detectionLimits: readonly number[]): Results[] {
  const matches = IOU_THRESHOLDS.map((iou) => cases.map((each) => matchClass(each, iou, area)));
  return detectionLimits.map((limit) =>
    matches.map((row) => row.map((match, k) => accumulate(cases[k] as ClassCase, match, limit))),
  );
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? -1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
