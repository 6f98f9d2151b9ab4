/** A run joined with its dataset: the input of every report. */
import type { Reason } from "../core/reason.ts";
import { alignedClasses, joinClasses } from "../core/classTable.ts";
import type { Dataset, DatasetImage } from "../core/dataset.ts";
import type { Verdict } from "../core/decision.ts";
import { singleThreshold, type DecisionRule } from "../core/decisionRule.ts";
import { alignDetections, type Detections } from "../core/detections.ts";
import { runThrough, type Steps } from "../core/steps.ts";
import type { Language } from "../words/languages.ts";
import type { ImageOutcome, RunInfo } from "../core/run.ts";
import { bestCounting, compileRule, verdict, type CompiledRule, type ImageScores } from "../metrics/decide.ts";
import { indexDecisions, type DecisionIndex } from "../metrics/decisionIndex.ts";
import type { AveragePrecision } from "../metrics/vocAveragePrecision.ts";
import { matchImage, VOC_MATCHING, type ImageMatching } from "../metrics/matching.ts";
import { floorsOf, NO_FLOORS, unmeasuredThresholds } from "../metrics/scoreFloors.ts";

/** An image that was inspected. */
export interface MeasuredImage {
  readonly image: DatasetImage;
  readonly outcome: Extract<ImageOutcome, { status: "done" }>;
  /** In the joined class table. */
  readonly detections: Detections;
  readonly scores: ImageScores;
  /** null where a threshold of the rule lies below a floor of the run. */
  readonly verdict: Verdict | null;
  /** The highest score of any box that counts; -1 where there is none. */
  readonly best: number;
  /** The class of the best score, an index into the joined table; -1 where there is none. */
  readonly bestClass: number;
  readonly matching: ImageMatching;
}

export interface RunAnalysis {
  readonly dataset: Dataset;
  readonly run: RunInfo;
  /** The dataset's classes, then those of the model that the dataset lacks. */
  readonly classes: readonly string[];
  /** In the dataset's order. */
  readonly measured: readonly MeasuredImage[];
  readonly failed: readonly { readonly image: DatasetImage; readonly reason: Reason }[];
  readonly notMeasured: readonly DatasetImage[];
  readonly compiled: CompiledRule;
  readonly index: DecisionIndex;
}

/** An analysis with the rule it was made by and the language to write it in. */
export interface ReportView {
  readonly analysis: RunAnalysis;
  readonly language: Language;
  /** VOC's average precision of the annotated images, where it was computed before: for a large run it takes too long to do for a table. */
  readonly precision?: AveragePrecision;
}

export function analyseRun(
  dataset: Dataset,
  run: RunInfo,
  outcomes: ReadonlyMap<string, ImageOutcome>,
  rule: DecisionRule,
): RunAnalysis {
  return runThrough(analyseRunInSteps(dataset, run, outcomes, rule));
}

/** Images between two pauses. */
export const STEP_IMAGES = 100;

/** Judging and matching 100,000 images takes seconds, during which an engine attends to other things too. */
export function* analyseRunInSteps(
  dataset: Dataset,
  run: RunInfo,
  outcomes: ReadonlyMap<string, ImageOutcome>,
  rule: DecisionRule,
): Steps<RunAnalysis> {
  const joined = joinClasses(dataset.classes, run.classes);
  const compiled = compileRule(rule, alignedClasses(joined.names), floorsOf(run));
  const isUnmeasured = unmeasuredThresholds(rule, compiled.floors).length > 0;
  const measured: MeasuredImage[] = [];
  const failed: { image: DatasetImage; reason: Reason }[] = [];
  const notMeasured: DatasetImage[] = [];
  for (const [i, image] of dataset.images.entries()) {
    if (i % STEP_IMAGES === 0) yield;
    const outcome = outcomes.get(image.id);
    if (!outcome) notMeasured.push(image);
    else if (outcome.status === "failed") failed.push({ image, reason: outcome.reason });
    else {
      const detections = alignDetections(outcome.detections, joined);
      const scores = compiled.scoresOf({ ...image, detections });
      measured.push({
        image,
        outcome,
        detections,
        scores,
        verdict: isUnmeasured ? null : verdict(scores.ng, scores.review, scores.caught, image.role, rule),
        ...bestCounting(detections, compiled),
        matching: matchImage(detections, image.groundTruth, VOC_MATCHING, compiled.isMatched),
      });
    }
  }
  const column = (which: keyof ImageScores) => Float64Array.from(measured, ({ scores }) => scores[which]);
  const index = indexDecisions(
    { ng: column("ng"), review: column("review"), caught: column("caught") },
    measured.map(({ image }) => image.role),
    compiled,
  );
  return { dataset, run, classes: joined.names, measured, failed, notMeasured, compiled, index };
}

/** As PaddleX's scripts count: every box, one threshold, hundredths. They have no floor; they count what they are given. */
export function indexAsScripts({ measured, classes }: RunAnalysis): DecisionIndex {
  const compiled = compileRule(singleThreshold(0, "paddlex"), alignedClasses(classes), NO_FLOORS);
  const judged = measured.map(({ image, detections }) => ({ ...image, detections }));
  return indexDecisions(
    compiled.columns(judged),
    judged.map(({ role }) => role),
    compiled,
  );
}
