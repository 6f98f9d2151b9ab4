/** The inspection itself: the next images are decoded while others are in the model; every outcome is on the disk before it is reported. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { stat } from "node:fs/promises";
import type { ImageOutcome, Provider } from "../../../shared/core/run.ts";
import { planPreprocess } from "../../../shared/inference/preprocessPlan.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { Detector } from "../inference/detector.ts";
import type { Overrun } from "../inference/overrun.ts";
import type { ImageTensor } from "../images/imageTensor.ts";
import type { DecodedImage, DecodeResult } from "../images/decodedImage.ts";
import { releaseMemory } from "../images/releaseMemory.ts";
import { createTensorMemory, type TensorMemory } from "../images/tensorMemory.ts";
import { systemReason } from "../files/systemReason.ts";
import { OVER_LIMIT, type QueuedImage } from "./inspectionQueue.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";
import type { PauseGate } from "./pauseGate.ts";
import type { RunStore } from "./runStore.ts";

export interface PipelineParts {
  readonly decode: (path: string) => Promise<DecodeResult>;
  readonly toTensor: (
    image: DecodedImage,
    preprocess: Preprocess,
    allocate: (length: number) => Float32Array,
  ) => ImageTensor;
  readonly detector: Detector;
  readonly preprocess: Preprocess;
  readonly store: Pick<RunStore, "begin" | "pause" | "record">;
}

export interface PipelineOptions {
  readonly scoreFloor: number;
  /** Images that may be ready or in preparation ahead of the model; each holds a decoded image or a tensor in memory. */
  readonly prefetch: number;
  readonly signal: AbortSignal;
  readonly pause: PauseGate;
  /** Awaited: a slow listener slows the inspection instead of filling memory. */
  readonly onRecorded: (record: RecordedOutcome) => Promise<void>;
}

/** `detector-lost`: the session reports that its device is gone, or the model fails in the same way each time, as after a lost GPU; more images would only be blamed for it. */
export type PipelineEnd =
  | { readonly end: "complete" | "cancelled" }
  | { readonly end: "detector-lost"; readonly reason: Reason }
  /** `over`: what was taken, and by which image, which is recorded as failed; null where several were in the model. */
  | { readonly end: "over-limit"; readonly over: { readonly overrun: Overrun; readonly image: string | null } };

/** After this many failures of the model in a row, the images are no longer the cause. */
const MAX_FAILURES_IN_A_ROW = 5;

interface Prepared {
  readonly image: QueuedImage;
  readonly fileBytes: number;
  readonly fileModified: number;
  readonly remarks: DecodedImage["remarks"];
  readonly content:
    | {
        readonly ok: true;
        readonly tensor: ImageTensor;
        readonly width: number;
        readonly height: number;
        readonly decode: number;
        readonly preprocess: number;
      }
    | { readonly ok: false; readonly code: string; readonly reason: Reason };
}

