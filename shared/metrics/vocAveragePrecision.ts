/** VOC's mean average precision: greedy by score, inclusive pixels, IoU above 0.5, difficult boxes left out of both counts. */
import { bestScoreFirst, type EvaluatedImage } from "./evaluatedImage.ts";
import { matchImage } from "./matching.ts";

export interface AveragePrecision {
  /** Mean over the classes that have ground truth, a share of 1; null where none has. */
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

interface Curve {
  readonly recall: readonly number[];
  readonly precision: readonly number[];
}

export function vocAveragePrecision(images: readonly EvaluatedImage[], classCount: number): VocAveragePrecision {
  const curves = precisionRecallCurves(images, classCount);
  return { "11point": summary(curves, elevenPointAverage), area: summary(curves, areaUnderCurve) };
}

/** Per class, precision and recall after each detection, best score first, ties in image order; null without ground truth. */
export function precisionRecallCurves(images: readonly EvaluatedImage[], classCount: number): (Curve | null)[] {
  const scores: number[][] = Array.from({ length: classCount }, () => []);
  const hits: boolean[][] = Array.from({ length: classCount }, () => []);
  const totals = new Int32Array(classCount);
  for (const { detections, groundTruth } of images) {
    for (const box of groundTruth)
      if (!box.difficult && box.classIndex < classCount)
        totals[box.classIndex] = (totals[box.classIndex] as number) + 1;
    const { order, marks, scores: ordered } = matchImage(detections, groundTruth);
    order.forEach((position, rank) => {
      const k = detections.classIndices[position] as number;
      if (marks[rank] === "ignored") return;
      scores[k]?.push(ordered[rank] as number);
      hits[k]?.push(marks[rank] === "tp");
    });
  }
  return scores.map((column, k) => {
    const total = totals[k] as number;
    return total === 0 ? null : curveOf(Float64Array.from(column), hits[k] ?? [], total);
  });
}

function curveOf(scores: Float64Array, hits: readonly boolean[], total: number): Curve {
  const recall: number[] = [];
  const precision: number[] = [];
  let truePositives = 0;
  bestScoreFirst(scores).forEach((position, i) => {
    if (hits[position] === true) truePositives++;
    recall.push(truePositives / total);
    precision.push(truePositives / (i + 1));
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

/** The precision is first made to fall with recall, then summed over the steps of recall. */
function areaUnderCurve({ recall, precision }: Curve): number {
  let area = 0;
  let best = 0;
  for (let i = recall.length - 1; i >= 0; i--) {
    best = Math.max(best, precision[i] as number);
    area += ((recall[i] as number) - (recall[i - 1] ?? 0)) * best;
  }
  return area;
}
