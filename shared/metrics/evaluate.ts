/** Everything that `loupe evaluate` reports on a run: box-level metrics with and without the backgrounds, and the image-level sweep. */
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

/** The box-level part of an evaluation: slow, and independent of the decision rule. */
export interface BoxLevelFigures {
  /** The denominators: how many images each part is based on. */
  readonly images: {
    readonly annotated: number;
    readonly background: number;
    readonly unlabelled: number;
    readonly excluded: number;
  };
  /** Without the backgrounds, as for the case's mAP. */
  readonly annotated: BoxLevelEvaluation;
  /** With the backgrounds: every detection there is false. */
  readonly all: BoxLevelEvaluation;
}

export interface Evaluation extends BoxLevelFigures {
  readonly counting: ScoreRoundingName;
  /** Only where the rule is more than a threshold. */
  readonly rule?: DecisionRule;
  readonly operatingPoint?: OperatingPoint;
  readonly sweep: EvaluatedRow[];
}

/** A row below a floor is not measured and has no rates. */
export type EvaluatedRow = Pick<SweepRow, "threshold" | "recall" | "falsePositiveRate"> & { readonly measured?: false };

/** Of one set of images: cases twice, errors, four areas of COCO, VOC. */
const PARTS_OF_A_SET = 8;
/** Images with ground truth, then the same with the defect-free ones added. */
export const BOX_LEVEL_PARTS = 2 * PARTS_OF_A_SET;

/** @param onPart called after each of the `BOX_LEVEL_PARTS` */
export function boxLevelFigures(columns: EvaluationColumns, onPart: () => void = () => undefined): BoxLevelFigures {
  const annotated = columnsOfRoles(columns, ["annotated"]);
  const all = columnsOfRoles(columns, ["annotated", "background"]);
  return {
    images: {
      annotated: annotated.roles.length,
      background: all.roles.length - annotated.roles.length,
      unlabelled: columns.roles.length - all.roles.length,
      excluded: columns.excluded,
    },
    annotated: evaluateBoxes(annotated, onPart),
    all: evaluateBoxes(all, onPart),
  };
}

/** @param index of the same images: detections of classes that the dataset lacks count for these image-level figures alone */
export function evaluation(boxLevel: BoxLevelFigures, index: DecisionIndex): Evaluation {
  const { rule } = index;
  return {
    images: boxLevel.images,
    counting: rule.scoreRounding,
    ...(isSingleThreshold(rule) ? {} : { rule, operatingPoint: operatingPoint(index) }),
    annotated: boxLevel.annotated,
    all: boxLevel.all,
    sweep: sweepRows(index).map(evaluatedRow),
  };
}

export interface HowToJudge {
  /** Classes of the detections: the dataset's, then others. */
  readonly classes: readonly string[];
  readonly rule: DecisionRule;
  readonly floors: ScoreFloors;
}

/** The columns on which the image-level figures of an evaluation are counted. */
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

function evaluateBoxes(columns: EvaluationColumns, onPart: () => void): BoxLevelEvaluation {
  const plain = classCases(columns, "left-out");
  onPart();
  const forgiving = classCases(columns, "crowd");
  onPart();
  const { types, all, perClassMean } = errorAnalysis(plain, forgiving);
  onPart();
  const coco = cocoEvaluation(plain, onPart);
  const voc = vocAveragePrecision(columns);
  onPart();
  return { coco, voc, error: { types, all, perClassMean } };
}