/** Works through `queue` in order. An image that fails is recorded as failed with its reason, and the rest continues. */
export async function inspectImages(
  queue: readonly QueuedImage[],
  parts: PipelineParts,
  options: PipelineOptions,
): Promise<PipelineEnd> {
  // One more than the sessions can take: the next image waits for the model while an outcome is written and reported.
  const most = parts.detector.capacity + 1;
  // As many as are ever in use at once. With one too few, each new one would survive in the sessions' threads until their garbage collection.
  const memory = createTensorMemory(most + options.prefetch + 1);
  const prefetcher = createPrefetcher(queue, parts, memory, options.prefetch);
  const inModel: InModel[] = [];
  const watch = createLossWatch(parts.detector.provider.ran);

  /** Records and reports the oldest outcome and those behind it that are ready too, in order; null, or why nothing more is inspected. */
  async function settleSome(): Promise<PipelineEnd | null> {
    await inModel[0]?.result;
    const records: RecordedOutcome[] = [];
    let stop: PipelineEnd | null = null;
    // Once a limit is passed every run ends, the one that passed it among them.
    while (stop?.end === "over-limit" ? inModel.length > 0 : inModel[0]?.settled && stop === null) {
      const { record, deviceLost, over } = await (inModel.shift() as InModel).result;
      const lost = watch(record, deviceLost);
      if (over) stop = overLimit(stop, over, record);
      else if (lost !== null) stop = { end: "detector-lost", reason: lost };
      if (lost === null && (!over || over.accused)) records.push(record);
    }
    if (records.length > 0) parts.store.record(records);
    for (const record of records) await options.onRecorded(record);
    return stop;
  }

  /** As above, while there is more than `left`, or while `coming` is not there yet and an outcome is. */
  async function settle(left: number, coming?: Promise<unknown>): Promise<PipelineEnd | null> {
    let stop: PipelineEnd | null = null;
    while (
      stop === null &&
      inModel.length > 0 &&
      (inModel.length > left || (coming && (await outcomeFirst(coming, inModel[0]?.result))))
    ) {
      stop = await settleSome();
    }
    return stop;
  }

  try {
    for (const [i, image] of queue.entries()) {
      // While a suspect is under way nothing else may be marked, or a crash would accuse both.
      let stop = await settle(image.alone || queue[i - 1]?.alone ? 0 : most - 1);
      if (stop === null && options.pause.paused) stop = await settle(0);
      if (stop !== null) return stop;
      await options.pause.wait(options.signal);
      if (options.signal.aborted) break;
      const coming = handled(prefetcher.take(i));
      stop = await settle(most - 1, coming);
      if (stop !== null) return stop;
      const entry: InModel = {
        result: handled(detect(await coming, parts, memory, options.scoreFloor)),
        settled: false,
      };
      void entry.result.finally(() => (entry.settled = true)).catch(() => undefined);
      inModel.push(entry);
    }
    const stop = await settle(0);
    if (stop !== null) return stop;
  } finally {
    // No native work outlives the inspection, however it ended: the store may be closed next.
    await Promise.allSettled(inModel.map(({ result }) => result));
    await prefetcher.drain();
  }
  return options.signal.aborted ? { end: "cancelled" } : { end: "complete" };
}

function overLimit(before: PipelineEnd | null, over: Passed, record: RecordedOutcome): PipelineEnd {
  const image = over.accused ? record.name : before?.end === "over-limit" ? before.over.image : null;
  return { end: "over-limit", over: { overrun: over.overrun, image } };
}

async function outcomeFirst(coming: Promise<unknown>, outcome: Promise<unknown> | undefined): Promise<boolean> {
  return Promise.race([coming.then(() => false), Promise.resolve(outcome).then(() => true)]);
}

/** An image that was passed to the detector. */
interface InModel {
  readonly result: Promise<Inspected>;
  settled: boolean;
}

/** Distinguishes a lost device from bad images: given every outcome in order, it returns why the detector is lost, or null. */
function createLossWatch(ran: Provider): (record: RecordedOutcome, deviceLost: boolean) => Reason | null {
  let failuresInARow: RecordedOutcome[] = [];
  return (record, deviceLost) => {
    if (deviceLost) return reasonOf(record);
    const modelFailed = record.outcome.status === "failed" && record.outcome.code === "inference-failed";
    failuresInARow = modelFailed ? [...failuresInARow, record].slice(-MAX_FAILURES_IN_A_ROW) : [];
    // A cpu cannot be lost: a failure there is caused by the image.
    return ran !== "cpu" && failuresInARow.length === MAX_FAILURES_IN_A_ROW && sameReason(failuresInARow)
      ? reasonOf(record)
      : null;
  };
}

/** The same promise; a rejection before anyone awaits it must not count as unhandled. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function sameReason(records: readonly RecordedOutcome[]): boolean {
  return new Set(records.map((record) => JSON.stringify(reasonOf(record)))).size === 1;
}

function reasonOf({ outcome }: RecordedOutcome): Reason | null {
  return outcome.status === "failed" ? outcome.reason : null;
}

/** From this size on (a 24-megapixel camera is below) only one image is prepared ahead, so that memory stays bounded. */
const LARGE_IMAGE_PIXELS = 40_000_000;

/** Prepares up to `most` images beyond the current one in parallel; none beside, before or after a suspect until that one is finished. */
function createPrefetcher(queue: readonly QueuedImage[], parts: PipelineParts, memory: TensorMemory, most: number) {
  const ready = new Map<number, Promise<Prepared>>();
  let ahead = most;
  function start(i: number): Promise<Prepared> {
    const started = ready.get(i) ?? handled(prepare(queue[i] as QueuedImage, parts, memory));
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
      ahead = pixels > LARGE_IMAGE_PIXELS ? Math.min(1, most) : most;
      return prepared;
    },
    /** Waits for work already started. */
    async drain(): Promise<void> {
      await Promise.allSettled(ready.values());
      ready.clear();
    },
  };
}

