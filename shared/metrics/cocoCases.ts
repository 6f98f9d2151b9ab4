/** COCO's inputs for one class: its detections and the ground truth that they may match, image by image, in columns. */
import type { EvaluationColumns } from "./evaluationColumns.ts";
import { cocoIou } from "./iou.ts";
import { bestScoreFirst } from "./scoreOrder.ts";

/** COCO considers at most this many detections of a class per image. */
export const MAX_DETECTIONS = 100;

/** One class over all images that have a detection or a ground truth of it. */
export interface ClassCase {
  /** Image by image, best score first within an image; entry `e` from `detectionStarts[e]` to before `detectionStarts[e + 1]`. */
  readonly detectionStarts: Int32Array;
  /** Per detection its area in square pixels. */
  readonly areas: Float64Array;
  /** Per detection its rank within its image, 0 the best. */
  readonly ranks: Uint8Array;
  /** All detections of all images, best score first, ties in image order. */
  readonly order: Int32Array;
  /** Ground truth of entry `e`: from `truthStarts[e]` to before `truthStarts[e + 1]`. */
  readonly truthStarts: Int32Array;
  readonly truthAreas: Float64Array;
  /** Per ground truth, 1 for a region that any number of detections may match without counting. */
  readonly crowd: Uint8Array;
  /** Of detection `d` and ground truth `g` of entry `e`: `iouStarts[e] + (d - detectionStarts[e]) * truths + g - truthStarts[e]`. */
  readonly iouStarts: Float64Array;
  readonly ious: Float64Array;
}

/** `others: "crowd"`: ground truth of other classes becomes crowd regions for this one, as the error analysis requires. */
export function classCases(columns: EvaluationColumns, others: "left-out" | "crowd"): ClassCase[] {
  const placed = placeDetections(columns);
  return Array.from({ length: columns.classCount }, (_, k) => classCase(columns, placed, k, others));
}

/** The detections that COCO considers, by class and within a class by image. */
interface PlacedDetections {
  /** Detections of class `k` in image `i`: from `starts[k * images + i]` to before the next; length classes * images + 1. */
  readonly starts: Int32Array;
  /** The detection at each place, best score first within a class and image. */
  readonly positions: Int32Array;
  /** Places by class, best score first within a class, ties in image order. */
  readonly order: Int32Array;
}

/** Sorts all detections once and distributes them; each part keeps the order by score. */
function placeDetections({ classCount, roles, detectionStarts, scores, classIndices }: EvaluationColumns) {
  const images = roles.length;
  const imageOf = new Int32Array(scores.length);
  const starts = new Int32Array(classCount * images + 1);
  const isKnown = (k: number) => k >= 0 && k < classCount;
  for (let i = 0; i < images; i++) {
    for (let d = detectionStarts[i] as number; d < (detectionStarts[i + 1] as number); d++) {
      imageOf[d] = i;
      const k = classIndices[d] as number;
      if (!isKnown(k)) continue;
      const slot = k * images + i + 1;
      if ((starts[slot] as number) < MAX_DETECTIONS) starts[slot] = (starts[slot] as number) + 1;
    }
  }
  for (let slot = 1; slot < starts.length; slot++)
    starts[slot] = (starts[slot] as number) + (starts[slot - 1] as number);
  const kept = starts[classCount * images] as number;
  const positions = new Int32Array(kept);
  const order = new Int32Array(kept);
  const next = starts.slice();
  const nextOfClass = Int32Array.from({ length: classCount }, (_, k) => starts[k * images] as number);
  for (const position of bestScoreFirst(scores)) {
    const k = classIndices[position] as number;
    if (!isKnown(k)) continue;
    const slot = k * images + (imageOf[position] as number);
    const place = next[slot] as number;
    if (place === starts[slot + 1]) continue;
    next[slot] = place + 1;
    positions[place] = position;
    const at = nextOfClass[k] as number;
    nextOfClass[k] = at + 1;
    order[at] = place;
  }
  return { starts, positions, order } satisfies PlacedDetections;
}

function classCase(
  columns: EvaluationColumns,
  { starts, positions, order }: PlacedDetections,
  k: number,
  others: "left-out" | "crowd",
): ClassCase {
  const images = columns.roles.length;
  const { truthStarts, truthClasses, truthBoxes, boxes } = columns;
  const entries: number[] = [];
  const detectionStarts: number[] = [0];
  const starting: number[] = [0];
  const iouStarts: number[] = [0];
  const truths: number[] = [];
  const first = starts[k * images] as number;
  for (let i = 0; i < images; i++) {
    const detections = (starts[k * images + i + 1] as number) - (starts[k * images + i] as number);
    const before = truths.length;
    for (let g = truthStarts[i] as number; g < (truthStarts[i + 1] as number); g++) {
      if (others === "crowd" || truthClasses[g] === k) truths.push(g);
    }
    const own = truths.length - before;
    if (detections === 0 && own === 0) continue;
    entries.push(i);
    detectionStarts.push((detectionStarts[detectionStarts.length - 1] as number) + detections);
    starting.push(truths.length);
    iouStarts.push((iouStarts[iouStarts.length - 1] as number) + detections * own);
  }
  const count = detectionStarts[detectionStarts.length - 1] as number;
  const areas = new Float64Array(count);
  const ranks = new Uint8Array(count);
  const ious = new Float64Array(iouStarts[iouStarts.length - 1] as number);
  const crowd = Uint8Array.from(truths, (g) => (truthClasses[g] === k ? 0 : 1));
  let cell = 0;
  for (let e = 0; e < entries.length; e++) {
    const from = detectionStarts[e] as number;
    for (let d = from; d < (detectionStarts[e + 1] as number); d++) {
      const position = positions[first + d] as number;
      areas[d] = areaOf(boxes, position);
      ranks[d] = d - from;
      for (let t = starting[e] as number; t < (starting[e + 1] as number); t++)
        ious[cell++] = cocoIou(boxes, position, truthBoxes, truths[t] as number, crowd[t] === 1);
    }
  }
  return {
    detectionStarts: Int32Array.from(detectionStarts),
    areas,
    ranks,
    order: order.subarray(first, first + count).map((place) => place - first),
    truthStarts: Int32Array.from(starting),
    truthAreas: Float64Array.from(truths, (g) => areaOf(truthBoxes, g)),
    crowd,
    iouStarts: Float64Array.from(iouStarts),
    ious,
  };
}

/** As COCO stores a box: without the inclusive pixel. */
function areaOf(boxes: Float64Array, i: number): number {
  const width = (boxes[4 * i + 2] as number) - (boxes[4 * i] as number);
  const height = (boxes[4 * i + 3] as number) - (boxes[4 * i + 1] as number);
  return width * height;
}
