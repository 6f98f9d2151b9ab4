/** A detector over sessions side by side: callers queue, each session has one run under way, and waiting images of one size share a run where the graph allows it. */
import { runtimeText } from "./runtimeText.ts";
import { quoted } from "../../../shared/core/reason.ts";
import type { ProviderRecord } from "../../../shared/core/run.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import { decodeOutputs } from "../../../shared/inference/decodeOutputs.ts";
import { splitBatch } from "../../../shared/inference/splitBatch.ts";
import type { Detection, Detector } from "./detector.ts";
import type { ImageTensor } from "../images/imageTensor.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { isDeviceLost } from "./deviceLoss.ts";
import { feedsOf } from "./sessionFeeds.ts";
import { overrunReason } from "./overrun.ts";
import type { RunReply, RuntimeSession } from "./sessionThread.ts";

interface Waiting {
  readonly tensor: ImageTensor;
  readonly scoreFloor: number;
  readonly resolve: (detection: Detection) => void;
}

interface Running {
  readonly batch: readonly Waiting[];
  readonly reply: Promise<RunReply>;
}

/** `sessions`: of the same graph, at least one. `planned.batchSize`: maximum images per batch, where the model takes more than one. */
export function queuedDetector(
  model: ModelFiles,
  sessions: readonly RuntimeSession[],
  provider: ProviderRecord,
  planned: Execution,
): Detector {
  const allowed = model.batches ? planned.batchSize : 1;
  let most = allowed;
  const severally: Execution = { ...planned, sessions: sessions.length, batchSize: allowed };
  const oneByOne: Execution = { ...severally, batchSize: 1 };
  let execution = oneByOne;
  const queue: Waiting[] = [];
  const working = new Map<RuntimeSession, Promise<void>>();

  /** Calls made in the same tick may share a batch, so the work starts a moment later. */
  function begin(): void {
    const idle = sessions.find((session) => !working.has(session));
    if (idle)
      working.set(
        idle,
        Promise.resolve().then(() => work(idle)),
      );
  }

  function start(session: RuntimeSession): Running | null {
    if (queue.length === 0) return null;
    const batch = takeBatch(queue, most);
    return {
      batch,
      reply: session.run(
        feedsOf(
          model,
          batch.map(({ tensor }) => tensor),
        ),
      ),
    };
  }

  async function work(session: RuntimeSession): Promise<void> {
    let running = start(session);
    while (running !== null) {
      const { batch } = running;
      const reply = await running.reply;
      // The next run starts before the outputs of this one are decoded, so that the session does not wait. After a failure the outputs are examined first.
      running = reply.kind === "ran" ? start(session) : null;
      const detections = readReply(model, provider, batch, reply);
      // An open batch axis is only a promise: some exports fix the number deeper inside. Such a model is run image by image from then on.
      if (batch.length > 1 && detections.every(isOwnFault)) {
        most = 1;
        execution = oneByOne;
        queue.unshift(...batch);
      } else {
        if (batch.length > 1 && most > 1 && detections.some(({ ok }) => ok)) execution = severally;
        batch.forEach(({ resolve }, i) => resolve(detections[i] as Detection));
      }
      running ??= start(session);
    }
    working.delete(session);
  }

  return {
    provider,
    execution: () => execution,
    capacity: sessions.length * allowed,
    detect(tensor, scoreFloor) {
      return new Promise((resolve) => {
        queue.push({ tensor, scoreFloor, resolve });
        begin();
      });
    },
    async close() {
      await Promise.all(working.values());
      await Promise.all(sessions.map((session) => session.close()));
    },
  };
}

/** Of the image or the batch: not of a device that is lost, nor of a process that is done for. */
function isOwnFault(detection: Detection): boolean {
  return !detection.ok && !("over" in detection) && !detection.deviceLost;
}

/** The first in the queue and those directly behind it that have the same size. */
function takeBatch(queue: Waiting[], most: number): readonly Waiting[] {
  const size = queue[0]?.tensor.plan.padded;
  let length = 1;
  while (length < most && length < queue.length) {
    const next = queue[length]?.tensor.plan.padded;
    if (next?.width !== size?.width || next?.height !== size?.height) break;
    length += 1;
  }
  return queue.splice(0, length);
}

/** One result for each of `batch`, in order. */
function readReply(
  model: ModelFiles,
  provider: ProviderRecord,
  batch: readonly Waiting[],
  reply: RunReply,
): readonly Detection[] {
  if (reply.kind === "over") {
    // Which image of a batch it was is not known.
    const accused = reply.accused && batch.length === 1;
    return batch.map(() => ({ ok: false, reason: overrunReason(reply.over), over: reply.over, accused }));
  }
  if (reply.kind === "failed") {
    const said = runtimeText(reply.reason);
    const lost = provider.ran !== "cpu" && isDeviceLost(said);
    return batch.map(() => ({ ok: false, reason: quoted(said), ...(lost ? { deviceLost: true as const } : {}) }));
  }
  const split = splitBatch(reply.outputs, model.manifest.layout, batch.length);
  if (!split.ok) return batch.map(() => split);
  const inferenceMilliseconds = reply.milliseconds / batch.length;
  return batch.map(({ tensor, scoreFloor }, i): Detection => {
    const decoded = decodeOutputs(split.images[i] ?? [], model.manifest, tensor.plan, scoreFloor);
    return decoded.ok ? { ok: true, detections: decoded.detections, inferenceMilliseconds } : decoded;
  });
}
