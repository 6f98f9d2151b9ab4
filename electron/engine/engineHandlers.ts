/** The engine's handlers for every command of the contract. It does not depend on its host: app, command line and tests run the same code. */
import { createHash } from "node:crypto";
import { basename, isAbsolute } from "node:path";
import type { Reason } from "../../shared/core/reason.ts";
import type { DatasetImage } from "../../shared/core/dataset.ts";
import type { DeviceLoss, ProviderAttempt, RunInfo } from "../../shared/core/run.ts";
import type { EngineContract, Failure, Grant, ModelInfo } from "../../shared/ipc/contract.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";
import { createAnalysisThread } from "./analysis/analysisThread.ts";
import { createAnalysisHandlers } from "./analysisHandlers.ts";
import { isInside, toName } from "./datasets/datasetRoot.ts";
import { datasetChoices } from "./datasets/datasetChoices.ts";
import { openDataset } from "./datasets/openDataset.ts";
import type { OpenedDataset } from "./datasets/openedDataset.ts";
import { datasetNotOpen, forgottenGrant, imageNotKnown, modelNotOpen } from "./engineFailures.ts";
import { imageFailure } from "./images/imageFailure.ts";
import { displayImage, type Shown, thumbnail } from "./images/displayImage.ts";
import type { ProbeProvider } from "./inference/chooseProvider.ts";
import { overrunReason } from "./inference/overrun.ts";
import type { FirstRun } from "./inference/firstRun.ts";
import { completeModel } from "./models/completeModel.ts";
import { type OpenedModel, openModel, type OpenModelResult } from "./models/openModel.ts";
import type { CreateDetector } from "./inference/ortDetector.ts";
import { createInspections } from "./inspections.ts";
import { limitConcurrency } from "./limitConcurrency.ts";
import { canonical } from "./runs/runIdentity.ts";
import { exportRunReports } from "./runReports.ts";
import { createStoredRuns } from "./storedRuns.ts";
import { keepTrials } from "./inference/keepTrials.ts";
import { surveyProviders } from "./providerSurvey.ts";
import { checkOnImages, type ImageToCheck, selfCheckSteps } from "./selfCheck/checkOnImages.ts";

export interface EngineOptions {
  /** The path behind a grant, or null if there is none: only the host knows what the user chose. */
  readonly resolveGrant: (grant: Grant) => string | null;
  /** Absolute: the folder of runs. */
  readonly runsFolder: string;
  /** Absolute: the folder for manifests of models whose folder is not writable; if omitted, none are kept. */
  readonly manifestsFolder?: string;
  /** Absolute: the folder for optimised copies of graphs; if omitted, none are kept. */
  readonly graphsFolder?: string;
  readonly operator: string;
  readonly versions: RunInfo["versions"];
  /** Tries a provider in an expendable process; if omitted, `auto` trusts only cpu. */
  readonly probe?: ProbeProvider;
  /** Runs a graph that this machine has not seen in an expendable process; if omitted, a graph is loaded untried. */
  readonly firstRun?: FirstRun;
  /** Devices lost by earlier engines: such a provider is tried once more, then not again. */
  readonly losses?: readonly DeviceLoss[];
  /** Given by a host that ends this process and starts another, which is informed of the loss; without it the inspection fails. */
  readonly onDeviceLost?: (loss: DeviceLoss) => void;
  /** Given by a host that ends this process, in which native code never returns, and starts another; without it the inspection fails. */
  readonly onOverLimit?: (why: Reason) => void;
  /** By default the runtime's. */
  readonly createDetector?: CreateDetector;
}

/** Two at a time keep both cores of a small machine busy without starving an inspection. */
const IMAGES_AT_ONCE = 2;
const THUMBNAILS_AT_ONCE = 2;