async function prepare(image: QueuedImage, parts: PipelineParts, memory: TensorMemory): Promise<Prepared> {
  const failed = (code: string, why: Reason, fileBytes = 0, fileModified = 0): Prepared => ({
    image,
    fileBytes,
    fileModified,
    remarks: [],
    content: { ok: false, code, reason: why },
  });
  let file;
  try {
    file = await stat(image.path);
  } catch (error) {
    return failed("missing-image", systemReason(error));
  }
  parts.store.begin(image.imageId);
  const started = performance.now();
  const decoded = await parts.decode(image.path);
  const decodedAt = performance.now();
  if (!decoded.ok) {
    parts.store.pause(image.imageId);
    return failed(decoded.code, decoded.reason, file.size, file.mtimeMs);
  }
  const { pixels } = decoded;
  const tensor = tensorOf(pixels, parts, memory);
  if (tensor === null) {
    parts.store.pause(image.imageId);
    return failed("too-large", noMemoryFor(pixels, parts.preprocess), file.size, file.mtimeMs);
  }
  const preparedAt = performance.now();
  releaseMemory(pixels.rgb);
  parts.store.pause(image.imageId);
  const content = {
    ok: true,
    tensor,
    width: pixels.width,
    height: pixels.height,
    decode: decodedAt - started,
    preprocess: preparedAt - decodedAt,
  } as const;
  return { image, fileBytes: file.size, fileModified: file.mtimeMs, remarks: pixels.remarks, content };
}

/** Null when no memory holds it, as of an image of a hundred thousand pixels a side under a model that keeps its size. */
function tensorOf(pixels: DecodedImage, parts: PipelineParts, memory: TensorMemory): ImageTensor | null {
  try {
    return parts.toTensor(pixels, parts.preprocess, memory.take);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function noMemoryFor(pixels: DecodedImage, preprocess: Preprocess): Reason {
  const { width, height } = planPreprocess(preprocess, pixels).padded;
  return reason("no-memory-for-input", { size: `${width} x ${height}` });
}

/** A limit that was passed while the image was in the model. */
interface Passed {
  readonly overrun: Overrun;
  readonly accused: boolean;
}

interface Inspected {
  readonly record: RecordedOutcome;
  /** The session cannot be used any more; the image is not to blame and is not recorded. */
  readonly deviceLost: boolean;
  readonly over?: Passed;
}

async function detect(
  prepared: Prepared,
  parts: PipelineParts,
  memory: TensorMemory,
  scoreFloor: number,
): Promise<Inspected> {
  const { image, content } = prepared;
  const common = {
    name: image.name,
    tries: image.tries,
    fileBytes: prepared.fileBytes,
    fileModified: prepared.fileModified,
    remarks: prepared.remarks,
  };
  const failed = (code: string, reason: Reason): ImageOutcome => ({
    status: "failed",
    imageId: image.imageId,
    code,
    reason,
  });
  const inspected = (provider: Provider | null, outcome: ImageOutcome, deviceLost = false): Inspected => ({
    record: { ...common, provider, outcome },
    deviceLost,
  });
  if (!content.ok) return inspected(null, failed(content.code, content.reason));
  parts.store.begin(image.imageId);
  const provider = parts.detector.provider.ran;
  const detection = await parts.detector.detect(content.tensor, scoreFloor);
  memory.give(content.tensor.data);
  if (!detection.ok && "over" in detection) {
    const { over: overrun, accused } = detection;
    const outcome = failed(OVER_LIMIT, detection.reason);
    return { ...inspected(provider, outcome), over: { overrun, accused } };
  }
  if (!detection.ok)
    return inspected(provider, failed("inference-failed", detection.reason), detection.deviceLost === true);
  const outcome: ImageOutcome = {
    status: "done",
    imageId: image.imageId,
    width: content.width,
    height: content.height,
    detections: detection.detections,
    milliseconds: {
      decode: content.decode,
      preprocess: content.preprocess,
      inference: detection.inferenceMilliseconds,
    },
  };
  return inspected(provider, outcome);
}
