/** Bilinear resize that keeps fractions, as OpenCV's `INTER_LINEAR` on float32 images. */
import type { FloatRowSink, ResampleTarget, RgbPixels } from "./rgbRows.ts";

interface Axis {
  /** First of the two source indices; the second is the next one, or the same at the far edge. */
  readonly index: Int32Array;
  readonly next: Int32Array;
  /** Weight of the second. */
  readonly fraction: Float32Array;
}

/** Both passes in floats: columns first, then rows. */
export function linearFloatRows(source: RgbPixels, target: ResampleTarget, sink: FloatRowSink): void {
  const columns = floatAxis(target.width, source.width, target.ratio.x);
  const rows = floatAxis(target.height, source.height, target.ratio.y);
  const length = target.width * 3;
  const cached: [Float32Array, Float32Array] = [new Float32Array(length), new Float32Array(length)];
  const cachedRow: [number, number] = [-1, -1];
  const out = new Float32Array(length);

  /** The horizontally resized source row, from the cache where it is there; `keep` is the row that must stay. */
  function stretched(row: number, keep: number): Float32Array {
    if (cachedRow[0] === row) return cached[0];
    if (cachedRow[1] === row) return cached[1];
    const slot = cachedRow[0] === keep ? 1 : 0;
    cachedRow[slot] = row;
    stretchRow(source.rgb, row * source.width * 3, columns, cached[slot]);
    return cached[slot];
  }

  for (let y = 0; y < target.height; y++) {
    const [row0, row1] = [rows.index[y] as number, rows.next[y] as number];
    const upper = stretched(row0, row1);
    const lower = stretched(row1, row0);
    const second = rows.fraction[y] as number;
    const first = Math.fround(1 - second);
    for (let x = 0; x < length; x++) out[x] = (upper[x] as number) * first + (lower[x] as number) * second;
    sink(y, out);
  }
}

function stretchRow(rgb: Uint8Array, start: number, { index, next, fraction }: Axis, out: Float32Array): void {
  for (let x = 0, o = 0; x < index.length; x++, o += 3) {
    const i = start + (index[x] as number) * 3;
    const j = start + (next[x] as number) * 3;
    const b = fraction[x] as number;
    const a = 1 - b;
    out[o] = (rgb[i] as number) * a + (rgb[j] as number) * b;
    out[o + 1] = (rgb[i + 1] as number) * a + (rgb[j + 1] as number) * b;
    out[o + 2] = (rgb[i + 2] as number) * a + (rgb[j + 2] as number) * b;
  }
}

function floatAxis(size: number, sourceSize: number, ratio: number): Axis {
  const axis = { index: new Int32Array(size), next: new Int32Array(size), fraction: new Float32Array(size) };
  for (let d = 0; d < size; d++) {
    const position = Math.fround((d + 0.5) * ratio - 0.5);
    const at = Math.floor(position);
    axis.index[d] = Math.min(Math.max(at, 0), sourceSize - 1);
    axis.next[d] = Math.min(Math.max(at + 1, 0), sourceSize - 1);
    axis.fraction[d] = Math.fround(position - at);
  }
  return axis;
}
