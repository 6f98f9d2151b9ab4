/** Everything `loupe evaluate` reports of a run: box-level metrics with and without the backgrounds, and the image-level sweep. */
import type { CountingRule } from "../core/countingRule.ts";
import { classCases } from "./cocoCases.ts";
import { cocoEvaluation } from "./cocoEvaluation.ts";
import { type ERROR_TYPES, errorAnalysis } from "./errorAnalysis.ts";
import { bestScores, columnsOfRoles, type EvaluationColumns, rolesOf } from "./evaluationColumns.ts";
import { indexImageScores, thresholdSweep } from "./thresholdSweep.ts";
import { vocAveragePrecision, type VocAveragePrecision } from "./vocAveragePrecision.ts";

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

/** Detections of classes that the dataset lacks count for the image-level figures alone. */
export function evaluate(columns: EvaluationColumns, counting: CountingRule): Evaluation {
  const annotated = columnsOfRoles(columns, ["annotated"]);
  const all = columnsOfRoles(columns, ["annotated", "background"]);
  const index = indexImageScores(bestScores(columns), rolesOf(columns));
  return {
    images: {
      annotated: annotated.roles.length,
      background: all.roles.length - annotated.roles.length,
      unlabelled: columns.roles.length - all.roles.length,
      leftOut: columns.leftOut,
    },
    counting,
    annotated: evaluateBoxes(annotated),
    all: evaluateBoxes(all),
    sweep: thresholdSweep(index, counting).map(({ threshold, recall, falsePositiveRate }) => ({
      threshold,
      recall,
      falsePositiveRate,
    })),
  };
}

function evaluateBoxes(columns: EvaluationColumns): BoxLevelEvaluation {
  const plain = classCases(columns, "left-out");
  const { types, all, perClassMean } = errorAnalysis(plain, classCases(columns, "crowd"));
  return {
    coco: cocoEvaluation(plain),
    voc: vocAveragePrecision(columns),
    error: { types, all, perClassMean },
  };
}
