/** What an evaluation says, for people and for programs alike: where it comes from, its figures, and what is in none of them. */
import type { Detections } from "../../shared/core/detections.ts";
import { evaluate, type HowToJudge, indexEvaluated } from "../../shared/metrics/evaluate.ts";
import { evaluationColumns, type ImageToEvaluate } from "../../shared/metrics/evaluationColumns.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import type { PlacedResults } from "../engine/detections/cocoResults.ts";
import type { RunHead } from "../engine/runs/runHead.ts";
import type { AlignedRun } from "./storedRun.ts";

/** What is evaluated, whichever way it came. */
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

/** Everything the JSON holds; the text shows a part of it. */
export function evaluateMeasurement(opened: OpenedDataset, measurement: Measurement, how: HowToJudge) {
  const { dataset } = opened;
  const images = imagesOf(opened, measurement);
  const evaluation = evaluate(evaluationColumns(images, dataset.classes.length), indexEvaluated(images, how));
  return {
    dataset: {
      name: dataset.name,
      folder: opened.root,
      hash: dataset.hash,
      synthetic: dataset.synthetic,
      classes: dataset.classes,
      issues: dataset.issues,
    },
    run: measurement.run,
    detectionsFile: measurement.file,
    notMeasured: measurement.notMeasured,
    foreignClasses: measurement.foreignClasses,
    otherSizes: measurement.otherSizes,
    ...evaluation,
    // The rows of tp_fp_list.txt, whichever the rule.
    sweep: evaluation.sweep.slice(0, 100),
  };
}

export function imagesOf({ dataset }: OpenedDataset, { detections }: Measurement): ImageToEvaluate[] {
  return dataset.images.map(({ role, groundTruth }, i) => ({ role, groundTruth, detections: detections[i] ?? null }));
}

export type EvaluationFacts = ReturnType<typeof evaluateMeasurement>;
