/** The inspection itself: the next pictures are decoded while this one is in the model; every outcome is on the disk before anyone hears of it. */
import { stat } from "node:fs/promises";
import type { ImageOutcome, Provider } from "../../../shared/core/run.ts";
import type { Preprocess } from "../../../shared/inference/modelManifest.ts";
import type { Detector, ImageTensor } from "../inference/detector.ts";
import type { DecodedPicture, Picture } from "../images/picture.ts";
import type { QueuedImage } from "./inspectionQueue.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";
import type { PauseGate } from "./pauseGate.ts";
import type { RunStore } from "./runStore.ts";

export interface PipelineParts {
  readonly decode: (path: string) => Promise<DecodedPicture>;
  readonly toTensor: (picture: Picture, preprocess: Preprocess) => ImageTensor;
  readonly detector: Detector;
  readonly preprocess: Preprocess;
  readonly store: Pick<RunStore, "begin" | "pause" | "record">;
}

export interface PipelineOptions {
  readonly scoreFloor: number;
  /** Pictures that may be ready or in preparation ahead of the model; each holds a decoded picture or a tensor in memory. */
  readonly prefetch: number;
  readonly signal: AbortSignal;
  readonly pause: PauseGate;
  /** Awaited: a slow listener slows the inspection instead of filling memory. */
  readonly onRecorded: (record: RecordedOutcome) => Promise<void>;
}

/** `detector-lost`: the session says that its device is gone, or the model fails the same way each time, as after a lost GPU; more pictures would only be blamed for it. */
export interface PipelineEnd {
  readonly end: "complete" | "cancelled" | "detector-lost";
  readonly reason: string;
}

/** So many failures of the model in a row are no longer the pictures' fault. */
const MAX_FAILURES_IN_A_ROW = 5;

interface Prepared {
  readonly image: QueuedImage;
  readonly fileBytes: number;
  readonly fileModified: number;
  readonly remarks: Picture["remarks"];
  readonly content:
    | { readonly ok: true; readonly tensor: ImageTensor; readonly width: number; readonly height: number; readonly decode: number; readonly preprocess: number }
    | { readonly ok: false; readonly code: string; readonly reason: string };
}

/** Works through `queue` in order. A picture that fails is recorded as failed, with its reason, and the rest goes on. */
export async function inspectPictures(queue: readonly QueuedImage[], parts: PipelineParts, options: PipelineOptions): Promise<PipelineEnd> {
  const prefetcher = createPrefetcher(queue, parts, options.prefetch);
  // A cpu does not go away: what fails there fails by the picture.
  const mayBeLost = parts.detector.provider.ran !== "cpu";
  let failuresInARow: RecordedOutcome[] = [];
  let unrecorded: RecordedOutcome | null = null;
  let inModel: Promise<Inspected> | null = null;

  async function settle(): Promise<void> {
    const record = unrecorded;
    unrecorded = null;
    if (record === null) return;
    parts.store.record([record]);
    await options.onRecorded(record);
  }

  try {
    for (const [i, image] of queue.entries()) {
      // A suspect must find nobody else marked, or a death would accuse both.
      if (options.pause.paused || image.alone) await settle();
      await options.pause.wait(options.signal);
      if (options.signal.aborted) break;
      inModel = handled(detect(await prefetcher.take(i), parts, options.scoreFloor));
      // The earlier outcome is written and told while the model works on this picture.
      await settle();
      const { record, deviceLost } = await inModel;
      if (deviceLost) return { end: "detector-lost", reason: reasonOf(record) };
      const modelFailed = record.outcome.status === "failed" && record.outcome.code === "inference-failed";
      failuresInARow = modelFailed ? [...failuresInARow, record].slice(-MAX_FAILURES_IN_A_ROW) : [];
      if (mayBeLost && failuresInARow.length === MAX_FAILURES_IN_A_ROW && sameReason(failuresInARow)) {
        return { end: "detector-lost", reason: reasonOf(record) };
      }
      unrecorded = record;
      if (image.alone) await settle();
    }
    await settle();
  } finally {
    // No native work outlives the inspection, whatever ended it: the store may be closed next.
    await Promise.allSettled([inModel]);
    await prefetcher.drain();
  }
  return options.signal.aborted ? { end: "cancelled", reason: "" } : { end: "complete", reason: "" };
}

