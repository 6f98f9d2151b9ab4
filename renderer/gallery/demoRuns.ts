/** Stored runs for the gallery: one of an earlier model with other results, one of another dataset, and one that cannot be used. */
import type { Dataset } from "../../shared/core/dataset.ts";
import { failure } from "../../shared/core/failure.ts";
import type { ImageOutcome, ProviderRecord, RunInfo } from "../../shared/core/run.ts";
import type { UnusableRun } from "../../shared/ipc/contract.ts";
import type { FakeRun } from "../bridge/fakeRuns.ts";

/** @param outcome of the image at that place in the dataset, for a run whose detector is a little weaker */
export function demoRuns(
  dataset: Dataset,
  provider: ProviderRecord,
  outcome: (index: number) => ImageOutcome,
): readonly FakeRun[] {
  const run: RunInfo = {
    id: "run-former",
    formatVersion: 1,
    datasetName: dataset.name,
    datasetHash: dataset.hash,
    datasetSynthetic: true,
    modelName: "demo-frcnn",
    modelSha256: "1".repeat(64),
    modelSynthetic: true,
    classes: [...dataset.classes],
    provider,
    scoreFloor: 0.01,
    imageCount: dataset.images.length,
    startedAt: "2025-12-30T07:40:00Z",
    finishedAt: "2025-12-30T07:52:00Z",
    operator: "demo",
    versions: { loupe: "0.1.0", onnxruntime: "1", sharp: "1", host: "demo" },
  };
  const elsewhere = { ...run, id: "run-elsewhere", datasetName: "aluminium-line-3", datasetHash: "3".repeat(64) };
  const outcomes = new Map(dataset.images.map(({ id }, i) => [id, outcome(i)] as const));
  return [
    {
      name: null,
      run: { ...elsewhere, startedAt: "2025-12-28T16:05:00Z" },
      outcomes: new Map(outcomes),
      underWay: false,
    },
    { name: "夜班 / night shift", run, outcomes, underWay: false },
  ];
}

export const UNUSABLE_RUNS: readonly UnusableRun[] = [
  {
    id: "run-later",
    bytes: 262_144,
    failure: failure("newer-run", "run-later/run.sqlite", { version: 3, newest: 2 }),
  },
];
