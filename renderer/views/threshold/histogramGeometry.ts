/** The layout of the mirrored histogram: bars above and below one track, a bin for "nothing found" on the left. */
import type { Size } from "../../../shared/core/box.ts";
import { HISTOGRAM_BINS, type MirroredHistogram, type ScoreHistogram } from "../../../shared/metrics/scoreHistogram.ts";

export interface HistogramFrame {
  readonly size: Size;
  /** Left and right edge of the "nothing found" bin. */
  readonly nothing: { readonly left: number; readonly right: number };
  /** Positions of scores 0 and 1. */
  readonly left: number;
  readonly right: number;
  /** The track between the two halves. */
  readonly trackTop: number;
  readonly trackBottom: number;
  /** Longest bar of either half. */
  readonly barHeight: number;
}

/** Height of the strip with slider and scale, CSS pixels. */
export const TRACK_HEIGHT = 24;
const NOTHING_WIDTH = 14;
const NOTHING_GAP = 20;
const SIDE = 12;
const MIN_BAR = 2;

/** @param mirrored false: one half only, above the track (no backgrounds, or no ground truth at all) */
export function layOutHistogram(size: Size, mirrored: boolean): HistogramFrame {
  const barHeight = Math.max(mirrored ? (size.height - TRACK_HEIGHT) / 2 : size.height - TRACK_HEIGHT, 1);
  const left = SIDE + NOTHING_WIDTH + NOTHING_GAP;
  return {
    size,
    nothing: { left: SIDE, right: SIDE + NOTHING_WIDTH },
    left,
    right: Math.max(size.width - SIDE, left + 1),
    trackTop: barHeight,
    trackBottom: barHeight + TRACK_HEIGHT,
    barHeight,
  };
}

/** Screen position of a score or threshold. */
export function xOf(frame: HistogramFrame, score: number): number {
  return frame.left + (frame.right - frame.left) * score;
}

/** The score at a screen position, 0..1. */
export function scoreAt(frame: HistogramFrame, x: number): number {
  return Math.min(Math.max((x - frame.left) / (frame.right - frame.left), 0), 1);
}

/** The bin under a screen position: 0..99, or -1 for "nothing found"; null between and beside them. */
export function binAt(frame: HistogramFrame, x: number): number | null {
  if (x >= frame.nothing.left - 2 && x <= frame.nothing.right + 2) return -1;
  if (x < frame.left || x > frame.right) return null;
  return Math.min(Math.floor(scoreAt(frame, x) * HISTOGRAM_BINS), HISTOGRAM_BINS - 1);
}

/** Left and right edge of a bin's bar. */
export function binEdges(frame: HistogramFrame, bin: number): { readonly left: number; readonly right: number } {
  if (bin < 0) return frame.nothing;
  const gap = (frame.right - frame.left) / HISTOGRAM_BINS > 4 ? 1 : 0;
  return { left: xOf(frame, bin / HISTOGRAM_BINS), right: xOf(frame, (bin + 1) / HISTOGRAM_BINS) - gap };
}

/**
 * Length of a bar. The square root keeps a single image visible beside a bin of thousands: the decision is about the
 * few images near the threshold.
 */
export function barLength(count: number, tallest: number, barHeight: number): number {
  if (count === 0) return 0;
  return Math.max(Math.sqrt(count / tallest) * barHeight, MIN_BAR);
}

/** The highest bar, including the "nothing found" bins, so that none is cut off. */
export function tallestOf({ defects, backgrounds, tallest }: MirroredHistogram): number {
  return Math.max(tallest, defects.nothingFound, backgrounds.nothingFound);
}

/** All bars of one half as one path. @param up above the track, else below */
export function barsPath(frame: HistogramFrame, half: ScoreHistogram, tallest: number, up: boolean): string {
  const parts: string[] = [];
  const add = (bin: number, count: number) => {
    const length = barLength(count, tallest, frame.barHeight - 2);
    if (length === 0) return;
    const { left, right } = binEdges(frame, bin);
    const from = up ? frame.trackTop : frame.trackBottom;
    parts.push(`M${px(left)} ${px(from)}H${px(right)}V${px(up ? from - length : from + length)}H${px(left)}Z`);
  };
  add(-1, half.nothingFound);
  half.bins.forEach((count, bin) => add(bin, count));
  return parts.join("");
}

function px(value: number): number {
  return Math.round(value * 100) / 100;
}

/** How many images a bin holds. */
export function binCount(half: ScoreHistogram, bin: number): number {
  return bin < 0 ? half.nothingFound : (half.bins[bin] ?? 0);
}
