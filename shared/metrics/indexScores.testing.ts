/** Builds a decision index from best scores alone, as tests write them. */
import type { ImageRole } from "../core/dataset.ts";
import type { DecisionRule } from "../core/decisionRule.ts";
import { indexDecisions, type DecisionIndex } from "./decisionIndex.ts";
import { NO_FLOORS, type ScoreFloors } from "./scoreFloors.ts";

export function indexScores(
  best: Float64Array,
  roles: readonly ImageRole[],
  rule: DecisionRule,
  floors: ScoreFloors = NO_FLOORS,
): DecisionIndex {
  return indexDecisions({ ng: best, review: best, caught: best }, roles, { rule, floors });
}
