/** VOC's mean average precision: greedy by score, inclusive pixels, IoU above 0.5, difficult boxes excluded from both counts. */
import type { EvaluationColumns } from "./evaluationColumns.ts";
import { inclusiveIouAt } from "./iou.ts";
import { VOC_MATCHING } from "./matching.ts";
import { bestScoreFirst } from "./scoreOrder.ts";

export interface AveragePrecision {
  /** Mean over the classes that have ground truth, a fraction of 1; null where none has. */
  readonly mAP: number | null;
  /** null where a class has no ground truth that counts. */
  readonly perClass: readonly (number | null)[];
}

export interface VocAveragePrecision {
  /** Mean of the best precision at recall >= 0, 0.1 .. 1 (VOC 2007): the figure of the case's table. */
  readonly "11point": AveragePrecision;
  /** The area under the interpolated curve (VOC 2010 and later). */
  readonly area: AveragePrecision;
}

/** After each detection, best score first; both of the same length. */
interface Curve {
  readonly recall: Float64Array;
  readonly precision: Float64Array;
}

export function vocAveragePrecision(columns: EvaluationColumns): VocAveragePrecision {
  const curves = precisionRecallCurves(columns);
  return { "11point": summary(curves, elevenPointAverage), area: summary(curves, areaUnderCurve) };
}

/**
 * Per class, precision and recall after each detection, best score first, ties in image order; null without ground
 * truth. Each detection looks at the ground truth of its class that overlaps it most, as `matchImage` does for one
 * image; images are independent, so that all of them are matched in one pass.
 */
export function precisionRecallCurves(columns: EvaluationColumns): (Curve | null)[] {
  const { classCount, scores, classIndices, truthClasses, truthDifficult } = columns;
  const totals = new Int32Array(classCount);
  truthClasses.forEach((k, g) => {
    if (truthDifficult[g] === 0 && k < classCount) totals[k] = (totals[k] as number) + 1;
  });
  const mostOverlapping = mostOverlappingTruths(columns);
  const counts = new Int32Array(classCount);
  for (const k of classIndices) if (k >= 0 && k < classCount) counts[k] = (counts[k] as number) + 1;
  const found = Array.from(counts, (count) => new Uint8Array(count));
  const lengths = new Int32Array(classCount);
  const taken = new Uint8Array(truthClasses.length);
  for (const position of bestScoreFirst(scores)) {
    const k = classIndices[position] as number;
    if (k < 0 || k >= classCount) continue;
    const truth = mostOverlapping[position] as number;
    if (truth >= 0 && truthDifficult[truth] === 1) continue;
    const at = lengths[k] as number;
    lengths[k] = at + 1;
    if (truth < 0 || taken[truth] === 1) continue;
    taken[truth] = 1;
    (found[k] as Uint8Array)[at] = 1;
  }
  return found.map((hits, k) => (totals[k] === 0 ? null : curveOf(hits.subarray(0, lengths[k]), totals[k] as number)));
}

/** Per detection the ground truth of its class and image that overlaps it most, the first of equals; -1 where none overlaps enough. */
function mostOverlappingTruths(columns: EvaluationColumns): Int32Array {
  const { roles, detectionStarts, boxes, classIndices, truthStarts, truthBoxes, truthClasses } = columns;
  const truths = new Int32Array(classIndices.length).fill(-1);
  for (let i = 0; i < roles.length; i++) {
    const [from, end] = [truthStarts[i] as number, truthStarts[i + 1] as number];
    if (from === end) continue;
    for (let d = detectionStarts[i] as number; d < (detectionStarts[i + 1] as number); d++) {
      let most = VOC_MATCHING.iouAbove;
      for (let g = from; g < end; g++) {
        if (truthClasses[g] !== classIndices[d]) continue;
        const iou = inclusiveIouAt(boxes, d, truthBoxes, g);
        if (iou <= most) continue;
        most = iou;
        truths[d] = g;
      }
    }
  }
  return truths;
}

function curveOf(hits: Uint8Array, total: number): Curve {
  const recall = new Float64Array(hits.length);
  const precision = new Float64Array(hits.length);
  let truePositives = 0;
  hits.forEach((hit, i) => {
    truePositives += hit;
    recall[i] = truePositives / total;
    precision[i] = truePositives / (i + 1);
  });
  return { recall, precision };
}

function summary(curves: readonly (Curve | null)[], average: (curve: Curve) => number): AveragePrecision {
  const perClass = curves.map((curve) => (curve ? average(curve) : null));
  const known = perClass.filter((value) => value !== null);
  return { mAP: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length, perClass };
}

function elevenPointAverage({ recall, precision }: Curve): number {
  let sum = 0;
  for (let i = 0; i <= 10; i++) {
    const first = recall.findIndex((value) => value >= i / 10);
    if (first >= 0) sum += precision.slice(first).reduce((best, value) => Math.max(best, value), 0);
  }
  return sum / 11;
}

/** Precision is first made monotonic in recall, then summed over the steps of recall. */
function areaUnderCurve({ recall, precision }: Curve): number {
  let area = 0;
  let best = 0;
  for (let i = recall.length - 1; i >= 0; i--) {
    best = Math.max(best, precision[i] as number);
    area += ((recall[i] as number) - (recall[i - 1] ?? 0)) * best;
  }
  return area;
}
