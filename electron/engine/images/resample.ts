/** Resizes 8-bit RGB exactly as OpenCV's `resize` does on uint8, row by row into a sink, so that no whole resized image is ever held. */
import type { Interpolation } from "../../../shared/inference/preprocess.ts";
import { areaRows } from "./resampleArea.ts";
import { cubicRows } from "./resampleCubic.ts";
import { linearRows } from "./resampleLinear.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

/**
 * Resizes `source` to `target`, rounding to whole numbers as OpenCV does (imgproc/src/resize.cpp).
 * Linear at a ratio of exactly 2 is OpenCV's area average; area at an enlarging ratio is its linear with area coefficients.
 */
export function resampleRows(
  source: RgbPixels,
  target: ResampleTarget,
  interpolation: Interpolation,
  sink: RowSink,
): void {
  const { width, height } = target;
  if (width === source.width && height === source.height && target.ratio.x === 1 && target.ratio.y === 1) {
    for (let y = 0; y < height; y++) sink(y, source.rgb.subarray(y * width * 3, (y + 1) * width * 3));
    return;
  }
  switch (interpolation) {
    case "nearest":
      return nearestRows(source, target, sink);
    case "linear":
      return target.ratio.x === 2 && target.ratio.y === 2
        ? areaRows(source, target, sink)
        : linearRows(source, target, sink, "centre");
    case "cubic":
      return cubicRows(source, target, sink);
    case "area":
      return target.ratio.x >= 1 && target.ratio.y >= 1
        ? areaRows(source, target, sink)
        : linearRows(source, target, sink, "area");
  }
}

/** The whole resized image; for tests and small images. */
export function resample(source: RgbPixels, target: ResampleTarget, interpolation: Interpolation): RgbPixels {
  const rgb = new Uint8Array(target.width * target.height * 3);
  resampleRows(source, target, interpolation, (y, row) => rgb.set(row, y * target.width * 3));
  return { width: target.width, height: target.height, rgb };
}

function nearestRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const { rgb } = source;
  const row = new Uint8Array(target.width * 3);
  const columns = Int32Array.from(
    { length: target.width },
    (_, x) => Math.min(Math.floor(x * target.ratio.x), source.width - 1) * 3,
  );
  for (let y = 0; y < target.height; y++) {
    const start = Math.min(Math.floor(y * target.ratio.y), source.height - 1) * source.width * 3;
    for (let x = 0, o = 0; x < target.width; x++, o += 3) {
      const i = start + (columns[x] as number);
      row[o] = rgb[i] as number;
      row[o + 1] = rgb[i + 1] as number;
      row[o + 2] = rgb[i + 2] as number;
    }
    sink(y, row);
  }
}
