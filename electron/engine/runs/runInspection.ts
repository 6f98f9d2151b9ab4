/** Inspects a dataset with a model into a run folder, or continues it: the common code of the app and the command line. */
import { stat } from "node:fs/promises";
import { cpus } from "node:os";
import path from "node:path";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { plainClassName } from "../../../shared/core/className.ts";
import type { DeviceLoss, ProviderChoice, RunInfo } from "../../../shared/core/run.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import type { RunEvent } from "../../../shared/ipc/contract.ts";
import type { OpenedDataset } from "../datasets/openedDataset.ts";
import { mapOrdered } from "../datasets/mapOrdered.ts";
import type { Detector } from "../inference/detector.ts";
import { type Overrun, overrunReason } from "../inference/overrun.ts";
import { modelFloor } from "../models/modelFloor.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { inspectImages } from "./inspectPipeline.ts";
import { ENDED_ENGINE, type InspectionImage, type InspectionPlan, planInspection } from "./inspectionQueue.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";
import type { PauseGate } from "./pauseGate.ts";
import { createProgressRate } from "./progressRate.ts";
import { notWritable, RUN_FILE } from "./runFile.ts";
import { differences, runIdentity, runIdOf } from "./runIdentity.ts";
import { RUN_VERSION, type RunHead, type RunSource } from "./runHead.ts";
import { MAX_CRASHES, type RunStore, RunWriteError } from "./runStore.ts";

export interface InspectionRequest {
  readonly opened: OpenedDataset;
  readonly model: ModelFiles;
  readonly detector: Detector;
  readonly choice: ProviderChoice;
  readonly scoreFloor: number;
  readonly store: RunStore;
  readonly source: RunSource;
  /** The run's name at its host; by default its identity. */
  readonly runId?: string;
  readonly operator: string;
  readonly versions: RunInfo["versions"];
  readonly signal: AbortSignal;
  readonly pause: PauseGate;
  /** Awaited before the inspection goes on. */
  readonly onEvent: (event: RunEvent) => Promise<void>;
  /** Images prepared ahead of the model; by default 2 or more, by the number of cores and the detector's capacity. */
  readonly prefetch?: number;
}

export interface InspectionSummary {
  readonly run: RunInfo;
  readonly done: number;
  readonly failed: number;
  readonly complete: boolean;
  /** Outcomes that existed before. */
  readonly alreadyDone: number;
  /** Images inspected again because their file changed. */
  readonly changed: number;
  /** Rows of the run that were damaged and are inspected again. */
  readonly damaged: number;
}

export type InspectionResult =
  | { readonly ok: true; readonly value: InspectionSummary }
  /** `lost`: a GPU was lost; its session must not be used again, not even to close it, and everything finished is stored. */
  /** `over`: the model took more than it may; its native code goes on until the process ends, and whoever is to go on is another process. */
  | { readonly ok: false; readonly failure: Failure; readonly lost?: DeviceLoss; readonly over?: Overrun };

/** Cancelling is not a failure: the summary then has `complete: false`, and the same request continues. */
export async function runInspection(request: InspectionRequest): Promise<InspectionResult> {
  try {
    return await inspectInto(request);
  } catch (error) {
    if (error instanceof RunWriteError)
      return { ok: false, failure: notWritable(path.join(request.store.folder, RUN_FILE), error) };
    throw error;
  }
}

