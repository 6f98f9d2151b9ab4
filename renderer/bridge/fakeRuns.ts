/** The stored runs of the fake bridge: what the engine keeps in files is kept in memory, and outlives an engine as well. */
import { type Failure, failure } from "../../shared/core/failure.ts";
import { joinClasses } from "../../shared/core/classTable.ts";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { ImageOutcome, RunInfo } from "../../shared/core/run.ts";
import type { EngineContract, RunEntry, UnusableRun } from "../../shared/ipc/contract.ts";
import { compileRule } from "../../shared/metrics/decide.ts";
import { floorsOf } from "../../shared/metrics/scoreFloors.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";

export interface FakeRun {
  name: string | null;
  run: RunInfo;
  readonly outcomes: Map<string, ImageOutcome>;
  underWay: boolean;
}

export interface FakeRuns {
  /** The run that an inspection of `info` continues; `fresh` starts one beside the others. */
  readonly take: (info: RunInfo, more: { readonly fresh: boolean; readonly runId?: string | undefined }) => FakeRun;
  readonly handlers: (
    datasetOf: (id: string) => Dataset | undefined,
  ) => Pick<Handlers<EngineContract>, "listRuns" | "openRun" | "runColumns" | "renameRun" | "deleteRun">;
}

/** @param first newest last; `unusable` are listed with their reason and can only be deleted */
export function createFakeRuns(first: readonly FakeRun[] = [], unusable: readonly UnusableRun[] = []): FakeRuns {
  const runs = new Map(first.map((run) => [run.run.id, run]));
  const broken = new Map(unusable.map((run) => [run.id, run]));

  return {
    take(info, { fresh, runId }) {
      const same = [...runs.values()].filter(({ run }) => isSame(run, info));
      const wanted = same.find(({ run }) => run.id === runId) ?? same.at(-1);
      if (wanted && !fresh) return wanted;
      const taken = [...runs.keys()].filter((id) => id === info.id || id.startsWith(`${info.id}-`)).length;
      const id = taken === 0 ? info.id : `${info.id}-${taken + 1}`;
      const made: FakeRun = { name: null, run: { ...info, id }, outcomes: new Map(), underWay: false };
      runs.set(id, made);
      return made;
    },
    handlers: (datasetOf) => ({
      listRuns: async () => ({
        runs: [...runs.values()].reverse().map(entryOf),
        unusable: [...broken.values()],
      }),
      openRun: async ({ datasetId, runId }, { signal, progress }) => {
        const found = find(runId, datasetOf(datasetId));
        if ("code" in found) return { ok: false, failure: found };
        const { run, outcomes, name } = found;
        const total = run.imageCount;
        await progress({ kind: "started", run, alreadyDone: outcomes.size });
        for (const outcome of outcomes.values()) {
          if (signal.aborted) break;
          await progress({ kind: "image", outcome });
        }
        const { done, failed } = entryOf(found);
        const rate = { imagesPerSecond: null, secondsLeft: null, paused: false };
        await progress({ kind: "progress", done, failed, total, ...rate });
        return { ok: true, value: { run, name, done, failed, complete: done + failed === total, changed: 0 } };
      },
      runColumns: async ({ datasetId, runId, rule }) => {
        const dataset = datasetOf(datasetId);
        const found = find(runId, dataset);
        if ("code" in found || !dataset) return { ok: false, failure: "code" in found ? found : unknownRun(runId) };
        const table = joinClasses(dataset.classes, found.run.classes);
        const judged = dataset.images.map(({ id, role, groundTruth }) => {
          const outcome = found.outcomes.get(id);
          return { role, groundTruth, detections: outcome?.status === "done" ? outcome.detections : null };
        });
        return { ok: true, value: { ...compileRule(rule, table, floorsOf(found.run)).columns(judged) } };
      },
      renameRun: async ({ runId, name }) => {
        const found = runs.get(runId);
        if (!found) return { ok: false, failure: unknownRun(runId) };
        found.name = name;
        return { ok: true, value: {} };
      },
      deleteRun: async ({ runId }) =>
        runs.delete(runId) || broken.delete(runId)
          ? { ok: true, value: {} }
          : { ok: false, failure: unknownRun(runId) },
    }),
  };

  function find(runId: string, dataset: Dataset | undefined): FakeRun | Failure {
    const found = runs.get(runId);
    if (!found || !dataset) return unknownRun(runId);
    if (found.run.datasetHash === dataset.hash) return found;
    const [stored, open] = [found.run.datasetHash.slice(0, 12), dataset.hash.slice(0, 12)];
    return failure("other-dataset", found.run.datasetName, { stored, dataset: dataset.name, open });
  }
}

function isSame(a: RunInfo, b: RunInfo): boolean {
  return (
    a.datasetHash === b.datasetHash &&
    a.modelSha256 === b.modelSha256 &&
    a.scoreFloor === b.scoreFloor &&
    a.provider.asked === b.provider.asked
  );
}

function entryOf({ name, run, outcomes, underWay }: FakeRun): RunEntry {
  const failed = [...outcomes.values()].filter(({ status }) => status === "failed").length;
  const state = underWay ? "under-way" : outcomes.size === run.imageCount ? "complete" : "partial";
  return { id: run.id, name, run, done: outcomes.size - failed, failed, state, bytes: 40_000 + 900 * outcomes.size };
}

function unknownRun(file: string): Failure {
  return failure("unknown-run", file);
}
