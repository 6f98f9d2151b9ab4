/** The window's way to ask for figures by a bare threshold and rounding; each answer is that of a single-threshold rule. */
import { reaches } from "../core/counting/scoreRounding.ts";
import type { CountingRule } from "../core/countingRule.ts";
import type { ImageRole } from "../core/dataset.ts";
import type { Decision, Verdict as EveryVerdict } from "../core/decision.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import { verdict } from "./decide.ts";
import { indexColumns, type DecisionIndex, type SortedColumns } from "./decisionIndex.ts";
import { boxCounts, type BoxCounts, type GroundTruthMark, type ImageMatching } from "./matching.ts";
import { operatingPoint, type OperatingPoint } from "./operatingPoint.ts";
import { NO_FLOORS } from "./scoreFloors.ts";
import { decisionHistogram, type MirroredHistogram } from "./scoreHistogram.ts";
import { curveSteps, type ThresholdStep } from "./thresholdSteps.ts";

export type ImageScoreIndex = SortedColumns;

/** What a single threshold can say of an image. */
export type Verdict = Exclude<EveryVerdict, "wrong-reason" | "defect-in-review" | "background-in-review" | "review">;

/** @param best per image its highest score of any class, -1 where nothing was found, NaN where it is not measured yet or failed */
export function indexImageScores(best: Float64Array, roles: readonly ImageRole[]): ImageScoreIndex {
  return indexColumns({ ng: best, review: best, caught: best }, roles);
}

function indexAt(index: ImageScoreIndex, threshold: number, rounding: CountingRule): DecisionIndex {
  return { ...index, rule: singleThreshold(threshold, rounding), floors: NO_FLOORS };
}

export function isRejected(score: number, threshold: number, rounding: CountingRule): boolean {
  return reaches(score, threshold, rounding);
}

export function operatingPointAt(index: ImageScoreIndex, threshold: number, rounding: CountingRule): OperatingPoint {
  return operatingPoint(indexAt(index, threshold, rounding));
}

export function thresholdSteps(index: ImageScoreIndex, rounding: CountingRule): ThresholdStep[] {
  return curveSteps(indexAt(index, 1, rounding));
}

export function scoreHistogram(index: ImageScoreIndex, rounding: CountingRule): MirroredHistogram {
  return decisionHistogram(indexAt(index, 1, rounding));
}

/** null while the image is not measured (NaN). */
export function verdictOf(best: number, role: ImageRole, threshold: number, rounding: CountingRule): Verdict | null {
  // One threshold leaves no review, and any box catches.
  return verdict(best, best, best, role, singleThreshold(threshold, rounding)) as Verdict | null;
}

/** How many entries of `order` are shown: with one threshold they are the first. */
export function shownCount({ scores }: ImageMatching, threshold: number, rounding: CountingRule): number {
  const hidden = scores.findIndex((score) => !reaches(score, threshold, rounding));
  return hidden < 0 ? scores.length : hidden;
}

export function groundTruthMark(
  matching: ImageMatching,
  groundTruth: number,
  threshold: number,
  rounding: CountingRule,
): GroundTruthMark {
  if (matching.difficult[groundTruth]) return "difficult";
  return reaches(matching.foundAt[groundTruth] ?? -1, threshold, rounding) ? "found" : "missed";
}

export function countBoxes(matching: ImageMatching, threshold: number, rounding: CountingRule): BoxCounts {
  return boxCounts(matching, decisionsAt(matching, threshold, rounding));
}

function decisionsAt({ scores }: ImageMatching, threshold: number, rounding: CountingRule): Decision[] {
  return Array.from(scores, (score) => (reaches(score, threshold, rounding) ? "ng" : "ok"));
}