async function inspectInto(request: InspectionRequest): Promise<InspectionResult> {
  const { store, opened } = request;
  const before = store.head();
  const refusal = before === null ? null : refusalOf(request, before);
  if (refusal !== null) return { ok: false, failure: refusal };
  const { records, damaged } = store.outcomes();
  const crashes = store.crashes();
  const images = await examineFiles(opened, records.length > 0 || crashes.size > 0);
  const plan = planInspection(images, records, crashes, MAX_CRASHES);
  const begun = beginRun(request, before, plan);
  const tally = createTally(request, plan, begun);
  await request.onEvent({ kind: "started", run: begun, alreadyDone: plan.kept.length });
  for (const record of plan.kept) await tally.count(record);
  await recordQuarantined(plan, store, tally.count);
  await tally.tellProgress();

  request.pause.onChange((paused) => tally.pauseChanged(paused));
  const parts = {
    decode: decodeImage,
    toTensor,
    detector: request.detector,
    preprocess: request.model.manifest.preprocess,
    store,
  };
  const end = await inspectImages(plan.queue, parts, {
    scoreFloor: request.scoreFloor,
    prefetch: request.prefetch ?? imagesAhead(request.detector),
    signal: request.signal,
    pause: request.pause,
    onRecorded: tally.countNew,
  });
  if (end.end === "over-limit") {
    const { overrun, image } = end.over;
    // Whoever was in the model is a suspect then, to be tried alone.
    if (image === null) store.leaveSuspects();
    const why = overrunReason(overrun);
    const failed =
      image === null
        ? failure("images-over-limit", path.basename(request.model.graphPath), { reason: why })
        : failure("image-over-limit", image, { reason: why });
    return { ok: false, failure: failed, over: overrun };
  }
  if (end.end === "detector-lost")
    return {
      ok: false,
      failure: detectorLost(request, end.reason),
      lost: { provider: request.detector.provider.ran, reason: end.reason },
    };
  const complete = end.end === "complete";
  const run = complete ? store.writeFinished(begun.finishedAt ?? new Date().toISOString()) : tally.run();
  const summary = {
    run,
    ...tally.counts(),
    complete,
    alreadyDone: plan.kept.length,
    changed: plan.changed,
    damaged: damaged.length,
  };
  return { ok: true, value: summary };
}

/** A GPU outruns one decoder: a machine with more cores decodes more images in parallel. As many wait as the model takes at once. */
function imagesAhead({ capacity }: Detector): number {
  return Math.max(Math.min(4, Math.max(2, cpus().length - 2)), Math.min(capacity, MAX_AHEAD));
}

/** Each holds a decoded image or its tensor. */
const MAX_AHEAD = 16;

/** A folder that contains a different run; null when the request may continue it. */
function refusalOf(request: InspectionRequest, before: RunHead): Failure | null {
  const identity = identityOf(request);
  const differing = differences(before.identity, identity);
  // The images of a folder may grow between two inspections; those of another folder are another run.
  if (before.identity.datasetHash !== identity.datasetHash && before.source.folder !== request.source.folder)
    return otherRun(request.store, before, ["folder"]);
  return differing.length > 0 ? otherRun(request.store, before, differing) : null;
}

function identityOf({ opened, model, choice, scoreFloor }: InspectionRequest) {
  return runIdentity(opened.dataset.hash, model.manifest, choice, scoreFloor);
}

/** Writes the run's head. A part with nothing to run records nothing about who ran it, when, and on what. */
function beginRun(request: InspectionRequest, before: RunHead | null, plan: InspectionPlan): RunInfo {
  const { opened, model, store } = request;
  const identity = identityOf(request);
  const idle = plan.queue.length + plan.quarantined.length === 0 ? before?.info : undefined;
  const info: RunInfo = {
    id: request.runId ?? runIdOf(identity),
    formatVersion: 1,
    datasetName: opened.dataset.name,
    datasetHash: opened.dataset.hash,
    datasetSynthetic: opened.dataset.synthetic,
    modelName: model.manifest.name,
    modelSha256: model.manifest.sha256,
    modelSynthetic: model.manifest.synthetic,
    // As datasets write theirs, so that equal names are equal.
    classes: model.manifest.classes.map(plainClassName),
    provider: idle?.provider ?? request.detector.provider,
    // Until the model runs, nothing is known about how it runs now.
    execution: before?.info.execution,
    scoreFloor: request.scoreFloor,
    graphScoreFloor: modelFloor(model.manifest),
    imageCount: opened.dataset.images.length,
    startedAt: before?.info.startedAt ?? new Date().toISOString(),
    finishedAt: idle?.finishedAt ?? null,
    operator: idle?.operator ?? request.operator,
    versions: idle?.versions ?? request.versions,
  };
  // Who ran it is stored when it has run: every image that is left may turn out to be unreadable.
  const stored = { ...info, provider: before?.info.provider ?? info.provider };
  store.writeHead({ version: RUN_VERSION, name: before?.name ?? null, info: stored, identity, source: request.source });
  return info;
}

