/** The rounding of scores by its earlier name, for the window and its settings. */
import { scoreRoundingSchema } from "./decisionRule.ts";
import type { ScoreRoundingName } from "./counting/scoreRounding.ts";

export const countingRuleSchema = scoreRoundingSchema;
export type CountingRule = ScoreRoundingName;
