/** Bicubic resize with a = -0.75 and no anti-aliasing, as OpenCV's `INTER_CUBIC` on uint8 (its x86 builds, which weigh in floats). */
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

interface CubicAxis {
  /** Four source indices per target index, clamped to the picture. */
  readonly index: Int32Array;
  /** Four weights per target index; they add up to 1. */
  readonly weights: Float64Array;
  /** The same times 2 ** 20, whole. */
  readonly fixed: Int32Array;
}

const A = -0.75;
const ONE = 2 ** 20;

/** Both sums are taken in floats; only the result is rounded, half to even, and saturated. */
export function cubicRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const columns = cubicAxis(target.width, source.width, target.ratio.x, 3);
  const rows = cubicAxis(target.height, source.height, target.ratio.y, 1);
  const length = target.width * 3;
  const cached = Array.from({ length: 4 }, () => new Float64Array(length));
  const cachedRow = new Int32Array(4).fill(-1);
  const out = new Uint8Array(length);
  // A clamped array rounds half to even and saturates by itself, in one machine instruction.
  const rounding = new Uint8ClampedArray(out.buffer);

  // Source row r always lives in slot r % 4: the four rows of one target row never collide.
  function stretched(row: number): Float64Array {
    const slot = row % 4;
    const buffer = cached[slot] as Float64Array;
    if (cachedRow[slot] !== row) {
      cachedRow[slot] = row;
      stretchRow(source.rgb, row * source.width * 3, columns, buffer);
    }
    return buffer;
  }

  for (let y = 0; y < target.height; y++) {
    const k = y * 4;
    const s0 = stretched(rows.index[k] as number);
    const s1 = stretched(rows.index[k + 1] as number);
    const s2 = stretched(rows.index[k + 2] as number);
    const s3 = stretched(rows.index[k + 3] as number);
    const w0 = (rows.weights[k] as number) / ONE;
    const w1 = (rows.weights[k + 1] as number) / ONE;
    const w2 = (rows.weights[k + 2] as number) / ONE;
    const w3 = (rows.weights[k + 3] as number) / ONE;
    blendRows(s0, s1, s2, s3, w0, w1, w2, w3, rounding);
    sink(y, out);
  }
}

function blendRows(
  s0: Float64Array,
  s1: Float64Array,
  s2: Float64Array,
  s3: Float64Array,
  w0: number,
  w1: number,
  w2: number,
  w3: number,
  out: Uint8ClampedArray,
): void {
  for (let x = 0; x < out.length; x++) {
    out[x] = (s0[x] as number) * w0 + (s1[x] as number) * w1 + (s2[x] as number) * w2 + (s3[x] as number) * w3;
  }
}

/** Weights are 20-bit fixed point here, so that the inner loop multiplies whole numbers: exact to a millionth of a grey level. */
function stretchRow(rgb: Uint8Array, start: number, columns: CubicAxis, out: Float64Array): void {
  const { index, fixed } = columns;
  for (let o = 0, k = 0; o < out.length; o += 3, k += 4) {
    const i0 = start + (index[k] as number);
    const i1 = start + (index[k + 1] as number);
    const i2 = start + (index[k + 2] as number);
    const i3 = start + (index[k + 3] as number);
    const w0 = fixed[k] as number;
    const w1 = fixed[k + 1] as number;
    const w2 = fixed[k + 2] as number;
    const w3 = fixed[k + 3] as number;
    out[o] = (Math.imul(rgb[i0] as number, w0) + Math.imul(rgb[i1] as number, w1) + Math.imul(rgb[i2] as number, w2) + Math.imul(rgb[i3] as number, w3)) | 0;
    out[o + 1] =
      (Math.imul(rgb[i0 + 1] as number, w0) + Math.imul(rgb[i1 + 1] as number, w1) + Math.imul(rgb[i2 + 1] as number, w2) + Math.imul(rgb[i3 + 1] as number, w3)) | 0;
    out[o + 2] =
      (Math.imul(rgb[i0 + 2] as number, w0) + Math.imul(rgb[i1 + 2] as number, w1) + Math.imul(rgb[i2 + 2] as number, w2) + Math.imul(rgb[i3 + 2] as number, w3)) | 0;
  }
}

function cubicAxis(size: number, sourceSize: number, ratio: number, step: number): CubicAxis {
  const index = new Int32Array(size * 4);
  const weights = new Float64Array(size * 4);
  const fixed = new Int32Array(size * 4);
  for (let d = 0; d < size; d++) {
    const position = Math.fround((d + 0.5) * ratio - 0.5);
    const at = Math.floor(position);
    cubicWeights(Math.fround(position - at)).forEach((weight, k) => {
      index[d * 4 + k] = Math.min(Math.max(at - 1 + k, 0), sourceSize - 1) * step;
      weights[d * 4 + k] = weight;
      fixed[d * 4 + k] = Math.round(weight * ONE);
    });
  }
  return { index, weights, fixed };
}

/** OpenCV's `interpolateCubic`: the weights of the pixels at -1, 0, 1 and 2 for a position `x` past pixel 0. */
function cubicWeights(x: number): readonly [number, number, number, number] {
  const before = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
  const first = ((A + 2) * x - (A + 3)) * x * x + 1;
  const second = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
  return [before, first, second, 1 - before - first - second];
}
