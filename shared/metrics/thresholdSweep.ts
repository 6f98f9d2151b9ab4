/** The image-level figures of a run at every threshold: how many defect images and backgrounds are called NG. */
import type { CountingRule } from "../core/countingRule.ts";
import type { ImageRole } from "../core/dataset.ts";
import { roundHalfToEven } from "../core/rounding.ts";

/**
 * The best scores of one kind of image, ascending, so that the count at any threshold is one binary search.
 * Images in which nothing was found stand first, with score -1 and hundredth -1.
 */
export interface ScoreColumn {
  readonly scores: Float64Array;
  /** `hundredthOf` each score, in the same order; ascending because rounding is monotone. */
  readonly hundredths: Int32Array;
}

/** The measured images of a run, ready for any threshold. Unlabelled, failed and not yet measured images are not in it. */
export interface ImageScoreIndex {
  readonly defects: ScoreColumn;
  readonly backgrounds: ScoreColumn;
}

export interface SweepRow {
  readonly threshold: number;
  /** Share of the defect images called NG; null where there are none. */
  readonly recall: number | null;
  /** Share of the backgrounds called NG; null where there are none. */
  readonly falsePositiveRate: number | null;
  readonly caught: number;
  readonly defects: number;
  readonly overkill: number;
  readonly backgrounds: number;
}

/**
 * Sorts the best scores of a run by the role of their image.
 * @param best per image its highest score of any class, -1 where nothing was found, NaN where it is not measured yet or failed
 * @param roles per image what is known of it; same length
 */
export function indexImageScores(best: Float64Array, roles: readonly ImageRole[]): ImageScoreIndex {
  return { defects: columnOf(best, roles, "annotated"), backgrounds: columnOf(best, roles, "background") };
}

function columnOf(best: Float64Array, roles: readonly ImageRole[], role: ImageRole): ScoreColumn {
  const scores = best.filter((score, i) => roles[i] === role && !Number.isNaN(score)).sort();
  return { scores, hundredths: Int32Array.from(scores, hundredthOf) };
}

/** A score in whole hundredths as `int(np.round(score / 0.01))` of PaddleX's cal_tp_fp.py has it; -1 stays "nothing found". */
function hundredthOf(score: number): number {
  return score < 0 ? -1 : roundHalfToEven(score / 0.01);
}

/**
 * True when an image (or box) of this score is called NG at the threshold. Nothing found (-1) is never NG.
 *
 * `exact`: NG iff score >= threshold.
 * `paddlex`: the scripts know only the rows i = 0 .. 99 and count a score there when `i < round(score / 0.01)`; a threshold between
 * two rows means the nearer one, `i = round(100 * threshold)`. So 0.504 is not caught at 0.50, and 0.506 is.
 */
export function isRejected(score: number, threshold: number, rule: CountingRule): boolean {
  switch (rule) {
    case "exact":
      return score >= 0 && score >= threshold;
    case "paddlex":
      return hundredthOf(score) > rowOf(threshold);
  }
}

/** The row of tp_fp_list.txt that a threshold stands for. */
export function rowOf(threshold: number): number {
  return roundHalfToEven(100 * threshold);
}

/** How many images of a column are called NG at the threshold; O(log n). */
export function countRejected(column: ScoreColumn, threshold: number, rule: CountingRule): number {
  const { scores, hundredths } = column;
  switch (rule) {
    case "exact":
      return scores.length - firstAtLeast(scores, Math.max(threshold, 0));
    case "paddlex":
      return hundredths.length - firstAtLeast(hundredths, Math.max(rowOf(threshold), -1) + 1);
  }
}

/** The first position in an ascending column whose value is >= `bound`. */
function firstAtLeast(ascending: Float64Array | Int32Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows of one threshold a hundredth: 0.00 .. 1.00 by exact counting, 0.00 .. 0.99 as the scripts list them by PaddleX counting. */
export function thresholdSweep(index: ImageScoreIndex, rule: CountingRule): SweepRow[] {
  const rows = rule === "exact" ? 101 : 100;
  return Array.from({ length: rows }, (_, i) => sweepRowAt(index, i / 100, rule));
}

/** The row of any one threshold. */
export function sweepRowAt(index: ImageScoreIndex, threshold: number, rule: CountingRule): SweepRow {
  const caught = countRejected(index.defects, threshold, rule);
  const overkill = countRejected(index.backgrounds, threshold, rule);
  const defects = index.defects.scores.length;
  const backgrounds = index.backgrounds.scores.length;
  return {
    threshold,
    recall: defects === 0 ? null : caught / defects,
    falsePositiveRate: backgrounds === 0 ? null : overkill / backgrounds,
    caught,
    defects,
    overkill,
    backgrounds,
  };
}
