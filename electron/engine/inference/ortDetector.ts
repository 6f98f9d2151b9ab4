/** Runs a detector in ONNX Runtime: the only file that knows the runtime. */
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type * as WorkerThreads from "node:worker_threads";
import type * as Runtime from "onnxruntime-node";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { DeviceLoss, Provider, ProviderChoice } from "../../../shared/core/run.ts";
import {
  DEFAULT_TUNING,
  type Execution,
  type GraphOptimization,
  type SessionTuning,
} from "../../../shared/core/sessionTuning.ts";
import { chooseProvider, type ProbeOutcome, type ProbeProvider } from "./chooseProvider.ts";
import type { Detector } from "./detector.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { type GraphCopy, isCacheable, openGraphCopy } from "../graphs/graphCache.ts";
import { modelFailure } from "../models/modelFailures.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { rewritePoolScatters } from "../graphs/poolScatter.ts";
import { queuedDetector } from "./queuedDetector.ts";
import { planSessions, thisMachine } from "./sessionPlan.ts";
import type { SessionFeed } from "./sessionFeeds.ts";
import {
  openSessionThread,
  type RuntimeSession,
  type SessionOpened,
  type ThreadReply,
  type ThreadRequest,
  type ThreadStart,
} from "./sessionThread.ts";
import { TRIAL_GRAPH, trialFeeds } from "./trialFeeds.ts";

const requireHere = createRequire(import.meta.url);

// The runtime's own builds for Linux and macOS send telemetry and keep a device id unless this is set before they load. Loupe opens no connection.
process.env["ORT_DISABLE_TELEMETRY"] = "1";

