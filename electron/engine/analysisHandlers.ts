/** Handles every analysis of a run: collects run and dataset into columns, a slice at a time, and has the analysis thread compute. */
import type { Failure } from "../../shared/ipc/contract.ts";
import { analysisHandlers } from "../../shared/ipc/analysisHandlers.ts";
import { evaluationColumnsInSteps } from "../../shared/metrics/evaluationColumns.ts";
import { evaluatedClassCount, runImages } from "../../shared/metrics/runImages.ts";
import type { AnalysisThread } from "./analysis/analysisThread.ts";
import type { OpenedDataset } from "./datasets/openedDataset.ts";
import { runInSlices } from "./analysis/runInSlices.ts";
import { analysisFailed, datasetNotOpen } from "./engineFailures.ts";
import type { StoredRuns } from "./storedRuns.ts";

export interface AnalysisHandlersOptions {
  readonly datasetOf: (datasetId: string) => OpenedDataset | undefined;
  readonly runs: Pick<StoredRuns, "readOver">;
  readonly thread: AnalysisThread;
}

export function createAnalysisHandlers({ datasetOf, runs, thread }: AnalysisHandlersOptions) {
  return analysisHandlers(async (name, { datasetId, runId, options }, { signal, progress }) => {
    const opened = datasetOf(datasetId);
    if (!opened) return refused(datasetNotOpen());
    const read = runs.readOver(runId, opened);
    if (!read.ok) return refused(read.failure);
    const { info } = read.value.head;
    const { dataset } = opened;
    const outcomes = new Map(read.value.records.map(({ outcome }) => [outcome.imageId, outcome]));
    const images = runImages(dataset, info.classes, (imageId) => outcomes.get(imageId));
    const columns = await runInSlices(
      evaluationColumnsInSteps(images, evaluatedClassCount(dataset, info.classes)),
      signal,
    );
    const onProgress = (done: number, total: number) => void progress({ done, total });
    const outcome = await thread.analyse({ name, columns, options, signal, onProgress });
    switch (outcome.kind) {
      case "done":
        return { ok: true, value: outcome.result };
      case "failed":
        return refused(analysisFailed(outcome.reason));
      case "cancelled":
        throw new Error("cancelled");
    }
  });
}

function refused(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}
