/** Decodes a detector's raw output tensors into detections in image pixels, for every output layout that Loupe knows. */
import { inputBox } from "../core/box.ts";
import type { Detections } from "../core/detections.ts";
import { type Reason, reason } from "../core/reason.ts";
import { layoutOf } from "./layoutRegistry.ts";
import type { RawOutput, Rows } from "./layouts/detectorLayout.ts";
import { firstClassIdOf, type ModelManifest } from "./modelManifest.ts";
import { toImageBox, type PreprocessPlan } from "./preprocessPlan.ts";
import { orderByScore, nms } from "./nms.ts";

export type OutputContract = Pick<ModelManifest, "layout" | "classes" | "nms" | "firstClassId">;

export type DecodedOutputs =
  | { readonly ok: true; readonly detections: Detections }
  | { readonly ok: false; readonly reason: Reason };

/** Of one image, after the model's own suppression: a thousand times what frameworks keep. More are the output of no detector, and take minutes and gigabytes to store. */
const MAX_BOXES = 300_000;

/** A sigmoid in 32 bits may exceed 1 by a rounding error. */
const SCORE_SLACK = 1e-4;

/**
 * Detections with scores of at least `scoreFloor`, best first, boxes in image pixels and not clipped. Rows of a
 * negative class (Paddle's emptied boxes) and of the background are dropped. Fails, naming the value, on NaN, on scores
 * outside 0..1 and on class ids beyond the model's list: such an output must not lead to a verdict.
 */
export function decodeOutputs(
  outputs: readonly RawOutput[],
  contract: OutputContract,
  plan: PreprocessPlan,
  scoreFloor: number,
): DecodedOutputs {
  const floor = Math.max(scoreFloor, contract.nms?.scoreFloor ?? 0);
  const read = layoutOf(contract.layout).readRows(outputs, contract.classes.length, floor);
  if (!read.ok) return read;
  const picked = pickRows(read.rows, contract, floor);
  if (!picked.ok) return picked;
  if (contract.nms === null && picked.chosen.length > MAX_BOXES)
    return { ok: false, reason: reason("too-many-boxes", { count: picked.chosen.length, most: MAX_BOXES }) };
  const candidates = gather(read.rows, picked.chosen, picked.classIndices);
  const unreal = candidates.boxes.findIndex((value) => !Number.isFinite(value));
  if (unreal >= 0)
    return { ok: false, reason: reason("corner-not-a-number", { corner: String(candidates.boxes[unreal]) }) };
  // Suppression works in the model's own frame, as in the frameworks, so that a pair exactly at the limit falls on the same side.
  const order = contract.nms ? nms(candidates, contract.nms) : orderByScore(candidates.scores, candidates.count);
  const kept = take(candidates, order);
  return {
    ok: true,
    detections: read.rows.frame === "image" ? kept : { ...kept, boxes: boxesToImage(kept.boxes, plan) },
  };
}

function gather(rows: Rows, chosen: readonly number[], classIndices: readonly number[]): Detections {
  const boxes = new Float64Array(chosen.length * 4);
  chosen.forEach((row, i) => {
    for (let k = 0; k < 4; k++) boxes[i * 4 + k] = rows.corner(row, k);
  });
  return {
    count: chosen.length,
    boxes,
    scores: Float64Array.from(chosen, (row) => Math.min(1, rows.score(row))),
    classIndices: Int32Array.from(classIndices),
  };
}

function boxesToImage(boxes: Float64Array, plan: PreprocessPlan): Float64Array {
  const out = new Float64Array(boxes.length);
  for (let i = 0; i < boxes.length; i += 4) {
    const box = toImageBox(
      plan,
      inputBox(boxes[i] as number, boxes[i + 1] as number, boxes[i + 2] as number, boxes[i + 3] as number),
    );
    out.set([box.x1, box.y1, box.x2, box.y2], i);
  }
  return out;
}

function pickRows(
  rows: Rows,
  contract: OutputContract,
  floor: number,
):
  | { readonly ok: true; readonly chosen: readonly number[]; readonly classIndices: readonly number[] }
  | { readonly ok: false; readonly reason: Reason } {
  const firstClassId = firstClassIdOf(contract);
  const chosen: number[] = [];
  const classIndices: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    const score = rows.score(row);
    if (!(score >= -SCORE_SLACK && score <= 1 + SCORE_SLACK)) {
      // Paddle marks rows that clipping emptied with class -1; their other values have no meaning.
      if (rows.classId(row) < 0) continue;
      return { ok: false, reason: reason("score-out-of-range", { score: String(score) }) };
    }
    if (score < floor || score <= 0) continue;
    const classId = rows.classId(row);
    if (!Number.isInteger(classId)) return { ok: false, reason: reason("class-id-not-whole", { id: String(classId) }) };
    const classIndex = classId - firstClassId;
    if (classIndex < 0) continue;
    if (classIndex >= contract.classes.length) {
      return {
        ok: false,
        reason: reason("class-id-beyond-list", { id: classId, classes: contract.classes.length }),
      };
    }
    chosen.push(row);
    classIndices.push(classIndex);
  }
  return { ok: true, chosen, classIndices };
}

function take({ boxes, scores, classIndices }: Detections, order: Int32Array): Detections {
  const out = {
    count: order.length,
    boxes: new Float64Array(order.length * 4),
    scores: new Float64Array(order.length),
    classIndices: new Int32Array(order.length),
  };
  order.forEach((from, to) => {
    out.boxes.set(boxes.subarray(from * 4, from * 4 + 4), to * 4);
    out.scores[to] = scores[from] as number;
    out.classIndices[to] = classIndices[from] as number;
  });
  return out;
}
