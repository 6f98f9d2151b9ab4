/** Everything `loupe evaluate` reports of a run: box-level metrics with and without the backgrounds, and the image-level sweep. */
import type { CountingRule } from "../core/countingRule.ts";
import type { GroundTruthBox, ImageRole } from "../core/dataset.ts";
import { bestScore, type Detections } from "../core/detections.ts";
import { cocoEvaluation } from "./cocoEvaluation.ts";
import { type ERROR_TYPES, errorAnalysis } from "./errorAnalysis.ts";
import { indexImageScores, thresholdSweep } from "./thresholdSweep.ts";
import { vocAveragePrecision, type VocAveragePrecision } from "./vocAveragePrecision.ts";

/** One image of the dataset, in the dataset's order (ties in score keep it). */
export interface ImageToEvaluate {
  readonly role: ImageRole;
  readonly groundTruth: readonly GroundTruthBox[];
  /** In the dataset's class table; null where the image failed or was not measured: it takes part in no figure. */
  readonly detections: Detections | null;
}

export interface BoxLevelEvaluation {
  readonly coco: number[];
  readonly voc: VocAveragePrecision;
  readonly error: { readonly types: typeof ERROR_TYPES; readonly all: number[][]; readonly perClassMean: number[][] };
}

export interface Evaluation {
  /** The denominators: how many images each part rests on. */
  readonly images: {
    readonly annotated: number;
    readonly background: number;
    readonly unlabelled: number;
    readonly leftOut: number;
  };
  readonly counting: CountingRule;
  /** Backgrounds left out, as the case's mAP does. */
  readonly annotated: BoxLevelEvaluation;
  /** What is detected on backgrounds counts as false. */
  readonly all: BoxLevelEvaluation;
  readonly sweep: {
    readonly threshold: number;
    readonly recall: number | null;
    readonly falsePositiveRate: number | null;
  }[];
}

/** @param classCount classes of the dataset's table; detections of other classes count for the image-level figures alone */
export function evaluate(images: readonly ImageToEvaluate[], classCount: number, counting: CountingRule): Evaluation {
  const measured = images.flatMap(({ role, groundTruth, detections }) =>
    detections ? [{ role, groundTruth, detections }] : [],
  );
  const annotated = measured.filter(({ role }) => role === "annotated");
  const background = measured.filter(({ role }) => role === "background");
  const index = indexImageScores(
    Float64Array.from(measured, ({ detections }) => bestScore(detections)),
    measured.map(({ role }) => role),
  );
  return {
    images: {
      annotated: annotated.length,
      background: background.length,
      unlabelled: measured.length - annotated.length - background.length,
      leftOut: images.length - measured.length,
    },
    counting,
    annotated: evaluateBoxes(annotated, classCount),
    all: evaluateBoxes([...annotated, ...background], classCount),
    sweep: thresholdSweep(index, counting).map(({ threshold, recall, falsePositiveRate }) => ({
      threshold,
      recall,
      falsePositiveRate,
    })),
  };
}

function evaluateBoxes(
  images: readonly { groundTruth: readonly GroundTruthBox[]; detections: Detections }[],
  classCount: number,
): BoxLevelEvaluation {
  const { types, all, perClassMean } = errorAnalysis(images, classCount);
  return {
    coco: cocoEvaluation(images, classCount),
    voc: vocAveragePrecision(images, classCount),
    error: { types, all, perClassMean },
  };
}
