/** What an evaluation says, for people and for programs alike: where it comes from, its figures, and what is in none of them. */
import { issueJson } from "./issueText.ts";
import { withProviderJson } from "./providerText.ts";
import type { Detections } from "../../shared/core/detections.ts";
import { type BoxLevelFigures, evaluation, type HowToJudge, indexEvaluated } from "../../shared/metrics/evaluate.ts";
import { evaluationColumnsInSteps, type ImageToEvaluate } from "../../shared/metrics/evaluationColumns.ts";
import { type AnalysisOutcome, createAnalysisThread } from "../engine/analysis/analysisThread.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import type { PlacedResults } from "../engine/detections/cocoResults.ts";
import { runInSlices } from "../engine/analysis/runInSlices.ts";
import type { RunHead } from "../engine/runs/runHead.ts";
import type { Console } from "./console.ts";
import type { AlignedRun } from "./storedRun.ts";

/** What is evaluated, from either source. */
export interface Measurement {
  /** Per image of the dataset; null where it was not measured. */
  readonly detections: readonly (Detections | null)[];
  readonly notMeasured: readonly { readonly image: string; readonly reason: string }[];
  /** Classes of the run that the dataset lacks, with how many detections: they count for verdicts and match no ground truth. */
  readonly foreignClasses: readonly { readonly name: string; readonly detections: number }[];
  readonly otherSizes: AlignedRun["otherSizes"];
  readonly run: RunHead["info"] | null;
  readonly file: {
    readonly path: string;
    readonly total: number;
    readonly problems: PlacedResults["problems"];
    readonly imageIdsFrom: 0 | 1 | null;
    readonly categoryIdsFrom: 0 | 1 | null;
  } | null;
}

/** On the analysis thread, so that Ctrl+C takes effect at any time. */
export async function measureBoxLevel(
  opened: OpenedDataset,
  measurement: Measurement,
  { signal, progress }: Pick<Console, "signal" | "progress">,
): Promise<AnalysisOutcome<BoxLevelFigures>> {
  const images = imagesOf(opened, measurement);
  const columns = await runInSlices(evaluationColumnsInSteps(images, opened.dataset.classes.length), signal);
  const thread = createAnalysisThread();
  const onProgress = (done: number, total: number) => progress(`evaluating: part ${done} of ${total}`);
  try {
    return await thread.analyse({ name: "boxLevel", columns, options: {}, signal, onProgress });
  } finally {
    await thread.close();
  }
}

/** The content of the JSON; the text shows part of it. */
export function evaluationFacts(
  opened: OpenedDataset,
  measurement: Measurement,
  boxLevel: BoxLevelFigures,
  how: HowToJudge,
) {
  const { dataset } = opened;
  const evaluated = evaluation(boxLevel, indexEvaluated(imagesOf(opened, measurement), how));
  return {
    dataset: {
      name: dataset.name,
      folder: opened.root,
      hash: dataset.hash,
      synthetic: dataset.synthetic,
      classes: dataset.classes,
      issues: dataset.issues.map(issueJson),
    },
    run: measurement.run && withProviderJson(measurement.run),
    detectionsFile: measurement.file,
    notMeasured: measurement.notMeasured,
    foreignClasses: measurement.foreignClasses,
    otherSizes: measurement.otherSizes,
    ...evaluated,
    // The rows of tp_fp_list.txt, whatever the rule.
    sweep: evaluated.sweep.slice(0, 100),
  };
}

export function imagesOf({ dataset }: OpenedDataset, { detections }: Measurement): ImageToEvaluate[] {
  return dataset.images.map(({ role, groundTruth }, i) => ({ role, groundTruth, detections: detections[i] ?? null }));
}

export type EvaluationFacts = ReturnType<typeof evaluationFacts>;
