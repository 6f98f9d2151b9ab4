/** The rule by which an image is judged: made once, passed whole, stored with a project and in recipes. */
import { z } from "zod";
import { CAUGHT_BY_ANY_BOX, caughtBySchema } from "./counting/caughtBy.ts";
import { SCORE_ROUNDING_NAMES, type ScoreRoundingName } from "./counting/scoreRounding.ts";
import { zoneSchema } from "./zone.ts";

export const DECISION_RULE_VERSION = 1;

const threshold = z.number().min(0).max(1);

/** NG from `ng` up, review from `review` up to it; equal: a single threshold and no review. Any numbers from 0 to 1. */
export const bandSchema = z
  .strictObject({ review: threshold, ng: threshold })
  .refine(({ review, ng }) => review <= ng, "the review threshold lies above the NG threshold");
export type Band = Readonly<z.infer<typeof bandSchema>>;

/** A class with thresholds of its own, or one whose boxes do not count. */
export const classRuleSchema = z.union([bandSchema, z.literal("ignore")]);
export type ClassRule = Readonly<z.infer<typeof classRuleSchema>>;

const side = z.number().nonnegative().finite();

/** Smaller boxes, in either direction, do not count; millimetres need to know how large a pixel is. */
export const minimumSizeSchema = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("px"), width: side, height: side }),
  z.strictObject({
    unit: z.literal("mm"),
    width: side,
    height: side,
    millimetresPerPixel: z.number().positive().finite(),
  }),
]);
export type MinimumSize = Readonly<z.infer<typeof minimumSizeSchema>>;

export const scoreRoundingSchema = z.enum(SCORE_ROUNDING_NAMES);

export const decisionRuleSchema = z.strictObject({
  formatVersion: z.literal(DECISION_RULE_VERSION),
  /** The thresholds of every class that has no entry of its own. */
  band: bandSchema,
  /** By class name. */
  perClass: z.record(z.string().max(4096), classRuleSchema),
  /** What counts as caught on a defect image; a decision does not depend on it. */
  caughtBy: caughtBySchema,
  zones: z.array(zoneSchema).max(1000),
  minimumSize: minimumSizeSchema.nullable(),
  scoreRounding: scoreRoundingSchema,
});
export type DecisionRule = Readonly<z.infer<typeof decisionRuleSchema>>;

export const DEFAULT_DECISION_RULE: DecisionRule = singleThreshold(0.5);

/** NG from one threshold up, whatever the class; no review, no zones. */
export function singleThreshold(at: number, scoreRounding: ScoreRoundingName = "exact"): DecisionRule {
  return {
    formatVersion: DECISION_RULE_VERSION,
    band: { review: at, ng: at },
    perClass: {},
    caughtBy: CAUGHT_BY_ANY_BOX,
    zones: [],
    minimumSize: null,
    scoreRounding,
  };
}

/** The rule with one threshold in place of its band; the rest stands. */
export function withThreshold(rule: DecisionRule, at: number): DecisionRule {
  return { ...rule, band: { review: at, ng: at } };
}

/** The rule with another way of holding scores against thresholds. */
export function withScoreRounding(rule: DecisionRule, scoreRounding: ScoreRoundingName): DecisionRule {
  return { ...rule, scoreRounding };
}

/** True when one threshold is all that the rule says: the whole of it is then a number and a rounding. */
export function isSingleThreshold(rule: DecisionRule): boolean {
  return sameDecisionRule(rule, singleThreshold(rule.band.ng, rule.scoreRounding));
}

/** True when both rules say the same, in whatever order their classes stand. */
export function sameDecisionRule(a: DecisionRule, b: DecisionRule): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** True when all but the band is the same: columns that were built for one serve the other. */
export function sameApartFromBand(a: DecisionRule, b: DecisionRule): boolean {
  const keys = Object.keys(a) as (keyof DecisionRule)[];
  // A moved band shares the rest with the rule it came from: then nothing needs to be compared.
  return keys.every((key) => key === "band" || a[key] === b[key]) || sameDecisionRule(a, { ...b, band: a.band });
}

/** The rule as text with every key in order, so that equal rules are equal texts. */
function canonical(rule: DecisionRule): string {
  return JSON.stringify(rule, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