export interface DetectorOptions {
  /** The defaults without it. */
  readonly tuning?: SessionTuning;
  /** Where optimised copies of graphs are kept; without it none are. */
  readonly cacheFolder?: string | undefined;
  /** Tries a provider in a process that may die; without it `auto` trusts only cpu. */
  readonly probe?: ProbeProvider | undefined;
  /** Devices that were lost in the run that goes on now. */
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

/** Loads the model on the provider asked for; under `auto` on the first one that works. Which were tried, and why they failed, stands in `detector.provider`. */
export async function createDetector(
  model: ModelFiles,
  choice: ProviderChoice,
  options: DetectorOptions = {},
): Promise<DetectorResult> {
  const tuning = options.tuning ?? DEFAULT_TUNING;
  const bytes = await bytesOf(model);
  const loaded: { sessions: readonly RuntimeSession[]; execution: Execution | null } = {
    sessions: [],
    execution: null,
  };
  const outcome = await chooseProvider(choice, {
    platform: process.platform,
    environment: process.env,
    probe: options.probe,
    losses: options.losses,
    graphPath: model.graphPath,
    load: async (provider) => {
      const execution = planSessions(tuning, provider, bytes, thisMachine());
      const result = await loadSessions(model, provider, execution, options.cacheFolder);
      if (!result.ok) return result;
      loaded.sessions = result.sessions;
      loaded.execution = execution;
      return { ok: true };
    },
  });
  if (!outcome.ok || !loaded.execution) {
    const reason = outcome.ok ? "" : outcome.reason;
    if (/RoiAlign\(22\)/.test(reason)) return { ok: false, failure: modelFailure.roiAlign22(model.graphPath) };
    if (choice !== "auto" && choice !== "cpu")
      return { ok: false, failure: modelFailure.providerUnavailable(model.graphPath, choice, reason) };
    return { ok: false, failure: modelFailure.cannotLoad(model.graphPath, reason) };
  }
  return { ok: true, detector: queuedDetector(model, loaded.sessions, outcome.record, loaded.execution) };
}

/** Of the graph and its weights in files of their own. */
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

type SessionsLoaded =
  | { readonly ok: true; readonly sessions: readonly RuntimeSession[] }
  | { readonly ok: false; readonly reason: string };

/** The first must load; where memory is short, those that load afterwards are enough. */
async function loadSessions(
  model: ModelFiles,
  provider: Provider,
  { sessions, threads, optimization }: Execution,
  cacheFolder: string | undefined,
): Promise<SessionsLoaded> {
  const open = ({ path: graph, ...more }: GraphSource) =>
    createSession(graph, provider, { ...(threads === null ? {} : { intraOpNumThreads: threads }), ...more });
  const first = await loadFirst(model, provider, optimization, cacheFolder, open);
  if (!first.opened.ok) return first.opened;
  const others = await Promise.all(Array.from({ length: sessions - 1 }, () => open(first.again)));
  return { ok: true, sessions: [first.opened, ...others].flatMap((opened) => (opened.ok ? [opened.session] : [])) };
}

/** What a session is made of: the model's own graph, or an optimised copy. */
interface GraphSource
  extends Pick<InferenceSession.SessionOptions, "graphOptimizationLevel" | "optimizedModelFilePath"> {
  readonly path: string;
}

/** `again`: what more sessions of this model are best made of. */
async function loadFirst(
  model: ModelFiles,
  provider: Provider,
  optimization: GraphOptimization,
  cacheFolder: string | undefined,
  open: (source: GraphSource) => Promise<SessionOpened>,
): Promise<{ readonly opened: SessionOpened; readonly again: GraphSource }> {
  const graph: GraphSource = { path: model.graphPath, graphOptimizationLevel: optimization };
  const plainly = async () => ({ opened: await open(graph), again: graph });
  if (cacheFolder === undefined || !isCacheable(provider) || optimization === "disabled") return plainly();
  const copy = await openGraphCopy(cacheFolder, {
    sha256: wholeHash(model),
    provider,
    runtimeVersion: runtimeVersion(),
    optimization,
  });
  if (copy.ready !== null) {
    const again = optimised(copy.ready);
    const opened = await open(again);
    if (opened.ok) return { opened, again };
    await copy.drop();
  }
  const opened =
    (await openRewritten(model, graph, copy, open)) ?? (await open({ ...graph, optimizedModelFilePath: copy.draft }));
  if (opened.ok) {
    const kept = await copy.keep();
    return { opened, again: kept === null ? graph : optimised(kept) };
  }
  // A folder that cannot be written must not keep a model from running.
  await copy.drop();
  return plainly();
}

/** Larger graphs stay as they are: to rewrite parts takes a few times their size in memory. */
const MAX_REWRITTEN_BYTES = 2 ** 29;

/** A session of the graph with parts rewritten as faster ones, tried once; null where there is nothing to rewrite, or where that does not run. */
async function openRewritten(
  model: ModelFiles,
  graph: GraphSource,
  copy: GraphCopy,
  open: (source: GraphSource) => Promise<SessionOpened>,
): Promise<SessionOpened | null> {
  // Weights in files of their own are found beside the graph only.
  if ((model.manifest.weights ?? []).length > 0 || model.bytes > MAX_REWRITTEN_BYTES) return null;
  const file = await readFile(model.graphPath).catch(() => null);
  const rewritten = file && rewritePoolScatters(file);
  if (file === null || rewritten === null) return null;
  const facts = readOnnxGraph(file);
  const feeds = facts.ok ? trialFeeds(facts.facts) : null;
  if (feeds === null) return null;
  const opened = await copy.withInput(rewritten, (input) =>
    open({ ...graph, path: input, optimizedModelFilePath: copy.draft }),
  );
  if (!opened?.ok) return null;
  const ran = await opened.session.run(feeds);
  if (ran.kind === "ran") return opened;
  await opened.session.close();
  return null;
}

/** A copy is not optimised again. */
function optimised(path: string): GraphSource {
  return { path, graphOptimizationLevel: "disabled" };
}

/** Of the graph and of its weights, where they lie in files of their own: an optimised copy holds both. */
function wholeHash({ manifest: { sha256, weights = [] } }: ModelFiles): string {
  return [sha256, ...weights.map((file) => file.sha256)].join(" ");
}

/** One provider at a time: with a list the runtime throws where the first cannot load, instead of taking the next. */
async function createSession(
  graphPath: string,
  provider: Provider,
  options: InferenceSession.SessionOptions,
): Promise<SessionOpened> {
  const start: ThreadStart = {
    runtimePath: requireHere.resolve("onnxruntime-node"),
    graphPath,
    options: { executionProviders: [provider], logSeverityLevel: 3, ...options },
  };
  const opened = await openSessionThread(sessionProgram, start);
  return opened.ok ? opened : { ok: false, reason: runtimeReason(opened.reason) };
}

/** The program of a session's thread. It goes there as text: everything it uses must stand inside it. The process's own thread never loads the runtime. */
function sessionProgram(loadModule: (id: string) => unknown): void {
  const threads = loadModule("node:worker_threads") as typeof WorkerThreads;
  const { parentPort } = threads;
  const { runtimePath, graphPath, options } = threads.workerData as ThreadStart;
  const runtime = loadModule(runtimePath) as typeof Runtime;
  const send = (reply: ThreadReply) => parentPort?.postMessage(reply);
  const fail = (error: unknown) =>
    send({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });

  let own = new Float32Array(0);
  /** The runtime takes no shared memory. */
  function unshared(data: SessionFeed["data"]): SessionFeed["data"] {
    if (!(data.buffer instanceof SharedArrayBuffer) || !(data instanceof Float32Array)) return data;
    if (own.length !== data.length) own = new Float32Array(data.length);
    own.set(data);
    return own;
  }

  async function run(session: InferenceSession, request: Extract<ThreadRequest, { kind: "run" }>): Promise<void> {
    const feeds: Record<string, Tensor> = {};
    for (const { name, type, dims, data } of request.feeds)
      feeds[name] = new runtime.Tensor(type, unshared(data) as never, dims);
    const started = performance.now();
    const results = await session.run(feeds);
    const milliseconds = performance.now() - started;
    const outputs = Object.values(results).flatMap(({ dims, data }) =>
      data instanceof Float32Array || data instanceof Int32Array || data instanceof BigInt64Array
        ? [{ dims, data }]
        : [],
    );
    send({ kind: "ran", outputs, milliseconds });
  }

  runtime.InferenceSession.create(graphPath, options as InferenceSession.SessionOptions).then((session) => {
    parentPort?.on("message", (request: ThreadRequest) => {
      if (request.kind === "run") run(session, request).catch(fail);
      else
        session.release().then(
          () => parentPort.close(),
          () => parentPort.close(),
        );
    });
    send({ kind: "ready" });
  }, fail);
}

/** Loads a graph on a provider and runs it twice on a black image: does it work here, and how long does the second run take? Meant for an expendable process. */
export async function trialRun(graphPath: string | null, provider: Provider): Promise<ProbeOutcome> {
  try {
    const bytes = graphPath === null ? TRIAL_GRAPH : await readFile(graphPath);
    const graph = readOnnxGraph(bytes);
    const feeds = graph.ok ? trialFeeds(graph.facts) : null;
    if (!feeds) return { ok: false, reason: "the graph's inputs cannot be made up for a trial" };
    const { InferenceSession, Tensor } = await runtimeHere();
    const options: InferenceSession.SessionOptions = { executionProviders: [provider], logSeverityLevel: 3 };
    const session = await (graphPath === null
      ? InferenceSession.create(TRIAL_GRAPH, options)
      : InferenceSession.create(graphPath, options));
    const tensors: Record<string, Tensor> = {};
    for (const { name, type, dims, data } of feeds) tensors[name] = new Tensor(type, data as never, dims);
    await session.run(tensors);
    const started = performance.now();
    await session.run(tensors);
    return { ok: true, milliseconds: performance.now() - started };
  } catch (error) {
    return { ok: false, reason: runtimeReason(error instanceof Error ? error.message : String(error)) };
  }
}

/** Loads the runtime into the calling thread: only an expendable process may. */
function runtimeHere(): Promise<typeof Runtime> {
  return import("onnxruntime-node");
}

/** The runtime's version, recorded with a run. */
export function runtimeVersion(): string {
  const { version } = requireHere("onnxruntime-node/package.json") as { readonly version: string };
  return version;
}

/** The runtime's message without its file and line, as one plain line. */
function runtimeReason(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/^.*?\[ONNXRuntimeError\] : \d+ : \w+ : /, "")
    .replace(/^\S*\/onnxruntime_src\/.*? was false\. /, "")
    .trim()
    .slice(0, 400);
}
