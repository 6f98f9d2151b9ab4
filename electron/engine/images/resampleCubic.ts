/** Bicubic resize with a = -0.75 and no anti-aliasing, as OpenCV's `INTER_CUBIC` on uint8. */
import { roundHalfToEven } from "../../../shared/inference/preprocessPlan.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./resample.ts";

interface CubicAxis {
  /** Four source indices per target index, clamped to the picture. */
  readonly index: Int32Array;
  /** Four weights times 2048 per target index. */
  readonly weights: Int32Array;
}

const A = -0.75;
const ONE = 2048;
const SCALE = 1 / (ONE * ONE);

/** Horizontal sums are whole numbers in 11-bit fixed point; the vertical sum is taken in floats and rounded half to even (`VResizeCubicVec_32s8u`). */
export function cubicRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const columns = cubicAxis(target.width, source.width, target.ratio.x, 3);
  const rows = cubicAxis(target.height, source.height, target.ratio.y, 1);
  const length = target.width * 3;
  const cached = Array.from({ length: 4 }, () => new Int32Array(length));
  const cachedRow = new Int32Array(4).fill(-1);
  const out = new Uint8Array(length);

  // Source row r always lives in slot r % 4: the four rows of one target row never collide.
  function stretched(row: number): Int32Array {
    const slot = row % 4;
    const buffer = cached[slot] as Int32Array;
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
    const w0 = (rows.weights[k] as number) * SCALE;
    const w1 = (rows.weights[k + 1] as number) * SCALE;
    const w2 = (rows.weights[k + 2] as number) * SCALE;
    const w3 = (rows.weights[k + 3] as number) * SCALE;
    for (let x = 0; x < length; x++) {
      const value = (s0[x] as number) * w0 + (s1[x] as number) * w1 + (s2[x] as number) * w2 + (s3[x] as number) * w3;
      out[x] = value <= 0 ? 0 : value >= 255 ? 255 : roundHalfToEven(value);
    }
    sink(y, out);
  }
}

function stretchRow(rgb: Uint8Array, start: number, columns: CubicAxis, out: Int32Array): void {
  const { index, weights } = columns;
  for (let o = 0, k = 0; o < out.length; o += 3, k += 4) {
    const i0 = start + (index[k] as number);
    const i1 = start + (index[k + 1] as number);
    const i2 = start + (index[k + 2] as number);
    const i3 = start + (index[k + 3] as number);
    const w0 = weights[k] as number;
    const w1 = weights[k + 1] as number;
    const w2 = weights[k + 2] as number;
    const w3 = weights[k + 3] as number;
    for (let c = 0; c < 3; c++) {
      out[o + c] = (rgb[i0 + c] as number) * w0 + (rgb[i1 + c] as number) * w1 + (rgb[i2 + c] as number) * w2 + (rgb[i3 + c] as number) * w3;
    }
  }
}

function cubicAxis(size: number, sourceSize: number, ratio: number, step: number): CubicAxis {
  const index = new Int32Array(size * 4);
  const weights = new Int32Array(size * 4);
  for (let d = 0; d < size; d++) {
    const position = Math.fround((d + 0.5) * ratio - 0.5);
    const at = Math.floor(position);
    cubicWeights(Math.fround(position - at)).forEach((weight, k) => {
      index[d * 4 + k] = Math.min(Math.max(at - 1 + k, 0), sourceSize - 1) * step;
      weights[d * 4 + k] = roundHalfToEven(weight * ONE);
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
