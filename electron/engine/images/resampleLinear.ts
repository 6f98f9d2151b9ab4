/** Bilinear resize in OpenCV's 11-bit fixed point (`INTER_LINEAR` on uint8). */
import { roundHalfToEven } from "../../../shared/inference/preprocessPlan.ts";
import { linearRow } from "./kernels/assembled.ts";
import { openKernel } from "./kernels/kernel.ts";
import { plainLinearRow } from "./kernels/plainKernels.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./rgbRows.ts";

const ONE = 2048;

const kernel = openKernel(linearRow, "linearRow", plainLinearRow);
/** The kernel reads so many bytes behind a source row, and writes some behind the target row. */
const BEHIND = 8;

/**
 * `centre`: pixel centres are aligned. `area`: OpenCV's coefficients for `INTER_AREA` when a side grows.
 * The rows that are needed are copied into the kernel's memory, even ones in one place and odd ones in another: two neighbours are never in each other's way.
 */
export function linearRows(source: RgbPixels, target: ResampleTarget, sink: RowSink, mode: "centre" | "area"): void {
  const columns = linearAxis(target.width, source.width, target.ratio.x, mode, true);
  const rows = linearAxis(target.height, source.height, target.ratio.y, mode, false);
  const bytesPerRow = source.width * 3;
  // Columns first: whole and half numbers must lie at even addresses.
  const columnsEnd = target.width * BYTES_PER_COLUMN;
  const places = [columnsEnd, columnsEnd + bytesPerRow + BEHIND] as const;
  const outStart = places[1] + bytesPerRow + BEHIND;
  const outEnd = outStart + target.width * 3;
  const { buffer, run } = kernel.reserve(outEnd + BEHIND);
  writeColumns(columns, buffer);
  const bytes = new Uint8Array(buffer);
  const out = bytes.subarray(outStart, outEnd);
  const held = [-1, -1];

  /** Where source row `row` lies. */
  function place(row: number): number {
    const slot = (row & 1) as 0 | 1;
    if (held[slot] !== row) {
      bytes.set(source.rgb.subarray(row * bytesPerRow, (row + 1) * bytesPerRow), places[slot]);
      held[slot] = row;
    }
    return places[slot];
  }

  for (let y = 0; y < target.height; y++) {
    const top = rows.index[y] as number;
    const upper = place(Math.min(Math.max(top, 0), source.height - 1));
    const lower = place(Math.min(Math.max(top + 1, 0), source.height - 1));
    run(upper, lower, 0, columnsEnd, rows.first[y] as number, rows.second[y] as number, outStart);
    sink(y, out);
  }
}

interface Axis {
  /** First of the two source indices. */
  readonly index: Int32Array;
  /** Weights times 2048. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

const BYTES_PER_COLUMN = 8;

/** As the kernel reads them. */
function writeColumns({ index, first, second }: Axis, buffer: ArrayBuffer): void {
  const places = new Int32Array(buffer, 0, index.length * 2);
  const weights = new Int16Array(buffer, 0, index.length * 4);
  for (let x = 0; x < index.length; x++) {
    places[x * 2] = index[x] as number;
    weights[x * 4 + 2] = first[x] as number;
    weights[x * 4 + 3] = second[x] as number;
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
