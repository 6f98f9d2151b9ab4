/** The decision rule by which images are judged: an immutable object, stored with a project and in recipes. */
import { z } from "zod";
import { CAUGHT_BY_ANY_BOX, caughtBySchema } from "./counting/caughtBy.ts";
import { SCORE_ROUNDING_NAMES, type ScoreRoundingName } from "./counting/scoreRounding.ts";
import { zoneSchema } from "./zone.ts";

export const DECISION_RULE_VERSION = 1;

const threshold = z.number().min(0).max(1);

/** NG from `ng` up, review from `review` up to it; where both are equal there is a single threshold and no review. Any numbers from 0 to 1. */
export const bandSchema = z
  .strictObject({ review: threshold, ng: threshold })
  .refine(({ review, ng }) => review <= ng, "the review threshold lies above the NG threshold");
export type Band = Readonly<z.infer<typeof bandSchema>>;

/** A class with thresholds of its own, or one whose boxes do not count. */
export const classRuleSchema = z.union([bandSchema, z.literal("ignore")]);
export type ClassRule = Readonly<z.infer<typeof classRuleSchema>>;

const side = z.number().nonnegative().finite();

/** Boxes smaller than this in either direction do not count; millimetres require the size of a pixel. */
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
  /** What counts as caught on a defect image; decisions do not depend on it. */
  caughtBy: caughtBySchema,
  zones: z.array(zoneSchema).max(1000),
  minimumSize: minimumSizeSchema.nullable(),
  scoreRounding: scoreRoundingSchema,
});
export type DecisionRule = Readonly<z.infer<typeof decisionRuleSchema>>;

export const DEFAULT_DECISION_RULE: DecisionRule = singleThreshold(0.5);

/** A rule with a single threshold, whatever the class; no review, no zones. */
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

/** The rule with a single threshold in place of its band; the rest is unchanged. */
export function withThreshold(rule: DecisionRule, at: number): DecisionRule {
  return { ...rule, band: { review: at, ng: at } };
}

/** The rule with another rounding of scores. */
export function withScoreRounding(rule: DecisionRule, scoreRounding: ScoreRoundingName): DecisionRule {
  return { ...rule, scoreRounding };
}

/** True when the rule is only a single threshold: a number and a rounding describe it completely. */
export function isSingleThreshold(rule: DecisionRule): boolean {
  return sameDecisionRule(rule, singleThreshold(rule.band.ng, rule.scoreRounding));
}

/** True when both rules are equal, in whatever order they list their classes. */
export function sameDecisionRule(a: DecisionRule, b: DecisionRule): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** True when the rules differ in the band at most: columns built for one then serve the other. */
export function sameApartFromBand(a: DecisionRule, b: DecisionRule): boolean {
  const keys = Object.keys(a) as (keyof DecisionRule)[];
  // A moved band shares all other objects with the rule it came from, so nothing needs to be compared.
  return keys.every((key) => key === "band" || a[key] === b[key]) || sameDecisionRule(a, { ...b, band: a.band });
}

/** The rule as text with its keys in a fixed order, so that equal rules give equal texts. */
function canonical(rule: DecisionRule): string {
  return JSON.stringify(rule, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
