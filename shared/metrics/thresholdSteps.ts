/** The image-level rates as step functions: the ranges of the threshold in which nothing changes. */
import { SCORE_ROUNDINGS, type StepEnd } from "../core/counting/scoreRounding.ts";
import type { DecisionIndex } from "./decisionIndex.ts";
import { highestFloor, isMeasured } from "./scoreFloors.ts";
import { sweepRow, type SweepRow } from "./thresholdSweep.ts";

/** Between `from` (excluded, but for 0) and `to` (included) every threshold gives the same counts: those of `row`. */
export interface ThresholdStep {
  readonly from: number;
  readonly to: number;
  readonly row: SweepRow;
}

/** All steps from threshold 0 to 1, ascending, without gaps; those below a floor have rows that are not measured. */
export function curveSteps(index: DecisionIndex): ThresholdStep[] {
  const { stepEnds } = SCORE_ROUNDINGS[index.rule.scoreRounding];
  const ends = endAtFloor(stepEnds(scoresOf(index)), index);
  return ends.map(({ to, sample }, i) => ({ from: ends[i - 1]?.to ?? 0, to, row: sweepRow(index, sample) }));
}

function* scoresOf({ defects, backgrounds, decidedDefects }: DecisionIndex): Generator<number> {
  yield* defects.scores;
  yield* backgrounds.scores;
  if (decidedDefects !== defects) yield* decidedDefects.scores;
}

/** A step that begins below the floor and ends above it is split: nothing below was kept. */
function endAtFloor(ends: StepEnd[], { rule, floors }: DecisionIndex): StepEnd[] {
  const floor = highestFloor(floors);
  const across = ends.findIndex(({ to }, i) => (ends[i - 1]?.to ?? 0) < floor && to > floor);
  const below = ((ends[across - 1]?.to ?? 0) + floor) / 2;
  if (across < 0 || isMeasured(below, rule.scoreRounding, floors) || !isMeasured(floor, rule.scoreRounding, floors))
    return ends;
  return [...ends.slice(0, across), { to: floor, sample: below }, ...ends.slice(across)];
}
