/** Makes a detector of a model: chooses the provider, plans the sessions, and loads them. */
import { quoted, reason } from "../../../shared/core/reason.ts";
import { stat } from "node:fs/promises";
import path from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { DeviceLoss, ProviderChoice } from "../../../shared/core/run.ts";
import { DEFAULT_LIMITS, type RunLimits } from "../../../shared/core/runLimits.ts";
import { DEFAULT_TUNING, type Execution, type SessionTuning } from "../../../shared/core/sessionTuning.ts";
import { modelFailure } from "../models/modelFailures.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { chooseProvider, type ProbeProvider } from "./chooseProvider.ts";
import type { Detector } from "./detector.ts";
import type { FirstRun } from "./firstRun.ts";
import { firstRunProblem } from "./firstRunCheck.ts";
import { guardSessions } from "./guardedSessions.ts";
import { memoryLimit } from "./processMemory.ts";
import { loadSessions } from "./loadSessions.ts";
import { queuedDetector } from "./queuedDetector.ts";
import { planSessions, thisMachine } from "./sessionPlan.ts";
import type { RuntimeSession } from "./sessionThread.ts";

export interface DetectorOptions {
  /** Defaults if omitted. */
  readonly tuning?: SessionTuning;
  /** The folder for optimised copies of graphs; if omitted, none are kept. */
  readonly cacheFolder?: string | undefined;
  /** Tries a provider in an expendable process; if omitted, `auto` trusts only cpu. */
  readonly probe?: ProbeProvider | undefined;
  /** Runs a graph that this machine has not seen in an expendable process; if omitted, a graph is loaded untried. */
  readonly firstRun?: FirstRun | undefined;
  /** What the model may take of the machine; defaults if omitted. */
  readonly limits?: RunLimits | undefined;
  /** Devices lost earlier in the run that is now continued. */
  readonly losses?: readonly DeviceLoss[] | undefined;
}

export type DetectorResult =
  | { readonly ok: true; readonly detector: Detector }
  | { readonly ok: false; readonly failure: Failure };

export type CreateDetector = (
  model: ModelFiles,
  choice: ProviderChoice,
  options?: DetectorOptions,
) => Promise<DetectorResult>;

/** Loads the model on the requested provider; under `auto` on the first one that works. `detector.provider` records which were tried and why they failed. */
export async function createDetector(
  model: ModelFiles,
  choice: ProviderChoice,
  options: DetectorOptions = {},
): Promise<DetectorResult> {
  const tuning = options.tuning ?? DEFAULT_TUNING;
  const limits = options.limits ?? DEFAULT_LIMITS;
  const memoryBytes = memoryLimit(limits, process.memoryUsage.rss());
  const bytes = await bytesOf(model);
  const loaded: { sessions: readonly RuntimeSession[]; execution: Execution | null } = {
    sessions: [],
    execution: null,
  };
  /** By the runtime, of the last provider that did not load the model. */
  let said = "";
  let refusal: Failure | null = null;
  const outcome = await chooseProvider(choice, {
    platform: process.platform,
    environment: process.env,
    probe: options.probe,
    losses: options.losses,
    graphPath: model.graphPath,
    load: async (provider) => {
      refusal = await firstRunProblem(model, provider, {
        limits,
        recordFolder: options.cacheFolder,
        firstRun: options.firstRun,
      });
      if (refusal !== null) return { ok: false, reason: reason("runtime-says", { text: refusal.code }) };
      const execution = planSessions(tuning, provider, bytes, thisMachine());
      const result = await loadSessions(model, provider, execution, options.cacheFolder);
      if (!result.ok) {
        said = result.reason;
        return { ok: false, reason: reason("runtime-says", { text: said }) };
      }
      loaded.sessions = result.sessions;
      loaded.execution = execution;
      return { ok: true };
    },
  });
  if (refusal !== null) return { ok: false, failure: refusal };
  if (!outcome.ok || !loaded.execution) {
    const why = outcome.ok ? reason("runtime-says", { text: said }) : outcome.reason;
    if (/RoiAlign\(22\)/.test(said)) return { ok: false, failure: modelFailure.roiAlign22(model.graphPath) };
    if (choice !== "auto" && choice !== "cpu")
      return { ok: false, failure: modelFailure.providerUnavailable(model.graphPath, choice, why) };
    return { ok: false, failure: modelFailure.cannotLoad(model.graphPath, said === "" ? why : quoted(said)) };
  }
  const sessions = guardSessions(loaded.sessions, limits, memoryBytes);
  return { ok: true, detector: queuedDetector(model, sessions, outcome.record, loaded.execution) };
}

/** Of the graph and its weights in separate files. */
async function bytesOf({ bytes, graphPath, manifest: { weights = [] } }: ModelFiles): Promise<number> {
  const sizes = await Promise.all(
    weights.map(({ file }) =>
      stat(path.join(path.dirname(graphPath), file)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return bytes + sizes.reduce((total, size) => total + size, 0);
}
