/** The image-level figures of a run at every threshold: how many defect images and backgrounds are called NG. */
import { SCORE_ROUNDINGS, type ScoreRoundingName } from "../core/counting/scoreRounding.ts";
import type { DecisionIndex, ScoreColumn } from "./decisionIndex.ts";
import { isMeasured } from "./scoreFloors.ts";

export interface SweepRow {
  readonly threshold: number;
  /** False below a floor: nothing was kept there, rates are null and counts NaN. */
  readonly measured: boolean;
  /** Fraction of the defect images called NG; null where there are none. */
  readonly recall: number | null;
  /** Fraction of the backgrounds called NG; null where there are none. */
  readonly falsePositiveRate: number | null;
  readonly caught: number;
  /** Defect images not called NG by any box; where `caughtBy` is stricter than any box, all that are not caught. */
  readonly escaped: number;
  readonly defects: number;
  readonly overkill: number;
  readonly backgrounds: number;
}

/** How many images of a column reach the threshold; O(log n). */
export function countReaching({ scores }: ScoreColumn, threshold: number, rounding: ScoreRoundingName): number {
  const { level, leastLevel } = SCORE_ROUNDINGS[rounding];
  const least = leastLevel(threshold);
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (level(scores[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return scores.length - low;
}

/** The row of any one NG threshold; the rest of the rule is that of the index. */
export function sweepRow(index: DecisionIndex, threshold: number): SweepRow {
  const { scoreRounding: rounding } = index.rule;
  const measured = isMeasured(threshold, rounding, index.floors);
  const count = (column: ScoreColumn) => (measured ? countReaching(column, threshold, rounding) : NaN);
  const caught = count(index.defects);
  const overkill = count(index.backgrounds);
  const defects = index.defects.scores.length;
  const backgrounds = index.backgrounds.scores.length;
  return {
    threshold,
    measured,
    recall: defects === 0 || !measured ? null : caught / defects,
    falsePositiveRate: backgrounds === 0 || !measured ? null : overkill / backgrounds,
    caught,
    escaped: defects - count(index.decidedDefects),
    defects,
    overkill,
    backgrounds,
  };
}

/** The rows, one threshold per hundredth: 0.00 .. 1.00 by exact counting, 0.00 .. 0.99 as the scripts list them by PaddleX counting. */
export function sweepRows(index: DecisionIndex): SweepRow[] {
  const { sweepRows: rows } = SCORE_ROUNDINGS[index.rule.scoreRounding];
  return Array.from({ length: rows }, (_, i) => sweepRow(index, i / 100));
}
