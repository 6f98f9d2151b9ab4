/** A bridge without Electron for tests and the gallery: the real call layer and contract over a port in memory, with given data. */
import { failure } from "../../shared/core/failure.ts";
import { quoted, reason } from "../../shared/core/reason.ts";
import type { DecisionRule } from "../../shared/core/decisionRule.ts";
import type { Dataset, DatasetChoices } from "../../shared/core/dataset.ts";
import { detectionAt, detectionsFromRows } from "../../shared/core/detections.ts";
import type { ImageOutcome, ProviderRecord, RunInfo } from "../../shared/core/run.ts";
import type { Execution, SessionTuning } from "../../shared/core/sessionTuning.ts";
import {
  appContract,
  engineContract,
  type AppContract,
  type AppEvent,
  type EngineContract,
  type ModelInfo,
  type OpenedItem,
  type InputOf,
  type OutputOf,
  type RecentProject,
  type UnusableRun,
} from "../../shared/ipc/contract.ts";
import { analysisHandlers } from "../../shared/ipc/analysisHandlers.ts";
import { computeAnalysis } from "../../shared/metrics/analyses/registry.ts";
import { evaluationColumns } from "../../shared/metrics/evaluationColumns.ts";
import { runImages } from "../../shared/metrics/runImages.ts";
import type { ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import type { SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import { createClient, createPortPair, serve, type Handlers, type Port } from "../../shared/ipc/rpc.ts";
import { createFakeRuns, type FakeRun, type FakeRuns } from "./fakeRuns.ts";
import type { LoupeBridge } from "./loupeBridge.ts";

export interface FakeImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
}

export interface FakeWorld {
  readonly startUp: OutputOf<AppContract, "startUp">;
  /** By grant; a grant without a dataset or a model fails to open. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  /** By grant: folders of which lists and backgrounds may be chosen. */
  readonly choices?: ReadonlyMap<string, DatasetChoices>;
  readonly models: ReadonlyMap<string, ModelInfo>;
  readonly recent: readonly RecentProject[];
  readonly provider: ProviderRecord;
  readonly outcome: (datasetId: string, imageId: string) => ImageOutcome;
  readonly image: (imageId: string) => Promise<FakeImage | null>;
  /** By grant: models that need answers before they open; `completed` gives the result of the answers. */
  readonly incomplete?: ReadonlyMap<string, ModelNeeds>;
  /** By images; if omitted, a self-check fails. */
  readonly selfCheck?: (imageIds: readonly string[]) => SelfCheckReport | null;
  /** Milliseconds per image in the simulated run. */
  readonly imageMilliseconds: number;
  readonly dropped: readonly OpenedItem[];
  /** Where work stops until it is cancelled, so that a passing state can be examined. */
  readonly holds?: FakeHolds;
  /** The reported speed; by default from `imageMilliseconds`. */
  readonly imagesPerSecond?: number;
  /** Stored before the window opened, the newest last; they are modified in place. */
  readonly runs?: readonly FakeRun[];
  readonly unusableRuns?: readonly UnusableRun[];
}

/** Each is a number of steps done. */
export interface FakeHolds {
  readonly opening?: number;
  readonly inspection?: number;
  readonly selfCheck?: number;
  readonly reports?: number;
}

export interface FakeBridge extends LoupeBridge {
  /** Ends the engine as a crash would; `restart` starts a new one. */
  readonly loseEngine: (reason: string, restarting: boolean) => void;
  readonly restartEngine: () => void;
  readonly emit: (event: AppEvent) => void;
  /** When each inspection started and ended, as positions in one sequence of events. */
  readonly inspections: { readonly from: number; to: number | null }[];
  /** What each opening of a dataset named. */
  readonly openings: InputOf<EngineContract, "openDataset">[];
  /** Every value that setBusy was called with. */
  readonly busy: boolean[];
  /** Every patch that saveSettings was called with. */
  readonly saved: AppContract["saveSettings"]["input"]["_output"][];
}

export function createFakeBridge(world: FakeWorld): FakeBridge {
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => listeners.forEach((listener) => listener(event));
  const saved: FakeBridge["saved"] = [];
  const reportBug = (command: string, error: unknown) => console.error(command, error);
  const busy: boolean[] = [];
  const inspections: FakeBridge["inspections"] = [];
  const opened = new Map<string, Dataset>();
  const openings: FakeBridge["openings"] = [];
  /** Results outlive the engine, as in the store of runs. */
  const runs = createFakeRuns(world.runs, world.unusableRuns);
  let port: Port;
  let restarts = 0;

  function startEngine() {
    const [near, far] = createPortPair();
    serve(engineContract, engineHandlers(world, opened, runs, inspections, openings), far, reportBug);
    port = near;
    return createClient(engineContract, near);
  }

  let engine = startEngine();
  const [appNear, appFar] = createPortPair();
  serve(appContract, appHandlers(world, saved, busy), appFar, reportBug);
  return {
    app: createClient(appContract, appNear),
    engine: () => engine,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    registerDropped: () => Promise.resolve(world.dropped),
    loseEngine: (said, restarting) => {
      port.close();
      emit({ kind: "engine-lost", reason: quoted(said), details: reason("process-ended", { code: 9 }), restarting });
    },
    restartEngine: () => {
      engine = startEngine();
      restarts += 1;
      emit({ kind: "engine-ready", restarts });
    },
    emit,
    saved,
    busy,
    inspections,
    openings,
  };
}

function appHandlers(world: FakeWorld, saved: FakeBridge["saved"], told: boolean[]): Handlers<AppContract> {
  const rules = new Map<string, DecisionRule>();
  let settings = world.startUp.settings;
  let recent = world.recent;
  const first = <T>(map: ReadonlyMap<string, T>, name: (value: T) => string) => {
    const entry = [...map.entries()][0];
    return entry ? { grant: entry[0], name: name(entry[1]) } : null;
  };
  return {
    startUp: async () => ({ ...world.startUp, settings }),
    pickDataset: async () => first(world.datasets, (dataset) => dataset.name),
    pickModel: async () => first(world.models, (model) => model.manifest.name),
    pickExpectedBoxes: async () => ({ grant: "expected", name: "reference.json" }),
    pickReportFolder: async () => ({ grant: "reports", name: "reports" }),
    recentProjects: async () => [...recent],
    openRecent: async ({ id }) => {
      const project = recent.find((candidate) => candidate.id === id && candidate.exists);
      return project ? { grant: project.id, name: project.name } : null;
    },
    forgetRecent: async ({ id }) => {
      recent = recent.filter((project) => project.id !== id);
      return {};
    },
    projectRule: async ({ datasetHash, modelSha256 }) => rules.get(`${datasetHash}/${modelSha256}`) ?? null,
    saveProjectRule: async ({ datasetHash, modelSha256, rule }) => {
      rules.set(`${datasetHash}/${modelSha256}`, rule);
      return {};
    },
    saveSettings: async (patch) => {
      saved.push(patch);
      settings = {
        ...settings,
        ...(Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<
          typeof settings
        >),
      };
      return settings;
    },
    revealReports: async () => ({}),
    toggleFullScreen: async () => ({}),
    setBusy: async ({ busy }) => {
      told.push(busy !== null);
      return {};
    },
  };
}

function engineHandlers(
  world: FakeWorld,
  opened: Map<string, Dataset>,
  runs: FakeRuns,
  inspections: FakeBridge["inspections"],
  openings: FakeBridge["openings"],
): Handlers<EngineContract> {
  let clock = 0;
  let paused = false;
  const completed = new Set<string>();
  const notThere = (file: string) => ({
    ok: false as const,
    failure: failure("not-found", file),
  });
  const image = async ({ imageId }: { imageId: string }) => {
    const found = await world.image(imageId);
    return found ? { ok: true as const, value: { imageId, ...found } } : notThere(imageId);
  };
  return {
    openDataset: async (input, { progress, signal }) => {
      const { grant, list } = input;
      openings.push(input);
      const choices = world.choices?.get(grant);
      if (choices && choices.usualList === null && list === undefined)
        return { ok: false, failure: failure("several-lists", grant, { lists: choices.lists }) };
      const dataset = world.datasets.get(grant);
      if (!dataset) return notThere(grant);
      if (world.holds?.opening !== undefined) {
        await progress({ read: world.holds.opening, total: dataset.images.length });
        await cancelled(signal);
      }
      await progress({ read: dataset.images.length, total: dataset.images.length });
      opened.set(dataset.id, dataset);
      return { ok: true, value: dataset };
    },
    datasetChoices: ({ grant }) => {
      const value = world.choices?.get(grant);
      return Promise.resolve(value ? { ok: true, value } : notThere(grant));
    },
    openModel: async ({ grant }) => {
      const model = world.models.get(grant);
      const needs = completed.has(grant) ? undefined : world.incomplete?.get(grant);
      if (needs)
        return {
          ok: false,
          failure: failure("model-incomplete", needs.name, { missing: reason("nothing-beside-both") }),
          needs,
        };
      return model ? { ok: true, value: model } : { ok: false, failure: failure("model-no-graph", grant) };
    },
    completeModel: async ({ grant, answers }) => {
      const model = world.models.get(grant);
      if (!model) return notThere(grant);
      completed.add(grant);
      return {
        ok: true,
        value: {
          ...model,
          manifest: {
            ...model.manifest,
            classes: answers.classes ?? model.manifest.classes,
            preprocess: answers.preprocess ?? model.manifest.preprocess,
          },
        },
      };
    },
    selfCheckModel: async ({ imageIds }, { progress, signal }) => {
      const total = 1 + imageIds.length;
      for (let done = 0; done < total; done++) {
        await progress({ done, total });
        if (done === world.holds?.selfCheck) await cancelled(signal);
        if (world.imageMilliseconds > 0) await wait(world.imageMilliseconds);
      }
      const report = world.selfCheck?.(imageIds);
      return report ? { ok: true, value: report } : notThere(imageIds[0] ?? "");
    },
    inspect: async ({ datasetId, modelId, tuning, scoreFloor, fresh, runId }, { signal, progress }) => {
      const inspection: FakeBridge["inspections"][number] = { from: (clock += 1), to: null };
      inspections.push(inspection);
      const dataset = opened.get(datasetId);
      if (!dataset) return notThere(datasetId);
      const model = [...world.models.values()].find(({ id }) => id === modelId) ?? [...world.models.values()][0];
      const taken = runs.take(runInfo(dataset, model, world.provider, scoreFloor), { fresh, runId });
      taken.underWay = true;
      const stored = taken.outcomes;
      let run = taken.run;
      await progress({ kind: "started", run, alreadyDone: stored.size });
      let done = 0;
      let failed = 0;
      const total = dataset.images.length;
      for (const { id } of dataset.images) {
        while (paused && !signal.aborted) await wait(5);
        if (done === world.holds?.inspection) await cancelled(signal);
        if (signal.aborted) break;
        const known = stored.get(id);
        if (!known && world.imageMilliseconds > 0) await wait(world.imageMilliseconds);
        const outcome = known ?? aboveFloor(world.outcome(datasetId, id), scoreFloor);
        stored.set(id, outcome);
        done += 1;
        if (outcome.status === "failed") failed += 1;
        if (!known && run.execution === undefined) {
          run = { ...run, execution: executionOf(model, tuning) };
          await progress({ kind: "execution", execution: executionOf(model, tuning) });
        }
        await progress({ kind: "image", outcome });
        const perSecond =
          world.imagesPerSecond ?? (world.imageMilliseconds > 0 ? 1000 / world.imageMilliseconds : null);
        await progress({
          kind: "progress",
          done,
          failed,
          total,
          imagesPerSecond: perSecond,
          secondsLeft: perSecond === null ? null : (total - done) / perSecond,
          paused,
        });
      }
      inspection.to = clock += 1;
      taken.underWay = false;
      taken.run = { ...run, finishedAt: done === total ? run.startedAt : null };
      return {
        ok: true,
        value: {
          run: taken.run,
          done,
          failed,
          complete: done === total,
        },
      };
    },
    ...runs.handlers((id) => opened.get(id)),
    pauseInspection: async (input) => {
      paused = input.paused;
      return { paused };
    },
    image,
    thumbnail: image,
    ...analysisHandlers(async (name, { datasetId, options }, { progress }) => {
      const dataset = [...world.datasets.values()].find(({ id }) => id === datasetId);
      if (!dataset) return { ok: false, failure: failure("dataset-not-open", "") };
      const images = runImages(dataset, dataset.classes, (imageId) => world.outcome(datasetId, imageId));
      const tell = (done: number, total: number) => void progress({ done, total });
      const columns = evaluationColumns(images, dataset.classes.length);
      return { ok: true, value: computeAnalysis(name, columns, options, tell) };
    }),
    exportReports: async ({ kinds }, { progress, signal }) => {
      for (const [i, kind] of kinds.entries()) {
        await progress({ done: i + 1, total: kinds.length, file: kind });
        if (i + 1 === world.holds?.reports) await cancelled(signal);
        if (signal.aborted) return { ok: true, value: { files: kinds.slice(0, i + 1), skipped: [], cancelled: true } };
      }
      return { ok: true, value: { files: [...kinds], skipped: [], cancelled: false } };
    },
    providers: async () => ({ available: world.provider.attempts }),
  };
}

function runInfo(
  dataset: Dataset,
  model: ModelInfo | undefined,
  provider: ProviderRecord,
  scoreFloor: number,
): RunInfo {
  return {
    id: `run-${dataset.id}`,
    formatVersion: 1,
    datasetName: dataset.name,
    datasetHash: dataset.hash,
    datasetSynthetic: dataset.synthetic,
    modelName: model?.manifest.name ?? "",
    modelSha256: model?.manifest.sha256 ?? "",
    modelSynthetic: model?.manifest.synthetic ?? false,
    classes: model?.manifest.classes ?? [],
    provider,
    scoreFloor,
    imageCount: dataset.images.length,
    startedAt: "2026-01-01T08:00:00Z",
    finishedAt: null,
    operator: "fake",
    versions: { loupe: "0.0.0", onnxruntime: "0.0.0", sharp: "0.0.0", host: "fake" },
  };
}

function executionOf(
  model: ModelInfo | undefined,
  { sessions, threads, batchSize, optimization }: SessionTuning,
): Execution {
  return { sessions: sessions ?? 1, threads: threads ?? 1, batchSize: model?.batches ? batchSize : 1, optimization };
}

function cancelled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** As the engine keeps it: without the boxes below the floor. */
function aboveFloor(outcome: ImageOutcome, floor: number): ImageOutcome {
  if (outcome.status === "failed") return outcome;
  const { detections } = outcome;
  const rows = Array.from({ length: detections.count }, (_, i) => detectionAt(detections, i));
  return { ...outcome, detections: detectionsFromRows(rows.filter(({ score }) => score >= floor)) };
}
