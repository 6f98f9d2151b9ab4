/** The detections of an image, in columns: raw, down to the run's score floor, in image pixels. */
import { imageBox, type ImageBox } from "./box.ts";
import type { ClassTable } from "./classTable.ts";

/**
 * The detections of one image, in no guaranteed order. Columns are 64-bit floats: a score of 0.505 read from a file
 * must round as written, which 32 bits cannot represent; a model's 32-bit score is exact in 64.
 */
export interface Detections {
  readonly count: number;
  /** Image pixels, `x1 y1 x2 y2` per detection; length 4 * count; not clipped. */
  readonly boxes: Float64Array;
  /** 0..1; length count. */
  readonly scores: Float64Array;
  /** Index into the class table of the dataset, or of the model that the run was made with; length count. */
  readonly classIndices: Int32Array;
}

export const NO_DETECTIONS: Detections = {
  count: 0,
  boxes: new Float64Array(0),
  scores: new Float64Array(0),
  classIndices: new Int32Array(0),
};

export interface Detection {
  readonly box: ImageBox;
  readonly score: number;
  readonly classIndex: number;
}

/** Detection `i` as an object, for display and exports. */
export function detectionAt(detections: Detections, i: number): Detection {
  const { boxes, scores, classIndices } = detections;
  return {
    box: imageBox(boxes[4 * i] ?? NaN, boxes[4 * i + 1] ?? NaN, boxes[4 * i + 2] ?? NaN, boxes[4 * i + 3] ?? NaN),
    score: scores[i] ?? NaN,
    classIndex: classIndices[i] ?? -1,
  };
}

/** Makes columns from rows, keeping their order. */
export function detectionsFromRows(rows: readonly Detection[]): Detections {
  const boxes = new Float64Array(rows.length * 4);
  rows.forEach(({ box }, i) => boxes.set([box.x1, box.y1, box.x2, box.y2], i * 4));
  return {
    count: rows.length,
    boxes,
    scores: Float64Array.from(rows, (row) => row.score),
    classIndices: Int32Array.from(rows, (row) => row.classIndex),
  };
}

/** The highest score of any box of any class, or -1 when nothing was found. */
export function bestScore(detections: Detections): number {
  let best = -1;
  for (const score of detections.scores) if (score > best) best = score;
  return best;
}

export function isScore(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/**
 * The detections of a run in the joined class table. Classes that the dataset lacks come after the dataset's: they
 * still make an image NG, are shown by name, and match no ground truth.
 */
export function alignDetections(detections: Detections, { fromRun }: ClassTable): Detections {
  if (fromRun.every((target, i) => target === i)) return detections;
  return { ...detections, classIndices: detections.classIndices.map((k) => fromRun[k] ?? -1) };
}
