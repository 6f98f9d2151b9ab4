/** Shrinks by averaging what each target pixel covers, as OpenCV's `INTER_AREA` on uint8. */
import { roundHalfToEven } from "../../../shared/inference/preprocessPlan.ts";
import type { ResampleTarget, RgbPixels, RowSink } from "./resample.ts";

/** One source index that a target index covers, and how much of the target it is. */
interface Share {
  readonly index: number;
  readonly weight: number;
}

/** Ratios of at least 1. Whole ratios average exactly (2 x 2 rounds half up, others half to even); broken ones weigh the pixels at the edges. */
export function areaRows(source: RgbPixels, target: ResampleTarget, sink: RowSink): void {
  const { x, y } = target.ratio;
  if (Number.isInteger(x) && Number.isInteger(y) && x * target.width === source.width && y * target.height === source.height) {
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
  const sums = new Float32Array(length);
  const across = new Float32Array(length);
  const out = new Uint8Array(length);
  rows.forEach((shares, y) => {
    sums.fill(0);
    for (const share of shares) {
      averageAcross(source.rgb, share.index * source.width * 3, columns, across);
      for (let o = 0; o < length; o++) sums[o] = (sums[o] as number) + (across[o] as number) * share.weight;
    }
    for (let o = 0; o < length; o++) out[o] = Math.min(255, roundHalfToEven(sums[o] as number));
    sink(y, out);
  });
}

function averageAcross(rgb: Uint8Array, start: number, columns: readonly (readonly Share[])[], out: Float32Array): void {
  columns.forEach((shares, x) => {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const { index, weight } of shares) {
      const i = start + index * 3;
      red += (rgb[i] as number) * weight;
      green += (rgb[i + 1] as number) * weight;
      blue += (rgb[i + 2] as number) * weight;
    }
    out[x * 3] = red;
    out[x * 3 + 1] = green;
    out[x * 3 + 2] = blue;
  });
}

/** OpenCV's `computeResizeAreaTab`: slivers of less than a thousandth of a pixel are left out. */
function areaShares(size: number, sourceSize: number, ratio: number): readonly (readonly Share[])[] {
  return Array.from({ length: size }, (_, d) => {
    const from = d * ratio;
    const to = from + ratio;
    const cell = Math.min(ratio, sourceSize - from);
    const first = Math.min(Math.ceil(from), sourceSize - 1);
    const last = Math.min(Math.floor(to), sourceSize - 1);
    const start = Math.min(first, last);
    const shares: Share[] = [];
    if (start - from > 1e-3) shares.push({ index: start - 1, weight: Math.fround((start - from) / cell) });
    for (let index = start; index < last; index++) shares.push({ index, weight: Math.fround(1 / cell) });
    if (to - last > 1e-3) shares.push({ index: last, weight: Math.fround(Math.min(Math.min(to - last, 1), cell) / cell) });
    return shares;
  });
}
