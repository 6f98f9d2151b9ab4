/** Whether a model may be loaded into this process: by what its input takes, and by a first run elsewhere where the machine has not seen its graph. */
import { basename } from "node:path";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import type { Size } from "../../../shared/core/box.ts";
import { quoted } from "../../../shared/core/reason.ts";
import type { Provider } from "../../../shared/core/run.ts";
import { gigabytes, type RunLimits } from "../../../shared/core/runLimits.ts";
import { planPreprocess } from "../../../shared/inference/preprocessPlan.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { isShipped } from "../models/shippedGraphs.ts";
import { type FirstRun, type FirstRunOutcome, firstRunPatience, firstRunTime } from "./firstRun.ts";
import { firstRunKey, readFirstRun, writeFirstRun } from "./firstRunRecords.ts";
import type { Overrun } from "./overrun.ts";
import { memoryLimit } from "./processMemory.ts";

/** Of an image that says nothing yet; a manifest that stretches or letterboxes fixes the input's size anyway. */
const USUAL_IMAGE: Size = { width: 640, height: 480 };
const BYTES_PER_PIXEL = 3 * Float32Array.BYTES_PER_ELEMENT;
/** The tensor, the session's own copy of it, and the first layer's output, which is as large at least. */
const COPIES = 3;

export interface FirstRunOptions {
  readonly limits: RunLimits;
  /** Where first runs are remembered; without it none are. */
  readonly recordFolder: string | undefined;
  /** Without it only the input's size is looked at. */
  readonly firstRun: FirstRun | undefined;
}

/** Null when the model may be loaded on `provider`; otherwise what it takes, the limit, and what to do. */
export async function firstRunProblem(
  model: ModelFiles,
  provider: Provider,
  { limits, recordFolder, firstRun }: FirstRunOptions,
): Promise<Failure | null> {
  const file = basename(model.graphPath);
  const { padded } = planPreprocess(model.manifest.preprocess, USUAL_IMAGE);
  const limit = memoryLimit(limits, process.memoryUsage.rss());
  const needed = padded.width * padded.height * BYTES_PER_PIXEL * COPIES;
  if (needed > limit) {
    const size = `${padded.width} x ${padded.height}`;
    return failure("input-over-memory", file, { size, needed: gigabytes(needed), limit: gigabytes(limit) });
  }
  // Every other provider has just been tried in a process of its own.
  if (firstRun === undefined || provider !== "cpu" || isShipped(model.manifest.sha256)) return null;
  const key = firstRunKey(model, provider);
  const known = recordFolder === undefined ? null : await readFirstRun(recordFolder, key);
  if (known !== null && known.peakBytes <= limit && known.milliseconds <= (limits.imageSeconds ?? Infinity) * 1000)
    return null;
  const outcome = await firstRun({ graphPath: model.graphPath, provider, ...padded, limits });
  if (outcome.kind === "ran" && recordFolder !== undefined)
    await writeFirstRun(recordFolder, key, { milliseconds: outcome.milliseconds, peakBytes: outcome.peakBytes });
  return outcomeProblem(file, outcome, limits);
}

function outcomeProblem(file: string, outcome: FirstRunOutcome, limits: RunLimits): Failure | null {
  switch (outcome.kind) {
    case "ran":
    case "failed":
      return null;
    case "ended":
      return failure("graph-ends-process", file, { reason: quoted(outcome.how) });
    case "silent": {
      const [reached, limit] = [firstRunPatience({ limits }), firstRunTime({ limits })];
      return overrunFailure(file, { what: "time", reached, limit });
    }
    case "over":
      return overrunFailure(file, outcome.over);
  }
}

function overrunFailure(file: string, { what, reached, limit }: Overrun): Failure {
  return what === "memory"
    ? failure("graph-over-memory", file, { reached: gigabytes(reached), limit: gigabytes(limit) })
    : failure("graph-over-time", file, { reached: Math.round(reached / 1000), limit: Math.round(limit / 1000) });
}
