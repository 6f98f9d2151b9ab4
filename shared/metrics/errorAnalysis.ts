/** COCO's error analysis as the PaddleX case shows it: seven precision curves, each forgiving one more kind of error. */
import type { ClassCase } from "./cocoCases.ts";
import { ANY_AREA, matchClass, precisionOf, RECALL_POINTS } from "./cocoMatching.ts";

/**
 * C75, C50, Loc: precision at IoU 0.75, 0.5 and 0.1 · Sim: at 0.1 without confusion inside the supercategory · Oth: without any
 * confusion of classes · BG: without false alarms on the background · FN: without misses.
 */
export const ERROR_TYPES = ["C75", "C50", "Loc", "Sim", "Oth", "BG", "FN"] as const;

export interface ErrorAnalysis {
  readonly types: typeof ERROR_TYPES;
  /** Mean over the classes, 7 x 101. A class without ground truth is included with -1 (BG: 0, FN: 1), as in the reference. */
  readonly all: number[][];
  /** Mean over the recall points (the area under each curve), 7 x classes. */
  readonly perClassMean: number[][];
  /** Per class 7 x 101. */
  readonly perClass: number[][][];
}

/** The curve of a class without ground truth. */
const NO_CURVE: readonly number[] = RECALL_POINTS.map(() => -1);

/**
 * @param plain one per class, with the ground truth of others excluded
 * @param forgiving one per class, with the ground truth of others as crowd regions
 */
export function errorAnalysis(plain: readonly ClassCase[], forgiving: readonly ClassCase[]): ErrorAnalysis {
  const perClass = plain.map((each, k) => {
    const [c75, c50, loc] = [0.75, 0.5, 0.1].map((iou) => precisionAt(each, iou)) as [number[], number[], number[]];
    // VOC has one supercategory, so forgiving similar classes forgives all others: Sim and Oth coincide.
    const others = precisionAt(forgiving[k] as ClassCase, 0.1);
    const background = others.map((precision) => (precision > 0 ? 1 : 0));
    return [c75, c50, loc, others, [...others], background, RECALL_POINTS.map(() => 1)];
  });
  return {
    types: ERROR_TYPES,
    all: ERROR_TYPES.map((_, t) =>
      RECALL_POINTS.map((_point, r) => mean(perClass.map((curves) => curves[t]?.[r] as number))),
    ),
    perClassMean: ERROR_TYPES.map((_, t) => perClass.map((curves) => mean(curves[t] as number[]))),
    perClass,
  };
}

function precisionAt(classCase: ClassCase, iou: number): number[] {
  const precision = precisionOf(classCase, matchClass(classCase, iou, ANY_AREA));
  return [...(precision ?? NO_CURVE)];
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? -1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
