/** The image-level rates as the step functions they are: the ranges of the threshold in which nothing changes. */
import type { CountingRule } from "../core/countingRule.ts";
import { sweepRowAt, type ImageScoreIndex, type SweepRow } from "./thresholdSweep.ts";

/** Between `from` (excluded, but for 0) and `to` (included) every threshold gives the same counts: those of `row`, taken at `to`. */
export interface ThresholdStep {
  readonly from: number;
  readonly to: number;
  readonly row: SweepRow;
}

/** Beyond this many different scores the steps are finer than any screen, and thousandths stand for them. */
const MAX_STEPS = 2000;

/**
 * All steps from threshold 0 to 1, ascending, without gaps. Exact counting steps at the scores themselves; PaddleX counting knows only
 * whole hundredths, and a threshold between two rows belongs to the nearer one.
 */
export function thresholdSteps(index: ImageScoreIndex, rule: CountingRule): ThresholdStep[] {
  const ends = rule === "exact" ? exactEnds(index) : hundredthEnds();
  return ends.map(({ to, sample }, i) => ({ from: ends[i - 1]?.to ?? 0, to, row: sweepRowAt(index, sample, rule) }));
}

interface StepEnd {
  readonly to: number;
  readonly sample: number;
}

function exactEnds({ defects, backgrounds }: ImageScoreIndex): StepEnd[] {
  const scores = new Set<number>();
  for (const column of [defects.scores, backgrounds.scores])
    for (const score of column) if (score >= 0 && score < 1) scores.add(score);
  const values =
    scores.size <= MAX_STEPS ? [...scores].sort((a, b) => a - b) : Array.from({ length: 1000 }, (_, i) => i / 1000);
  return [...values, 1].map((to) => ({ to, sample: to }));
}

function hundredthEnds(): StepEnd[] {
  return Array.from({ length: 101 }, (_, i) => ({ to: Math.min(1, (i + 0.5) / 100), sample: i / 100 }));
}
