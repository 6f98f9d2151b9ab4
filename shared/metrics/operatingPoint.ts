/** The counts and rates at a band, with their denominators. */
import type { ScoreRoundingName } from "../core/counting/scoreRounding.ts";
import type { Band } from "../core/decisionRule.ts";
import type { DecisionIndex, ScoreColumn } from "./decisionIndex.ts";
import { isMeasured } from "./scoreFloors.ts";
import { countReaching } from "./thresholdSweep.ts";

export interface OperatingPoint {
  /** The NG threshold: `band.ng`. */
  readonly threshold: number;
  readonly band: Band;
  readonly rounding: ScoreRoundingName;
  /** False where an end of the band lies below a floor: rates are null and counts NaN, except for the totals. */
  readonly measured: boolean;
  /** Measured images with a defect. `caught + wrongReason + review + escaped = total`. */
  readonly defects: {
    readonly total: number;
    /** NG, by a box that satisfies `caughtBy`. */
    readonly caught: number;
    /** NG, by no such box; 0 where any box catches. */
    readonly wrongReason: number;
    readonly review: number;
    readonly escaped: number;
  };
  /** Measured defect-free images. `passed + review + overkill = total`. */
  readonly backgrounds: {
    readonly total: number;
    readonly passed: number;
    readonly review: number;
    readonly overkill: number;
  };
  /** Measured images without ground truth. `ok + review + ng = total`. */
  readonly unlabelled: { readonly total: number; readonly ok: number; readonly review: number; readonly ng: number };
  /** caught / defects.total; null where there is no defect image. */
  readonly recall: number | null;
  /** escaped / defects.total; equals 1 - recall where there is no review and any box catches; null where there is no defect image. */
  readonly escapeRate: number | null;
  /** overkill / backgrounds.total, also called overkill rate; null where there is no background. */
  readonly falsePositiveRate: number | null;
}

/** Computes the operating point at any band, by default the rule's own; O(log n). */
export function operatingPoint(index: DecisionIndex, band: Band = index.rule.band): OperatingPoint {
  const { scoreRounding: rounding } = index.rule;
  const measured = isMeasured(band.review, rounding, index.floors);
  const ngOf = (column: ScoreColumn) => (measured ? countReaching(column, band.ng, rounding) : NaN);
  const notOkOf = (column: ScoreColumn) => (measured ? countReaching(column, band.review, rounding) : NaN);
  const split = (column: ScoreColumn, review: ScoreColumn) => {
    const ng = ngOf(column);
    const notOk = notOkOf(review);
    return { total: column.scores.length, ng, review: notOk - ng, ok: column.scores.length - notOk };
  };
  const caught = ngOf(index.defects);
  const defects = split(index.decidedDefects, index.review.defects);
  const backgrounds = split(index.backgrounds, index.review.backgrounds);
  const rate = (count: number, total: number) => (total === 0 || !measured ? null : count / total);
  return {
    threshold: band.ng,
    band,
    rounding,
    measured,
    defects: {
      total: defects.total,
      caught,
      wrongReason: defects.ng - caught,
      review: defects.review,
      escaped: defects.ok,
    },
    backgrounds: {
      total: backgrounds.total,
      passed: backgrounds.ok,
      review: backgrounds.review,
      overkill: backgrounds.ng,
    },
    unlabelled: split(index.unlabelled, index.review.unlabelled),
    recall: rate(caught, defects.total),
    escapeRate: rate(defects.ok, defects.total),
    falsePositiveRate: rate(backgrounds.ng, backgrounds.total),
  };
}
