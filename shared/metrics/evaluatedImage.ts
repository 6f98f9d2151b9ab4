/** What the box-level metrics (COCO, VOC, error analysis) are computed from. */
import type { GroundTruthBox } from "../core/dataset.ts";
import { type Detections } from "../core/detections.ts";

/** One image; `groundTruth` and `detections.classIndices` point into the same class table. Others' classes are left out of every figure. */
export interface EvaluatedImage {
  readonly groundTruth: readonly GroundTruthBox[];
  readonly detections: Detections;
}

/** Positions of `scores`, best first; equal scores keep their order, as NumPy's mergesort does. */
export function bestScoreFirst(scores: Float64Array): Int32Array {
  const order = Int32Array.from(scores, (_, i) => i);
  return order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
}

/** Positions by class, each list in the order given. */
export function positionsByClass(order: Int32Array, classIndices: Int32Array): Map<number, number[]> {
  const byClass = new Map<number, number[]>();
  for (const position of order) {
    const key = classIndices[position] as number;
    const list = byClass.get(key);
    if (list) list.push(position);
    else byClass.set(key, [position]);
  }
  return byClass;
}
