/** Shrinks by averaging what each target pixel covers, as OpenCV's `INTER_AREA` on uint8. */
import { roundHalfToEven } from "../../../shared/inference/preprocessPlan.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

/** The source indices that each target index covers, and how much of it each is: those of target `d` are `start[d]` up to `start[d + 1]`. */
interface Shares {
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly weight: Float64Array;
}

/** Ratios of at least 1. Whole ratios average exactly (2 x 2 rounds half up, others half to even); broken ones weigh the pixels at the edges. */
export function areaRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const { x, y } = target.ratio;
  if (
    Number.isInteger(x) &&
    Number.isInteger(y) &&
    x * target.width === source.width &&
    y * target.height === source.height
  ) {
    wholeRatioRows(source, target, sink);
  } else {
    brokenRatioRows(source, target, sink);
  }
}

function wholeRatioRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const { x: across, y: down } = target.ratio;
  const area = across * down;
  const sums = new Uint32Array(target.width * 3);
  const out = new Uint8Array(target.width * 3);
  for (let y = 0; y < target.height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < down; dy++) {
      let i = (y * down + dy) * source.width * 3;
      for (let o = 0; o < sums.length; o += 3) {
        for (let dx = 0; dx < across; dx++, i += 3) {
          sums[o] = (sums[o] as number) + (source.rgb[i] as number);
          sums[o + 1] = (sums[o + 1] as number) + (source.rgb[i + 1] as number);
          sums[o + 2] = (sums[o + 2] as number) + (source.rgb[i + 2] as number);
        }
      }
    }
    if (across === 2 && down === 2) for (let o = 0; o < out.length; o++) out[o] = ((sums[o] as number) + 2) >> 2;
    else for (let o = 0; o < out.length; o++) out[o] = roundHalfToEven((sums[o] as number) / area);
    sink(y, out);
  }
}

function brokenRatioRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const columns = areaShares(target.width, source.width, target.ratio.x);
  const rows = areaShares(target.height, source.height, target.ratio.y);
  const length = target.width * 3;
  const sums = new Float64Array(length);
  const across = new Float64Array(length);
  const out = new Uint8Array(length);
  // A clamped array rounds half to even and saturates by itself.
  const rounding = new Uint8ClampedArray(out.buffer);
  // Neighbouring target rows share the source row at their edge.
  let acrossRow = -1;
  for (let y = 0; y < target.height; y++) {
    sums.fill(0);
    for (let k = rows.start[y] as number; k < (rows.start[y + 1] as number); k++) {
      const row = rows.index[k] as number;
      if (row !== acrossRow) averageAcross(source.rgb, row * source.width * 3, columns, across);
      acrossRow = row;
      addWeighted(sums, across, rows.weight[k] as number);
    }
    rounding.set(sums);
    sink(y, out);
  }
}

function addWeighted(sums: Float64Array, values: Float64Array, weight: number): void {
  for (let o = 0; o < sums.length; o++) sums[o] = (sums[o] as number) + (values[o] as number) * weight;
}

function averageAcross(
  rgb: Uint8Array,
  start: number,
  { index, weight, start: starts }: Shares,
  out: Float64Array,
): void {
  const count = starts.length - 1;
  for (let x = 0; x < count; x++) {
    const end = starts[x + 1] as number;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let k = starts[x] as number; k < end; k++) {
      const i = start + (index[k] as number) * 3;
      const part = weight[k] as number;
      red += (rgb[i] as number) * part;
      green += (rgb[i + 1] as number) * part;
      blue += (rgb[i + 2] as number) * part;
    }
    out[x * 3] = red;
    out[x * 3 + 1] = green;
    out[x * 3 + 2] = blue;
  }
}

/** OpenCV's `computeResizeAreaTab`: slivers of less than a thousandth of a pixel are left out. */
function areaShares(size: number, sourceSize: number, ratio: number): Shares {
  const index: number[] = [];
  const weight: number[] = [];
  const starts: number[] = [0];
  const add = (at: number, share: number) => {
    index.push(at);
    weight.push(Math.fround(share));
  };
  for (let d = 0; d < size; d++) {
    const from = d * ratio;
    const to = from + ratio;
    const cell = Math.min(ratio, sourceSize - from);
    const last = Math.min(Math.floor(to), sourceSize - 1);
    const first = Math.min(Math.ceil(from), last);
    if (first - from > 1e-3) add(first - 1, (first - from) / cell);
    for (let at = first; at < last; at++) add(at, 1 / cell);
    if (to - last > 1e-3) add(last, Math.min(to - last, 1, cell) / cell);
    starts.push(index.length);
  }
  return { start: Int32Array.from(starts), index: Int32Array.from(index), weight: Float64Array.from(weight) };
}
