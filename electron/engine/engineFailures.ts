/** Expected failures of the engine's commands. */
import type { Dataset } from "../../shared/core/dataset.ts";
import { type Failure, failure } from "../../shared/core/failure.ts";
import { quoted } from "../../shared/core/reason.ts";
import type { RunInfo } from "../../shared/core/run.ts";

export function forgottenGrant(what: string): Failure {
  return failure("unknown-grant", what);
}

export function datasetNotOpen(): Failure {
  return failure("dataset-not-open", "");
}

export function modelNotOpen(): Failure {
  return failure("model-not-open", "");
}

export function inspectionBusy(): Failure {
  return failure("busy", "");
}

export function imageNotKnown(imageId: string): Failure {
  return failure("unknown-image", imageId);
}

export function runNotKnown(runId: string): Failure {
  return failure("unknown-run", runId);
}

export function analysisFailed(reason: string): Failure {
  return failure("analysis-failed", "", { reason: quoted(reason) });
}

export function runUnderWay(): Failure {
  return failure("run-under-way", "");
}

/** Its outcomes belong to other images, or to the same ones in another state. */
export function runIsOfAnotherDataset(run: RunInfo, dataset: Dataset): Failure {
  return failure("other-dataset", run.datasetName, {
    stored: run.datasetHash.slice(0, 12),
    dataset: dataset.name,
    open: dataset.hash.slice(0, 12),
  });
}
