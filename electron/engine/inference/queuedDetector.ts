/** A detector over sessions side by side: callers queue, each session has one run under way, and waiting pictures of one size share a run where the graph allows it. */
import type { ProviderRecord } from "../../../shared/core/run.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import { decodeOutputs } from "../../../shared/inference/decodeOutputs.ts";
import { layoutBatches, splitBatch } from "../../../shared/inference/splitBatch.ts";
import type { Detection, Detector, ImageTensor, ModelFiles } from "./detector.ts";
import { isDeviceLost } from "./deviceLoss.ts";
import { feedsOf } from "./sessionFeeds.ts";
import type { RuntimeSession } from "./sessionThread.ts";

interface Waiting {
  readonly tensor: ImageTensor;
  readonly scoreFloor: number;
  readonly resolve: (detection: Detection) => void;
}

/** `sessions`: of the same graph, at least one. `planned.batchSize`: most pictures a run, where the layout and the graph's open batch axis allow more than one. */
export function queuedDetector(model: ModelFiles, sessions: readonly RuntimeSession[], provider: ProviderRecord, planned: Execution): Detector {
  const { layout, inputs } = model.manifest;
  const batches = layoutBatches(layout) && sessions.every((session) => session.openAxes.includes(inputs.image));
  const execution: Execution = { ...planned, sessions: sessions.length, batchSize: batches ? planned.batchSize : 1 };
  let most = execution.batchSize;
  const queue: Waiting[] = [];
  const working = new Map<RuntimeSession, Promise<void>>();

  /** Calls of the same moment may share a run, so the work begins a moment later. */
  function begin(): void {
    const idle = sessions.find((session) => !working.has(session));
    if (idle) working.set(idle, Promise.resolve().then(() => work(idle)));
  }

  async function work(session: RuntimeSession): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch(queue, most);
      const detections = await detectBatch(model, session, provider, batch);
      // An open batch axis is only a promise: some exports fix the number deeper inside. Such a model is run one by one from then on.
      if (batch.length > 1 && detections.every((detection) => !detection.ok && !detection.deviceLost)) {
        most = 1;
        queue.unshift(...batch);
        continue;
      }
      batch.forEach(({ resolve }, i) => resolve(detections[i] as Detection));
    }
    working.delete(session);
  }

  return {
    provider,
    execution,
    capacity: sessions.length * execution.batchSize,
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

/** The first in the queue and those right behind it that have its size. */
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

/** One detection for each of `batch`, in order. */
async function detectBatch(model: ModelFiles, session: RuntimeSession, provider: ProviderRecord, batch: readonly Waiting[]): Promise<readonly Detection[]> {
  const reply = await session.run(feedsOf(model, batch.map(({ tensor }) => tensor)));
  if (reply.kind === "failed") {
    const reason = reply.reason.replace(/\s+/g, " ").slice(0, 400);
    const lost = provider.ran !== "cpu" && isDeviceLost(reason);
    return batch.map(() => ({ ok: false, reason, ...(lost ? { deviceLost: true as const } : {}) }));
  }
  const split = splitBatch(reply.outputs, model.manifest.layout, batch.length);
  if (!split.ok) return batch.map(() => split);
  const inferenceMilliseconds = reply.milliseconds / batch.length;
  return batch.map(({ tensor, scoreFloor }, i): Detection => {
    const decoded = decodeOutputs(split.pictures[i] ?? [], model.manifest, tensor.plan, scoreFloor);
    return decoded.ok ? { ok: true, detections: decoded.detections, inferenceMilliseconds } : decoded;
  });
}
