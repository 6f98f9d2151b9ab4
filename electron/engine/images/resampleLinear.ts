/** Bilinear resize in OpenCV's 11-bit fixed point (`INTER_LINEAR` on uint8). */
import { roundHalfToEven } from "../../../shared/inference/preprocessPlan.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

interface Axis {
  /** First of the two source indices. */
  readonly index: Int32Array;
  /** Weights times 2048. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

const ONE = 2048;

/**
 * `centre`: pixel centres are aligned. `area`: OpenCV's coefficients for `INTER_AREA` when a side grows.
 * Horizontal sums keep 22 bits, lose 4; vertical products lose 16; the rest is rounded: `VResizeLinear<uchar, int, short>`.
 */
export function linearRows(source: RgbPixels, target: ResampleTarget, sink: RowSink, mode: "centre" | "area"): void {
  const { rgb } = source;
  const columns = linearAxis(target.width, source.width, target.ratio.x, mode, true);
  const rows = linearAxis(target.height, source.height, target.ratio.y, mode, false);
  const length = target.width * 3;
  const cached: [Int16Array, Int16Array] = [new Int16Array(length), new Int16Array(length)];
  const cachedRow: [number, number] = [-1, -1];
  const out = new Uint8Array(length);
  // The second pixel of a pair; a picture of one column has only the first.
  const step = source.width > 1 ? 3 : 0;

  /** The horizontally resized source row, from the cache where it is there; `keep` is the row that must stay. */
  function stretched(row: number, keep: number): Int16Array {
    if (cachedRow[0] === row) return cached[0];
    if (cachedRow[1] === row) return cached[1];
    const slot = cachedRow[0] === keep ? 1 : 0;
    cachedRow[slot] = row;
    stretchRow(rgb, row * source.width * 3, step, columns, cached[slot]);
    return cached[slot];
  }

  // From this ratio on hardly a stretched row serves twice: both are made and blended in one pass, which takes half the time.
  const shrinking = target.ratio.y >= 1;
  const bytesPerRow = source.width * 3;
  for (let y = 0; y < target.height; y++) {
    const top = rows.index[y] as number;
    const row0 = Math.min(Math.max(top, 0), source.height - 1);
    const row1 = Math.min(Math.max(top + 1, 0), source.height - 1);
    if (shrinking) {
      stretchAndBlend(rgb, row0 * bytesPerRow, row1 * bytesPerRow, step, columns, rows.first[y] as number, rows.second[y] as number, out);
      sink(y, out);
      continue;
    }
    const upper = stretched(row0, row1);
    const lower = stretched(row1, row0);
    blendRows(upper, lower, rows.first[y] as number, rows.second[y] as number, out);
    sink(y, out);
  }
}

/** The same sums as `stretchRow` twice and `blendRows`, without a row in between. `upper` and `lower`: where the two source rows start. */
function stretchAndBlend(rgb: Uint8Array, upper: number, lower: number, step: number, columns: Axis, top: number, bottom: number, out: Uint8Array): void {
  const { index, first, second } = columns;
  const count = index.length;
  for (let x = 0, o = 0; x < count; x++, o += 3) {
    const a = first[x] as number;
    const b = second[x] as number;
    const i = upper + (index[x] as number);
    const j = i + step;
    const k = lower + (index[x] as number);
    const l = k + step;
    out[o] = ((((((rgb[i] as number) * a + (rgb[j] as number) * b) >> 4) * top) >> 16) + (((((rgb[k] as number) * a + (rgb[l] as number) * b) >> 4) * bottom) >> 16) + 2) >> 2;
    out[o + 1] = ((((((rgb[i + 1] as number) * a + (rgb[j + 1] as number) * b) >> 4) * top) >> 16) + (((((rgb[k + 1] as number) * a + (rgb[l + 1] as number) * b) >> 4) * bottom) >> 16) + 2) >> 2;
    out[o + 2] = ((((((rgb[i + 2] as number) * a + (rgb[j + 2] as number) * b) >> 4) * top) >> 16) + (((((rgb[k + 2] as number) * a + (rgb[l + 2] as number) * b) >> 4) * bottom) >> 16) + 2) >> 2;
  }
}

function stretchRow(rgb: Uint8Array, start: number, step: number, columns: Axis, out: Int16Array): void {
  const { index, first, second } = columns;
  const count = index.length;
  for (let x = 0, o = 0; x < count; x++, o += 3) {
    const i = start + (index[x] as number);
    const j = i + step;
    const a = first[x] as number;
    const b = second[x] as number;
    out[o] = ((rgb[i] as number) * a + (rgb[j] as number) * b) >> 4;
    out[o + 1] = ((rgb[i + 1] as number) * a + (rgb[j + 1] as number) * b) >> 4;
    out[o + 2] = ((rgb[i + 2] as number) * a + (rgb[j + 2] as number) * b) >> 4;
  }
}

function blendRows(upper: Int16Array, lower: Int16Array, first: number, second: number, out: Uint8Array): void {
  const length = out.length;
  for (let x = 0; x < length; x++) {
    out[x] = ((((upper[x] as number) * first) >> 16) + (((lower[x] as number) * second) >> 16) + 2) >> 2;
  }
}

/** Source indices (times 3 for columns) and weights along one side. Columns outside are clamped with their weights, rows keep theirs and are clamped when read. */
function linearAxis(size: number, sourceSize: number, ratio: number, mode: "centre" | "area", column: boolean): Axis {
  const index = new Int32Array(size);
  const first = new Int32Array(size);
  const second = new Int32Array(size);
  for (let d = 0; d < size; d++) {
    let at: number;
    let fraction: number;
    if (mode === "centre") {
      const position = Math.fround((d + 0.5) * ratio - 0.5);
      at = Math.floor(position);
      fraction = Math.fround(position - at);
    } else {
      at = Math.floor(d * ratio);
      const rest = Math.fround(d + 1 - (at + 1) / ratio);
      fraction = rest <= 0 ? 0 : Math.fround(rest - Math.floor(rest));
    }
    if (column && at < 0) [at, fraction] = [0, 0];
    // The last column as the second of its pair: the same sum, and the pair never leaves the row.
    if (column && at >= sourceSize - 1) [at, fraction] = sourceSize > 1 ? [sourceSize - 2, 1] : [0, 0];
    index[d] = column ? at * 3 : at;
    first[d] = roundHalfToEven(Math.fround(1 - fraction) * ONE);
    second[d] = roundHalfToEven(fraction * ONE);
  }
  return { index, first, second };
}
