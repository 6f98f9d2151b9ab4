/** Expected failures of the engine's commands. */
import { type Failure, failure } from "../../shared/core/failure.ts";
import { quoted } from "../../shared/core/reason.ts";

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

/** @param datasetName of the dataset that the run is of */
export function otherDataset(datasetName: string): Failure {
  return failure("other-dataset", datasetName);
}

export function analysisFailed(reason: string): Failure {
  return failure("analysis-failed", "", { reason: quoted(reason) });
}
