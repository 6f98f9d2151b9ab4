/** Checks of output tensors that the layouts share: outputs are identified by shape and type, never by name. */
import { type Reason, reason } from "../../core/reason.ts";
import type { BatchSplit, RawOutput } from "./detectorLayout.ts";

export interface FloatOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

export function floatOutputs(outputs: readonly RawOutput[]): readonly FloatOutput[] {
  return outputs.flatMap(({ dims, data }) => (data instanceof Float32Array ? [{ dims, data }] : []));
}

/** The reason for outputs that do not fit the layout; `wanted`: the shapes of those that do, as shapes are written. */
export function mismatch(
  outputs: readonly RawOutput[],
  wanted: string,
): { readonly ok: false; readonly reason: Reason } {
  const found = outputs.map(({ dims }) => `[${dims.join(", ")}]`).join(", ");
  return {
    ok: false,
    reason: found === "" ? reason("outputs-missing", { wanted }) : reason("outputs-of-other-shape", { found, wanted }),
  };
}

/** Accepts a batch whose outputs all have a leading batch axis. */
export function splitAxis(outputs: readonly RawOutput[], count: number): BatchSplit {
  const other = outputs.find(({ dims }) => dims[0] !== count);
  if (other)
    return { ok: false, reason: reason("batch-not-kept", { given: count, shape: `[${other.dims.join(", ")}]` }) };
  const images = Array.from({ length: count }, (_, image) =>
    outputs.map(({ dims, data }): RawOutput => {
      const size = data.length / count;
      return { dims: [1, ...dims.slice(1)], data: data.slice(image * size, (image + 1) * size) };
    }),
  );
  return { ok: true, images };
}
