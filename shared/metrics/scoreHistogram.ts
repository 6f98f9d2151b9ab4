/** The mirrored histogram under the slider: how many defect images and backgrounds have their decision score in each hundredth. */
import { SCORE_ROUNDINGS } from "../core/counting/scoreRounding.ts";
import type { DecisionIndex, ScoreColumn } from "./decisionIndex.ts";

export const HISTOGRAM_BINS = 100;

export interface ScoreHistogram {
  /** Images per bin of 0.01; bin i covers [i / 100, (i + 1) / 100), the last one also 1. */
  readonly bins: Int32Array;
  /** Images that no threshold makes NG: nothing was found in them (by PaddleX counting also those that round to 0.00). */
  readonly nothingFound: number;
  /** Images that are NG at every threshold: a class has reached one of its own. */
  readonly always: number;
}

export interface MirroredHistogram {
  readonly defects: ScoreHistogram;
  readonly backgrounds: ScoreHistogram;
  /** The highest bin of either side, at least 1: both sides share one scale. */
  readonly tallest: number;
}

/**
 * Bins the scores so that the bins from i up, with `always`, hold exactly the images called NG at threshold i / 100
 * under the rule: the tinted part beside the handle agrees with the counts. (A score of exactly 1 stays in the last
 * bin.)
 */
export function decisionHistogram({ defects, backgrounds, rule }: DecisionIndex): MirroredHistogram {
  const { highestRow } = SCORE_ROUNDINGS[rule.scoreRounding];
  const [upper, lower] = [histogramOf(defects, highestRow), histogramOf(backgrounds, highestRow)];
  return { defects: upper, backgrounds: lower, tallest: Math.max(1, ...upper.bins, ...lower.bins) };
}

function histogramOf({ scores }: ScoreColumn, highestRow: (score: number) => number): ScoreHistogram {
  const bins = new Int32Array(HISTOGRAM_BINS);
  let nothingFound = 0;
  let always = 0;
  for (const score of scores) {
    const row = score === Infinity ? Infinity : highestRow(score);
    if (row === Infinity) always++;
    else if (row < 0) nothingFound++;
    else {
      const bin = Math.min(row, HISTOGRAM_BINS - 1);
      bins[bin] = (bins[bin] as number) + 1;
    }
  }
  return { bins, nothingFound, always };
}
