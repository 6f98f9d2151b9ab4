/** Non-maximum suppression as `torchvision.ops.batched_nms` does it: greedy by score, per class unless specified otherwise. */
import { z } from "zod";

/** As a manifest writes it. */
export const nmsSchema = z.object({
  iou: z.number().gt(0).max(1),
  scoreFloor: z.number().min(0).max(1),
  maxDetections: z.number().int().positive().max(100000),
  perClass: z.boolean(),
});
export type Nms = z.infer<typeof nmsSchema>;

export interface Candidates {
  readonly count: number;
  /** `x1 y1 x2 y2` per candidate, in any one coordinate space. */
  readonly boxes: Float64Array;
  readonly scores: Float64Array;
  readonly classIndices: Int32Array;
}

export interface NmsRule {
  /** A candidate is removed when its intersection over union with a kept one is greater than this. */
  readonly iou: number;
  readonly perClass: boolean;
  readonly maxDetections: number;
}

/** Only this many best candidates are considered, as in Ultralytics; without a limit a hostile model could keep the engine busy for minutes. */
const MAX_CANDIDATES = 30_000;

/**
 * Indices of the kept candidates, best score first; equal scores keep their order.
 * Areas and overlaps are rounded to 32 bits as torchvision's are, so that a pair at the limit falls on the same side.
 */
export function nms(candidates: Candidates, rule: NmsRule): Int32Array {
  const order = bestCandidates(candidates);
  const areas = boxAreas(candidates);
  const keptByClass = new Map<number, number[]>();
  const kept: number[] = [];
  for (const i of order) {
    if (kept.length >= rule.maxDetections) break;
    const group = rule.perClass ? (candidates.classIndices[i] as number) : 0;
    const rivals = keptByClass.get(group) ?? [];
    if (rivals.some((j) => overlap(candidates.boxes, areas, i, j) > rule.iou)) continue;
    rivals.push(i);
    keptByClass.set(group, rivals);
    kept.push(i);
  }
  return Int32Array.from(kept);
}

/** The best by score, in order. Of millions only those that can be among them are put in order. */
function bestCandidates({ scores, count }: Candidates): Int32Array {
  if (count <= MAX_CANDIDATES) return orderByScore(scores, count);
  const lowest = Float64Array.from(scores.subarray(0, count)).sort()[count - MAX_CANDIDATES] as number;
  const able: number[] = [];
  for (let i = 0; i < count; i++) if ((scores[i] as number) >= lowest) able.push(i);
  able.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  return Int32Array.from(able.slice(0, MAX_CANDIDATES));
}

/** Indices 0..count-1, highest score first, stable. */
export function orderByScore(scores: Float64Array, count: number): Int32Array {
  const order = Array.from({ length: count }, (_, i) => i);
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
  return Int32Array.from(order);
}

function boxAreas({ boxes, count }: Candidates): Float64Array {
  return Float64Array.from({ length: count }, (_, i) =>
    Math.fround(Math.fround(side(boxes, i, 0)) * Math.fround(side(boxes, i, 1))),
  );
}

function side(boxes: Float64Array, i: number, axis: 0 | 1): number {
  return (boxes[i * 4 + 2 + axis] as number) - (boxes[i * 4 + axis] as number);
}

function overlap(boxes: Float64Array, areas: Float64Array, i: number, j: number): number {
  const a = i * 4;
  const b = j * 4;
  const width = Math.fround(
    Math.min(boxes[a + 2] as number, boxes[b + 2] as number) - Math.max(boxes[a] as number, boxes[b] as number),
  );
  const height = Math.fround(
    Math.min(boxes[a + 3] as number, boxes[b + 3] as number) - Math.max(boxes[a + 1] as number, boxes[b + 1] as number),
  );
  if (width <= 0 || height <= 0) return 0;
  const shared = Math.fround(width * height);
  return Math.fround(shared / Math.fround(Math.fround((areas[i] as number) + (areas[j] as number)) - shared));
}
