/** The mirrored histogram under the slider: how many defect images and backgrounds have their best score in each hundredth. */
import type { CountingRule } from "../core/countingRule.ts";
import type { ImageScoreIndex, ScoreColumn } from "./thresholdSweep.ts";

export const HISTOGRAM_BINS = 100;

export interface ScoreHistogram {
  /** Images per bin of 0.01; bin i covers [i / 100, (i + 1) / 100), the last one also 1. */
  readonly bins: Int32Array;
  /** Images that no threshold can call NG: nothing was found in them (by PaddleX counting also those that round to 0.00). */
  readonly nothingFound: number;
}

export interface MirroredHistogram {
  readonly defects: ScoreHistogram;
  readonly backgrounds: ScoreHistogram;
  /** The highest bin of either side, at least 1: both sides share one scale. */
  readonly tallest: number;
}

/**
 * Bins the best scores so that the bins from i up hold exactly the images called NG at threshold i / 100 under the rule:
 * what is tinted beside the handle is what the counts say. (A score of exactly 1 stays in the last bin.)
 */
export function scoreHistogram(index: ImageScoreIndex, rule: CountingRule): MirroredHistogram {
  const defects = histogramOf(index.defects, rule);
  const backgrounds = histogramOf(index.backgrounds, rule);
  return { defects, backgrounds, tallest: Math.max(1, ...defects.bins, ...backgrounds.bins) };
}

function histogramOf(column: ScoreColumn, rule: CountingRule): ScoreHistogram {
  const bins = new Int32Array(HISTOGRAM_BINS);
  let nothingFound = 0;
  for (let i = 0; i < column.scores.length; i++) {
    const bin = rule === "exact" ? binOf(column.scores[i] as number) : (column.hundredths[i] as number) - 1;
    if (bin < 0) nothingFound++;
    else {
      const last = Math.min(bin, HISTOGRAM_BINS - 1);
      bins[last] = (bins[last] as number) + 1;
    }
  }
  return { bins, nothingFound };
}

/** floor(100 * score), but true to the comparison `score >= bin / 100`, which the product alone is not (0.29 * 100 < 29). */
function binOf(score: number): number {
  if (score < 0) return -1;
  const bin = Math.floor(score * 100);
  return score >= (bin + 1) / 100 ? bin + 1 : bin;
}
