/** Splits the outputs of a batch into those of its images. */
import { reason } from "../core/reason.ts";
import { layoutOf, type Layout } from "./layoutRegistry.ts";
import type { BatchSplit, RawOutput } from "./layouts/detectorLayout.ts";

/** `count`: number of images in the batch. */
export function splitBatch(outputs: readonly RawOutput[], layout: Layout, count: number): BatchSplit {
  if (count === 1) return { ok: true, images: [outputs] };
  const split = layoutOf(layout).splitBatch;
  return split ? split(outputs, count) : { ok: false, reason: reason("takes-one-image", { given: count }) };
}
