/** Everything `loupe evaluate` reports of a run: box-level metrics with and without the backgrounds, and the image-level sweep. */
import { alignedClasses } from "../core/classTable.ts";
import type { ScoreRoundingName } from "../core/counting/scoreRounding.ts";
import { isSingleThreshold, type DecisionRule } from "../core/decisionRule.ts";
import { classCases } from "./cocoCases.ts";
import { cocoEvaluation } from "./cocoEvaluation.ts";
import { compileRule } from "./decide.ts";
import { indexDecisions, type DecisionIndex } from "./decisionIndex.ts";
import { type ERROR_TYPES, errorAnalysis } from "./errorAnalysis.ts";
import { columnsOfRoles, type EvaluationColumns, type ImageToEvaluate } from "./evaluationColumns.ts";
import { operatingPoint, type OperatingPoint } from "./operatingPoint.ts";
import type { ScoreFloors } from "./scoreFloors.ts";
import { sweepRows, type SweepRow } from "./thresholdSweep.ts";
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
  readonly counting: ScoreRoundingName;
  /** Only where the rule says more than a threshold. */
  readonly rule?: DecisionRule;
  readonly operatingPoint?: OperatingPoint;
  /** Backgrounds left out, as the case's mAP does. */
  readonly annotated: BoxLevelEvaluation;
  /** What is detected on backgrounds counts as false. */
  readonly all: BoxLevelEvaluation;
  readonly sweep: EvaluatedRow[];
}

/** A row that is not measured lies below a floor and has no rates. */
export type EvaluatedRow = Pick<SweepRow, "threshold" | "recall" | "falsePositiveRate"> & { readonly measured?: false };

/** @param index of the same images: detections of classes that the dataset lacks count for these image-level figures alone */
export function evaluate(columns: EvaluationColumns, index: DecisionIndex): Evaluation {
  const annotated = columnsOfRoles(columns, ["annotated"]);
  const all = columnsOfRoles(columns, ["annotated", "background"]);
  const { rule } = index;
  return {
    images: {
      annotated: annotated.roles.length,
      background: all.roles.length - annotated.roles.length,
      unlabelled: columns.roles.length - all.roles.length,
      leftOut: columns.leftOut,
    },
    counting: rule.scoreRounding,
    ...(isSingleThreshold(rule) ? {} : { rule, operatingPoint: operatingPoint(index) }),
    annotated: evaluateBoxes(annotated),
    all: evaluateBoxes(all),
    sweep: sweepRows(index).map(evaluatedRow),
  };
}

export interface HowToJudge {
  /** Classes of the detections: the dataset's, then others. */
  readonly classes: readonly string[];
  readonly rule: DecisionRule;
  readonly floors: ScoreFloors;
}

/** What an evaluation's image-level figures are counted on. */
export function indexEvaluated(
  images: readonly ImageToEvaluate[],
  { classes, rule, floors }: HowToJudge,
): DecisionIndex {
  const compiled = compileRule(rule, alignedClasses(classes), floors);
  return indexDecisions(
    compiled.columns(images),
    images.map(({ role }) => role),
    compiled,
  );
}

function evaluatedRow({ threshold, recall, falsePositiveRate, measured }: SweepRow): EvaluatedRow {
  return { threshold, recall, falsePositiveRate, ...(measured ? {} : { measured }) };
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
