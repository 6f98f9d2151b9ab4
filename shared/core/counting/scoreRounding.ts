/** How a score is compared with a threshold: each rounding is one entry here, and nothing else in Loupe knows how scores are rounded. */
import { roundHalfToEven } from "../rounding.ts";

/** A range of thresholds that ends at `to` (included); every threshold in it gives the same counts as `sample`. */
export interface StepEnd {
  readonly to: number;
  readonly sample: number;
}

export interface ScoreRounding {
  /** The number that a score is compared by; monotonic in the score. A negative score means that nothing counts, +Infinity that the image is always NG. */
  readonly level: (score: number) => number;
  /** A score has reached a threshold when its level is at least this one. For every threshold it lies above the level of a negative score. */
  readonly leastLevel: (threshold: number) => number;
  /** The lowest score that can reach the threshold. Where it lies below a floor, the threshold is not measured. */
  readonly lowestScore: (threshold: number) => number;
  /** How many rows a sweep lists, one per hundredth from 0.00 up. */
  readonly sweepRows: number;
  /** The highest row i whose threshold i / 100 the score reaches; -1 when it reaches none. */
  readonly highestRow: (score: number) => number;
  /** Where counts change between thresholds 0 and 1, ascending; the last is 1. */
  readonly stepEnds: (scores: Iterable<number>) => StepEnd[];
}

/** NG if score >= threshold. */
const exact: ScoreRounding = {
  level: (score) => (score < 0 ? -1 : score),
  leastLevel: (threshold) => Math.max(threshold, 0),
  lowestScore: (threshold) => threshold,
  sweepRows: 101,
  // floor(100 * score), corrected to agree with `score >= row / 100`, which the product alone does not (0.29 * 100 < 29).
  highestRow: (score) => {
    if (score < 0) return -1;
    const row = Math.floor(score * 100);
    return score >= (row + 1) / 100 ? row + 1 : row;
  },
  stepEnds: (scores) => {
    const between = new Set<number>();
    for (const score of scores) if (score >= 0 && score < 1) between.add(score);
    const ends =
      between.size <= MAX_STEPS ? [...between].sort((a, b) => a - b) : Array.from({ length: 1000 }, (_, i) => i / 1000);
    return [...ends, 1].map((to) => ({ to, sample: to }));
  },
};

/** With more distinct scores than this the steps are finer than any screen, so thousandths are used instead. */
const MAX_STEPS = 2000;

/**
 * As PaddleX's cal_tp_fp.py counts. The script has only the rows i = 0 .. 99 and counts a score there when `i <
 * int(np.round(score / 0.01))`. A threshold between two rows is taken as the nearer one, `i = round(100 * threshold)`.
 * So 0.504 is not caught at 0.50, and 0.506 is.
 */
const paddlex: ScoreRounding = {
  level: hundredthOf,
  leastLevel: (threshold) => Math.max(rowOf(threshold), -1) + 1,
  lowestScore: (threshold) => (rowOf(threshold) + 0.5) / 100,
  sweepRows: 100,
  highestRow: (score) => hundredthOf(score) - 1,
  stepEnds: () => Array.from({ length: 101 }, (_, i) => ({ to: Math.min(1, (i + 0.5) / 100), sample: i / 100 })),
};

function hundredthOf(score: number): number {
  if (score < 0) return -1;
  return score === Infinity ? Infinity : roundHalfToEven(score / 0.01);
}

function rowOf(threshold: number): number {
  return roundHalfToEven(100 * threshold);
}

export const SCORE_ROUNDINGS = { exact, paddlex } as const satisfies Record<string, ScoreRounding>;
export type ScoreRoundingName = keyof typeof SCORE_ROUNDINGS;
export const SCORE_ROUNDING_NAMES = ["exact", "paddlex"] as const satisfies readonly ScoreRoundingName[];

/** True when the score of a box or image reaches the threshold. A score of -1 (nothing found) reaches none. */
export function reaches(score: number, threshold: number, rounding: ScoreRoundingName): boolean {
  const { level, leastLevel } = SCORE_ROUNDINGS[rounding];
  return level(score) >= leastLevel(threshold);
}