/** The same promise; that it may fail before anyone waits for it is no fault of the process. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function sameReason(records: readonly RecordedOutcome[]): boolean {
  return new Set(records.map(reasonOf)).size === 1;
}

function reasonOf({ outcome }: RecordedOutcome): string {
  return outcome.status === "failed" ? outcome.reason : "";
}

/** From this size on (a 24-megapixel camera is below) only one picture is prepared ahead, so that memory stays bounded. */
const LARGE_PICTURE_PIXELS = 40_000_000;

/** Prepares up to `most` pictures beyond the one being taken, side by side; none beside, before or after a suspect until that one is settled. */
function createPrefetcher(queue: readonly QueuedImage[], parts: PipelineParts, most: number) {
  const ready = new Map<number, Promise<Prepared>>();
  let ahead = most;
  function start(i: number): Promise<Prepared> {
    const started = ready.get(i) ?? handled(prepare(queue[i] as QueuedImage, parts));
    ready.set(i, started);
    return started;
  }
  return {
    async take(i: number): Promise<Prepared> {
      const current = start(i);
      for (let next = i + 1; next <= i + ahead && next < queue.length; next++) {
        if (queue[i]?.alone || queue[next]?.alone) break;
        void start(next);
      }
      const prepared = await current;
      ready.delete(i);
      const pixels = prepared.content.ok ? prepared.content.width * prepared.content.height : 0;
      ahead = pixels > LARGE_PICTURE_PIXELS ? Math.min(1, most) : most;
      return prepared;
    },
    /** Waits for what was begun. */
    async drain(): Promise<void> {
      await Promise.allSettled(ready.values());
      ready.clear();
    },
  };
}

async function prepare(image: QueuedImage, parts: PipelineParts): Promise<Prepared> {
  const failed = (code: string, reason: string, fileBytes = 0, fileModified = 0): Prepared => ({
    image, fileBytes, fileModified, remarks: [], content: { ok: false, code, reason },
  });
  let file;
  try {
    file = await stat(image.path);
  } catch (error) {
    return failed("missing-image", error instanceof Error ? error.message : String(error));
  }
  parts.store.begin(image.imageId);
  const started = performance.now();
  const decoded = await parts.decode(image.path);
  const decodedAt = performance.now();
  if (!decoded.ok) {
    parts.store.pause(image.imageId);
    return failed(decoded.code, decoded.reason, file.size, file.mtimeMs);
  }
  const { picture } = decoded;
  const tensor = parts.toTensor(picture, parts.preprocess);
  const preparedAt = performance.now();
  parts.store.pause(image.imageId);
  const content = { ok: true, tensor, width: picture.width, height: picture.height, decode: decodedAt - started, preprocess: preparedAt - decodedAt } as const;
  return { image, fileBytes: file.size, fileModified: file.mtimeMs, remarks: picture.remarks, content };
}

interface Inspected {
  readonly record: RecordedOutcome;
  /** The session is done for; the picture is not to blame and is not recorded. */
  readonly deviceLost: boolean;
}

async function detect(prepared: Prepared, parts: PipelineParts, scoreFloor: number): Promise<Inspected> {
  const { image, content } = prepared;
  const common = { name: image.name, tries: image.tries, fileBytes: prepared.fileBytes, fileModified: prepared.fileModified, remarks: prepared.remarks };
  const failed = (code: string, reason: string): ImageOutcome => ({ status: "failed", imageId: image.imageId, code, reason });
  const inspected = (provider: Provider | null, outcome: ImageOutcome, deviceLost = false): Inspected => ({ record: { ...common, provider, outcome }, deviceLost });
  if (!content.ok) return inspected(null, failed(content.code, content.reason));
  parts.store.begin(image.imageId);
  const provider = parts.detector.provider.ran;
  const detection = await parts.detector.detect(content.tensor, scoreFloor);
  if (!detection.ok) return inspected(provider, failed("inference-failed", detection.reason), detection.deviceLost === true);
  const outcome: ImageOutcome = {
    status: "done",
    imageId: image.imageId,
    width: content.width,
    height: content.height,
    detections: detection.detections,
    milliseconds: { decode: content.decode, preprocess: content.preprocess, inference: detection.inferenceMilliseconds },
  };
  return inspected(provider, outcome);
}
