/** Bicubic resize with a = -0.75 and no anti-aliasing, as OpenCV's `INTER_CUBIC` on uint8 (its x86 builds, which weigh in floats). */
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

interface CubicAxis {
  /** Four source indices per target index, clamped to the image. */
  readonly index: Int32Array;
  /** Four weights per target index. */
  readonly weights: Float64Array;
}

const A = -0.75;
/** Vertical weights are 20-bit fixed point: the inner loop then multiplies whole numbers, exact to a millionth of a grey level. */
const ONE = 2 ** 20;

/** Rows first, because they lie in order in memory, then columns; only the result is rounded, half to even, and saturated. */
export function cubicRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const columns = cubicAxis(target.width, source.width, target.ratio.x, 3, 1 / ONE);
  const rows = cubicAxis(target.height, source.height, target.ratio.y, source.width * 3, ONE);
  const line = new Float64Array(source.width * 3);
  const out = new Uint8Array(target.width * 3);
  // A clamped array rounds half to even and saturates by itself, in one machine instruction.
  const rounding = new Uint8ClampedArray(out.buffer);
  for (let y = 0; y < target.height; y++) {
    blendRows(source.rgb, rows, y * 4, line);
    blendColumns(line, columns, rounding);
    sink(y, out);
  }
}

function blendRows(rgb: Uint8Array, { index, weights }: CubicAxis, k: number, line: Float64Array): void {
  const i0 = index[k] as number;
  const i1 = index[k + 1] as number;
  const i2 = index[k + 2] as number;
  const i3 = index[k + 3] as number;
  const w0 = Math.round(weights[k] as number);
  const w1 = Math.round(weights[k + 1] as number);
  const w2 = Math.round(weights[k + 2] as number);
  const w3 = Math.round(weights[k + 3] as number);
  for (let x = 0; x < line.length; x++) {
    line[x] =
      (Math.imul(rgb[i0 + x] as number, w0) +
        Math.imul(rgb[i1 + x] as number, w1) +
        Math.imul(rgb[i2 + x] as number, w2) +
        Math.imul(rgb[i3 + x] as number, w3)) |
      0;
  }
}

function blendColumns(line: Float64Array, { index, weights }: CubicAxis, out: Uint8ClampedArray): void {
  for (let o = 0, k = 0; o < out.length; o += 3, k += 4) {
    const i0 = index[k] as number;
    const i1 = index[k + 1] as number;
    const i2 = index[k + 2] as number;
    const i3 = index[k + 3] as number;
    const w0 = weights[k] as number;
    const w1 = weights[k + 1] as number;
    const w2 = weights[k + 2] as number;
    const w3 = weights[k + 3] as number;
    out[o] =
      (line[i0] as number) * w0 + (line[i1] as number) * w1 + (line[i2] as number) * w2 + (line[i3] as number) * w3;
    out[o + 1] =
      (line[i0 + 1] as number) * w0 +
      (line[i1 + 1] as number) * w1 +
      (line[i2 + 1] as number) * w2 +
      (line[i3 + 1] as number) * w3;
    out[o + 2] =
      (line[i0 + 2] as number) * w0 +
      (line[i1 + 2] as number) * w1 +
      (line[i2 + 2] as number) * w2 +
      (line[i3 + 2] as number) * w3;
  }
}

/** `step`: distance of neighbours in memory; `unit`: what the weights add up to. */
function cubicAxis(size: number, sourceSize: number, ratio: number, step: number, unit: number): CubicAxis {
  const index = new Int32Array(size * 4);
  const weights = new Float64Array(size * 4);
  for (let d = 0; d < size; d++) {
    const position = Math.fround((d + 0.5) * ratio - 0.5);
    const at = Math.floor(position);
    cubicWeights(Math.fround(position - at)).forEach((weight, k) => {
      index[d * 4 + k] = Math.min(Math.max(at - 1 + k, 0), sourceSize - 1) * step;
      weights[d * 4 + k] = weight * unit;
    });
  }
  return { index, weights };
}

/** OpenCV's `interpolateCubic`: the weights of the pixels at -1, 0, 1 and 2 for a position `x` past pixel 0. */
function cubicWeights(x: number): readonly [number, number, number, number] {
  const before = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
  const first = ((A + 2) * x - (A + 3)) * x * x + 1;
  const second = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
  return [before, first, second, 1 - before - first - second];
}
