/** A run brought together with its dataset: what every report is made from. */
import type { CountingRule } from "../core/countingRule.ts";
import type { Dataset, DatasetImage } from "../core/dataset.ts";
import { bestScore, type Detections } from "../core/detections.ts";
import type { Language } from "../words/languages.ts";
import type { ImageOutcome, RunInfo } from "../core/run.ts";
import { alignDetections, joinClasses } from "../metrics/classAlignment.ts";
import { matchImage, type ImageMatching } from "../metrics/matching.ts";
import { indexImageScores, type ImageScoreIndex } from "../metrics/thresholdSweep.ts";

/** An image that was inspected. */
export interface MeasuredImage {
  readonly image: DatasetImage;
  readonly outcome: Extract<ImageOutcome, { status: "done" }>;
  /** In the joined class table. */
  readonly detections: Detections;
  /** -1 where nothing was found. */
  readonly best: number;
  /** The class of the best score, an index into the joined table; -1 where nothing was found. */
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
  readonly failed: readonly { readonly image: DatasetImage; readonly reason: string }[];
  readonly notMeasured: readonly DatasetImage[];
  readonly index: ImageScoreIndex;
}

/** A run as it is looked at: at a threshold, by a counting rule, in a language. */
export interface ReportView {
  readonly analysis: RunAnalysis;
  readonly threshold: number;
  readonly counting: CountingRule;
  readonly language: Language;
}

export function analyseRun(dataset: Dataset, run: RunInfo, outcomes: ReadonlyMap<string, ImageOutcome>): RunAnalysis {
  const joined = joinClasses(dataset.classes, run.classes);
  const measured: MeasuredImage[] = [];
  const failed: { image: DatasetImage; reason: string }[] = [];
  const notMeasured: DatasetImage[] = [];
  for (const image of dataset.images) {
    const outcome = outcomes.get(image.id);
    if (!outcome) notMeasured.push(image);
    else if (outcome.status === "failed") failed.push({ image, reason: outcome.reason });
    else {
      const detections = alignDetections(outcome.detections, joined);
      const best = bestScore(detections);
      const bestClass = detections.classIndices[detections.scores.indexOf(best)] ?? -1;
      measured.push({
        image,
        outcome,
        detections,
        best,
        bestClass,
        matching: matchImage(detections, image.groundTruth),
      });
    }
  }
  const index = indexImageScores(
    Float64Array.from(measured, ({ best }) => best),
    measured.map(({ image }) => image.role),
  );
  return { dataset, run, classes: joined.classes, measured, failed, notMeasured, index };
}
