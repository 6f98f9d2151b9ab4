/** The decision on an image, and how it agrees with the ground truth: two questions, two functions. */
import { SCORE_ROUNDINGS, type ScoreRoundingName } from "./counting/scoreRounding.ts";
import type { ImageRole } from "./dataset.ts";
import type { Band } from "./decisionRule.ts";

/** Depends on the boxes alone: an image on the line has no ground truth. */
export type Decision = "ok" | "review" | "ng";

/**
 * Decides by two scores, which differ only where a class has thresholds of its own. Null where either is NaN: the image
 * is not measured.
 * @param ng the highest score that counts towards NG: +Infinity where a class has reached its own threshold, -1 where
 * nothing counts
 * @param review the same for review
 */
export function decision(ng: number, review: number, band: Band, rounding: ScoreRoundingName): Decision | null {
  return decisionBy(band, rounding)(ng, review);
}

/** `decision` for many images: the levels of the band are computed once. */
export function decisionBy(
  { ng: ngThreshold, review: reviewThreshold }: Band,
  rounding: ScoreRoundingName,
): (ng: number, review: number) => Decision | null {
  const { level, leastLevel } = SCORE_ROUNDINGS[rounding];
  const ngLevel = leastLevel(ngThreshold);
  const reviewLevel = leastLevel(reviewThreshold);
  return (ng, review) => {
    // Only NaN differs from itself.
    if (ng !== ng || review !== review) return null;
    if (level(ng) >= ngLevel) return "ng";
    return level(review) >= reviewLevel ? "review" : "ok";
  };
}

/**
 * For a defect image: `caught` is NG by a box that catches, `wrong-reason` NG by no box that catches,
 * `defect-in-review` left to a person, `escaped` OK.
 * For a background: `overkill` is NG, `background-in-review` left to a person, `passed` OK.
 */
export type Agreement =
  | "caught"
  | "wrong-reason"
  | "defect-in-review"
  | "escaped"
  | "overkill"
  | "background-in-review"
  | "passed";

/**
 * How a decision agrees with the ground truth; null where there is none.
 * @param caught whether a box that satisfies the rule's `caughtBy` makes the image NG; matters only for a defect image
 * that is NG
 */
export function agreement(decided: Decision, role: ImageRole, caught: boolean): Agreement | null {
  switch (role) {
    case "annotated":
      if (decided === "ng") return caught ? "caught" : "wrong-reason";
      return decided === "review" ? "defect-in-review" : "escaped";
    case "background":
      if (decided === "ng") return "overkill";
      return decided === "review" ? "background-in-review" : "passed";
    case "unlabelled":
      return null;
  }
}

/** What is shown for an image: how the decision agrees with the ground truth, or the decision itself where there is none. */
export type Verdict = Agreement | Decision;
