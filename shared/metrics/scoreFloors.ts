/** Score floors: detections below them were not kept, so that thresholds there are not measured. */
import { SCORE_ROUNDINGS, type ScoreRoundingName } from "../core/counting/scoreRounding.ts";
import type { DecisionRule } from "../core/decisionRule.ts";

export interface ScoreFloors {
  /** The lowest score that the run kept. */
  readonly run: number;
  /** The lowest score that the model returns, because of its graph or its non-maximum suppression; null where it has no floor. */
  readonly graph: number | null;
}

/** No floors: everything found is known, as in a results file. */
export const NO_FLOORS: ScoreFloors = { run: 0, graph: null };

export function floorsOf(run: { readonly scoreFloor: number; readonly graphScoreFloor?: number | null | undefined }) {
  return { run: run.scoreFloor, graph: run.graphScoreFloor ?? null } satisfies ScoreFloors;
}

export function highestFloor({ run, graph }: ScoreFloors): number {
  return Math.max(run, graph ?? 0);
}

/** True when every score that reaches the threshold was kept. */
export function isMeasured(threshold: number, rounding: ScoreRoundingName, floors: ScoreFloors): boolean {
  return SCORE_ROUNDINGS[rounding].lowestScore(threshold) >= highestFloor(floors);
}

export interface UnmeasuredThreshold {
  /** null: the band of all classes without an entry. */
  readonly className: string | null;
  readonly threshold: number;
}

/** The thresholds of a rule that lie below a floor, by the lower end of each band. */
export function unmeasuredThresholds(rule: DecisionRule, floors: ScoreFloors): UnmeasuredThreshold[] {
  const lowest = [
    { className: null, threshold: rule.band.review },
    ...Object.entries(rule.perClass).flatMap(([className, own]) =>
      own === "ignore" ? [] : [{ className, threshold: own.review }],
    ),
  ];
  return lowest.filter(({ threshold }) => !isMeasured(threshold, rule.scoreRounding, floors));
}