/** The state lives as long as the engine; after a restart the page reopens dataset and model, and `inspect` continues the stored run. */
export function createEngineHandlers(options: EngineOptions): Handlers<EngineContract> {
  const datasets = new Map<string, OpenedDataset>();
  const models = new Map<string, OpenedModel>();
  const trials = options.probe && keepTrials(options.probe);
  const inspections = createInspections({ ...options, probe: trials?.probe });
  const analysisThread = createAnalysisThread();
  const runs = createStoredRuns(options.runsFolder, inspections.current);
  const images = limitConcurrency(IMAGES_AT_ONCE);
  const thumbnails = limitConcurrency(THUMBNAILS_AT_ONCE);
  let survey: Promise<ProviderAttempt[]> | null = null;
  let lastGraph: string | null = null;
  const keptFolder = options.manifestsFolder ?? null;

  function findImage(datasetId: string, imageId: string): { image: DatasetImage; path: string } | Failure {
    const opened = datasets.get(datasetId);
    if (!opened) return datasetNotOpen();
    const image = opened.imagesById.get(imageId);
    const file = opened.files.get(imageId);
    return image && file ? { image, path: file.path } : imageNotKnown(imageId);
  }

  function takeModel(opening: OpenModelResult) {
    if (!opening.ok)
      return opening.needs ? { ...refused(opening.failure), needs: opening.needs } : refused(opening.failure);
    const info = modelInfo(opening.model);
    models.set(info.id, opening.model);
    if (lastGraph !== opening.model.graphPath) survey = null;
    lastGraph = opening.model.graphPath;
    return { ok: true as const, value: info };
  }

  return {
    async openDataset({ grant, list, background }, { signal, progress }) {
      const folder = options.resolveGrant(grant);
      if (folder === null) return refused(forgottenGrant(grant));
      const opening = await openDataset(folder, {
        list,
        background,
        signal,
        onProgress: throttled((read, total) => void progress({ read, total })),
      });
      if (!opening.ok) return refused(opening.failure, folder);
      datasets.set(opening.value.dataset.id, opening.value);
      return { ok: true, value: opening.value.dataset };
    },

    async datasetChoices({ grant }) {
      const folder = options.resolveGrant(grant);
      if (folder === null) return refused(forgottenGrant(grant));
      const found = await datasetChoices(folder);
      return found.ok ? found : refused(found.failure, folder);
    },

    async openModel({ grant }) {
      const path = options.resolveGrant(grant);
      if (path === null) return refused(forgottenGrant(grant));
      return takeModel(await openModel(path, {}, keptFolder));
    },

    async completeModel({ grant, answers, replace }) {
      const path = options.resolveGrant(grant);
      if (path === null) return refused(forgottenGrant(grant));
      return takeModel(await completeModel(path, answers, { keptFolder, replace }));
    },

    async selfCheckModel({ modelId, datasetId, imageIds, provider, tuning, limits, expected }, { signal, progress }) {
      const model = models.get(modelId);
      if (!model) return refused(modelNotOpen());
      const images: ImageToCheck[] = [];
      for (const imageId of imageIds) {
        const found = findImage(datasetId, imageId);
        if ("code" in found) return refused(found);
        images.push(found);
      }
      const expectedFile = expected === undefined ? null : options.resolveGrant(expected);
      if (expected !== undefined && expectedFile === null) return refused(forgottenGrant(expected));
      await progress({ done: 0, total: selfCheckSteps(images.length) });
      const datasetClasses = datasets.get(datasetId)?.dataset.classes ?? [];
      return inspections.withDetector({ model, provider, tuning, limits }, (detector) =>
        checkOnImages({ model, detector, images, datasetClasses, expectedFile, signal, progress }),
      );
    },

    async inspect({ datasetId, modelId, ...asked }, { signal, progress }) {
      const opened = datasets.get(datasetId);
      if (!opened) return refused(datasetNotOpen());
      const model = models.get(modelId);
      if (!model) return refused(modelNotOpen());
      const result = await inspections.inspect({
        opened,
        model,
        ...asked,
        signal,
        tell: progress,
      });
      if (!result.ok && result.lost && options.onDeviceLost) {
        options.onDeviceLost(result.lost);
        // The caller learns that the engine has ended, and continues when the next one is ready.
        return new Promise<never>(() => undefined);
      }
      if (!result.ok && result.over && options.onOverLimit) {
        options.onOverLimit(overrunReason(result.over));
        return new Promise<never>(() => undefined);
      }
      if (!result.ok) return refused(result.failure);
      const { run, done, failed, complete } = result.value;
      return { ok: true, value: { run, done, failed, complete } };
    },

    pauseInspection({ paused }) {
      return Promise.resolve({ paused: inspections.pause(paused) });
    },

    listRuns() {
      const { runs: usable, unusable } = runs.list();
      return Promise.resolve({ runs: usable, unusable });
    },

    async openRun({ datasetId, runId }, { signal, progress }) {
      const opened = datasets.get(datasetId);
      if (!opened) return refused(datasetNotOpen());
      const result = await runs.open({ opened, runId, signal, tell: progress });
      return result.ok ? { ok: true, value: { ...result.value } } : refused(result.failure);
    },

    runColumns({ datasetId, runId, rule }) {
      const opened = datasets.get(datasetId);
      if (!opened) return Promise.resolve(refused(datasetNotOpen()));
      const columns = runs.columns(runId, opened, rule);
      return Promise.resolve(columns.ok ? { ok: true, value: { ...columns.value } } : refused(columns.failure));
    },

    renameRun({ runId, name }) {
      const renamed = runs.rename(runId, name);
      return Promise.resolve(renamed.ok ? { ok: true, value: {} } : refused(renamed.failure));
    },

    deleteRun({ runId }) {
      const removed = runs.remove(runId);
      return Promise.resolve(removed.ok ? { ok: true, value: {} } : refused(removed.failure));
    },

    async image({ datasetId, imageId }, { signal }) {
      const found = findImage(datasetId, imageId);
      if ("code" in found) return refused(found);
      const { path, image } = found;
      return shownAs(image, await images.run(signal, () => displayImage(path)));
    },

    async thumbnail({ datasetId, imageId, side }, { signal }) {
      const found = findImage(datasetId, imageId);
      if ("code" in found) return refused(found);
      const { path, image } = found;
      return shownAs(image, await thumbnails.run(signal, () => thumbnail(path, side)));
    },

    ...createAnalysisHandlers({ datasetOf: (id) => datasets.get(id), runs, thread: analysisThread }),

    async exportReports({ datasetId, runId, folder: grant, ...wanted }, { signal, progress }) {
      const opened = datasets.get(datasetId);
      if (!opened) return refused(datasetNotOpen());
      const folder = options.resolveGrant(grant);
      if (folder === null) return refused(forgottenGrant(grant));
      const read = runs.readOver(runId, opened);
      if (!read.ok) return refused(read.failure);
      const result = await exportRunReports({
        ...wanted,
        opened,
        run: read.value.head.info,
        thread: analysisThread,
        outcomes: read.value.records.map(({ outcome }) => outcome),
        folder,
        signal,
        progress,
      });
      if (!result.ok) return refused(result.failure);
      const { files, skipped, cancelled } = result.value;
      return { ok: true, value: { files: [...files], skipped: [...skipped], cancelled } };
    },

    async providers({ refresh }) {
      if (refresh) trials?.forget();
      if (refresh || survey === null) survey = surveyProviders(lastGraph, trials?.probe);
      return { available: await survey };
    },
  };
}