/** Sizes and times are needed only for comparison with stored outcomes. */
export async function examineFiles(opened: OpenedDataset, thoroughly: boolean): Promise<InspectionImage[]> {
  return mapOrdered(opened.dataset.images, 32, async (image) => {
    const file = opened.files.get(image.id)?.path ?? "";
    const found = thoroughly ? await stat(file).catch(() => null) : null;
    return {
      id: image.id,
      name: image.name,
      path: file,
      role: image.role,
      bytes: found?.size ?? 0,
      modified: found?.mtimeMs ?? 0,
    };
  });
}

async function recordQuarantined(
  plan: InspectionPlan,
  store: RunStore,
  tell: (record: RecordedOutcome) => Promise<void>,
): Promise<void> {
  const records = plan.quarantined.map(
    (image): RecordedOutcome => ({
      outcome: {
        status: "failed",
        imageId: image.id,
        code: ENDED_ENGINE,
        reason: reason("ended-engine", { times: MAX_CRASHES }),
      },
      name: image.name,
      tries: MAX_CRASHES,
      provider: null,
      fileBytes: image.bytes,
      fileModified: image.modified,
      remarks: [],
    }),
  );
  store.record(records);
  for (const record of records) await tell(record);
}

function createTally(request: InspectionRequest, plan: InspectionPlan, begun: RunInfo) {
  const total = plan.kept.length + plan.queue.length + plan.quarantined.length;
  const rate = createProgressRate(performance.now());
  let done = 0;
  let failed = 0;
  let run = begun;
  let execution: Execution | null = null;
  /** At once and not at the end: a part of a run may end without one. */
  async function noteExecution(): Promise<void> {
    const now = request.detector.execution();
    if (now === execution) return;
    execution = now;
    run = request.store.writeExecution(now, request.detector.provider);
    await request.onEvent({ kind: "execution", execution: now });
  }
  async function tellProgress(): Promise<void> {
    const left = total - done - failed;
    await request.onEvent({
      kind: "progress",
      done,
      failed,
      total,
      imagesPerSecond: rate.imagesPerSecond(),
      secondsLeft: rate.secondsLeft(left),
      paused: request.pause.paused,
    });
  }
  async function count(record: RecordedOutcome): Promise<void> {
    if (record.outcome.status === "done") done += 1;
    else failed += 1;
    await request.onEvent({ kind: "image", outcome: record.outcome });
  }
  return {
    count,
    tellProgress,
    async countNew(record: RecordedOutcome): Promise<void> {
      rate.finished(performance.now());
      if (record.provider !== null) await noteExecution();
      await count(record);
      await tellProgress();
    },
    pauseChanged(paused: boolean): void {
      if (paused) rate.pause(performance.now());
      else rate.resume(performance.now());
      void tellProgress();
    },
    counts: () => ({ done, failed }),
    run: () => run,
  };
}

/** The differences between a stored run and the requested one. */
type Difference = "folder" | "model" | "preprocessing" | "provider" | "scoreFloor";

function otherRun(store: RunStore, before: RunHead, differing: readonly Difference[]): Failure {
  return failure("other-run", store.folder, { differences: differing.map((what) => differenceReason(before, what)) });
}

function differenceReason({ source, info, identity }: RunHead, what: Difference): Reason {
  switch (what) {
    case "folder":
      return reason("other-folder", { folder: source.folder });
    case "model":
      return reason("other-model", { model: `${info.modelName} ${identity.modelSha256.slice(0, 12)}` });
    case "preprocessing":
      return reason("other-preprocessing");
    case "provider":
      return reason("other-provider", { provider: identity.provider });
    case "scoreFloor":
      return reason("other-score-floor", { floor: identity.scoreFloor });
  }
}

function detectorLost(request: InspectionRequest, why: Reason): Failure {
  const provider = request.detector.provider.ran;
  return failure("detector-lost", request.model.graphPath, { provider, reason: why });
}
