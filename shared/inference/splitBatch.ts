/** Cuts the outputs of a batch into those of its images. */
import type { Layout } from "./modelManifest.ts";
import type { RawOutput } from "./outputRows.ts";

export type BatchSplit =
  | { readonly ok: true; readonly images: readonly (readonly RawOutput[])[] }
  | { readonly ok: false; readonly reason: string };

/** Layouts whose graphs can take several images; whether a graph does is told by its open batch axis. A Paddle R-CNN's mixes them up, torchvision's has no such axis. */
export function layoutBatches(layout: Layout): boolean {
  return layout !== "paddle-rcnn" && layout !== "torchvision";
}

/** `count`: the images of the batch. Paddle's tables are one below the other, their lengths in the count output; all else has a batch axis in front. */
export function splitBatch(outputs: readonly RawOutput[], layout: Layout, count: number): BatchSplit {
  if (count === 1) return { ok: true, images: [outputs] };
  return layout === "paddle-yolo" || layout === "paddle-detr" ? splitTables(outputs, count) : splitAxis(outputs, count);
}

function splitTables(outputs: readonly RawOutput[], count: number): BatchSplit {
  const table = outputs.find(({ data, dims }) => data instanceof Float32Array && dims.length === 2 && dims[1] === 6);
  const counts = outputs.find(({ data, dims }) => !(data instanceof Float32Array) && dims.length === 1);
  const lengths = counts ? Array.from(counts.data, Number) : [];
  const sum = lengths.reduce((total, length) => total + length, 0);
  if (!table || lengths.length !== count || sum !== table.dims[0] || lengths.some((length) => length < 0)) {
    return {
      ok: false,
      reason: `the model's table of ${table?.dims[0] ?? 0} rows does not belong to ${count} images (${lengths.join(", ")})`,
    };
  }
  let at = 0;
  const images = lengths.map((length): readonly RawOutput[] => {
    const from = at;
    at += length;
    return [{ dims: [length, 6], data: table.data.slice(from * 6, at * 6) }];
  });
  return { ok: true, images };
}

function splitAxis(outputs: readonly RawOutput[], count: number): BatchSplit {
  const other = outputs.find(({ dims }) => dims[0] !== count);
  if (other)
    return { ok: false, reason: `the model was given ${count} images and returned [${other.dims.join(", ")}]` };
  const images = Array.from({ length: count }, (_, image) =>
    outputs.map(({ dims, data }): RawOutput => {
      const size = data.length / count;
      return { dims: [1, ...dims.slice(1)], data: data.slice(image * size, (image + 1) * size) };
    }),
  );
  return { ok: true, images };
}