/** The page must not learn paths: a file is named relative to the folder that its user chose, or by its own name if it is elsewhere. */
function refused(failure: Failure, folder: string | null = null): { ok: false; failure: Failure } {
  const { file } = failure;
  if (!isAbsolute(file)) return { ok: false, failure };
  const name = folder !== null && isInside(folder, file) ? toName(folder, file) : "";
  return { ok: false, failure: { ...failure, file: name || basename(file) } };
}

function modelInfo(model: OpenedModel): ModelInfo {
  const { manifest, bytes, plan, remarks, origin, batches } = model;
  const id = createHash("sha256")
    .update(canonical([model.graphPath, manifest]))
    .digest("hex")
    .slice(0, 24);
  return {
    id,
    manifest,
    bytes,
    plan: [...plan],
    remarks: [...remarks],
    origin,
    batches,
  };
}

/** The reply names the requested image, so that a late one is never mistaken for another. */
function shownAs(image: DatasetImage, result: Shown) {
  if (!result.ok) return refused(imageFailure(image.name, result.code, result.reason));
  const { bytes, mediaType, width, height } = result.shown;
  // A separate copy: postMessage sends the whole memory behind a view, and small buffers share theirs.
  return { ok: true, value: { imageId: image.id, bytes: Uint8Array.from(bytes), mediaType, width, height } } as const;
}

/** At most about twenty calls per second, always including the last one. */
function throttled(tell: (read: number, total: number | null) => void): (read: number, total: number | null) => void {
  let last = 0;
  return (read, total) => {
    const now = performance.now();
    if (now - last < 50 && read !== total) return;
    last = now;
    tell(read, total);
  };
}
