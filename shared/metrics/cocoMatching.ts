/** The matching and counting of COCO for one class: what pycocotools' `evaluateImg` and `accumulate` compute. */
import type { ClassCase } from "./cocoCases.ts";

/** `numpy.linspace(0, 1, 101)`: the products, not the quotients i / 100, because the last bit decides ties. */
export const RECALL_POINTS: readonly number[] = Array.from({ length: 101 }, (_, i) => (i === 100 ? 1 : i * 0.01));

/** `numpy.spacing(1)`. */
const EPSILON = 2 ** -52;

/** Square pixels, both ends included. */
export interface AreaRange {
  readonly least: number;
  readonly most: number;
}

export const ANY_AREA: AreaRange = { least: 0, most: 1e10 };

const FALSE_POSITIVE = 0;
const TRUE_POSITIVE = 1;
const IGNORED = 2;

export interface ClassMatches {
  /** Per detection of the class: true, false or ignored. */
  readonly states: Uint8Array;
  /** Number of ground truths to be found. */
  readonly required: number;
}

/** Matches every image of a class at one IoU; boxes outside the area range are ignored. */
export function matchClass(classCase: ClassCase, iouAtLeast: number, area: AreaRange): ClassMatches {
  const { detectionStarts, truthStarts, truthAreas, crowd, areas } = classCase;
  const isOutside = (size: number) => size < area.least || size > area.most;
  const states = new Uint8Array(areas.length);
  const ignored = new Uint8Array(crowd);
  let required = 0;
  for (let g = 0; g < ignored.length; g++) {
    if (isOutside(truthAreas[g] as number)) ignored[g] = 1;
    if (ignored[g] === 0) required++;
  }
  const taken = new Uint8Array(crowd.length);
  const least = Math.min(iouAtLeast, 1 - 1e-10);
  for (let e = 0; e + 1 < detectionStarts.length; e++) {
    const hasTruth = truthStarts[e] !== truthStarts[e + 1];
    for (let d = detectionStarts[e] as number; d < (detectionStarts[e + 1] as number); d++) {
      const match = hasTruth ? bestTruth(classCase, e, d, least, ignored, taken) : -1;
      if (match < 0) states[d] = isOutside(areas[d] as number) ? IGNORED : FALSE_POSITIVE;
      else {
        taken[match] = 1;
        states[d] = ignored[match] === 1 ? IGNORED : TRUE_POSITIVE;
      }
    }
  }
  return { states, required };
}

/** The ground truth that a detection matches, -1 for none: the best free one of those to be found (the last of equals), otherwise of the ignored. */
function bestTruth(
  { detectionStarts, truthStarts, crowd, iouStarts, ious }: ClassCase,
  e: number,
  d: number,
  least: number,
  ignored: Uint8Array,
  taken: Uint8Array,
): number {
  const from = truthStarts[e] as number;
  const end = truthStarts[e + 1] as number;
  const row = (iouStarts[e] as number) + (d - (detectionStarts[e] as number)) * (end - from) - from;
  let match = -1;
  for (let pass = 0; pass < 2 && match < 0; pass++) {
    let best = least;
    for (let g = from; g < end; g++) {
      if (ignored[g] !== pass || (taken[g] === 1 && crowd[g] === 0)) continue;
      const iou = ious[row + g] as number;
      if (iou < best) continue;
      best = iou;
      match = g;
    }
  }
  return match;
}

/** The recall of one class with at most so many detections per image; null where it has no ground truth to be found. */
export function recallOf(
  { ranks }: ClassCase,
  { states, required }: ClassMatches,
  mostDetections: number,
): number | null {
  if (required === 0) return null;
  let truePositives = 0;
  for (let d = 0; d < states.length; d++)
    if (states[d] === TRUE_POSITIVE && (ranks[d] as number) < mostDetections) truePositives++;
  return truePositives / required;
}

/**
 * Interpolated precision of one class at the 101 recall points; null where it has no ground truth to be found
 * (pycocotools writes -1). Recall rises only at true positives, and precision falls between two of them, so nothing is
 * computed for the false ones.
 */
export function precisionOf({ order }: ClassCase, { states, required }: ClassMatches): Float64Array | null {
  if (required === 0) return null;
  const precisions = new Float64Array(required);
  let truePositives = 0;
  let falsePositives = 0;
  for (let i = 0; i < order.length; i++) {
    const state = states[order[i] as number];
    if (state === FALSE_POSITIVE) falsePositives++;
    else if (state === TRUE_POSITIVE) {
      truePositives++;
      precisions[truePositives - 1] = truePositives / (falsePositives + truePositives + EPSILON);
    }
  }
  for (let i = truePositives - 1; i > 0; i--)
    if ((precisions[i] as number) > (precisions[i - 1] as number)) precisions[i - 1] = precisions[i] as number;
  const atPoints = new Float64Array(RECALL_POINTS.length);
  let i = 0;
  for (let point = 0; point < atPoints.length; point++) {
    while (i < truePositives && (i + 1) / required < (RECALL_POINTS[point] as number)) i++;
    atPoints[point] = i < truePositives ? (precisions[i] as number) : 0;
  }
  return atPoints;
}
