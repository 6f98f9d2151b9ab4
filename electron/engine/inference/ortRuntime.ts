/** ONNX Runtime: a session in a thread of its own, a trial of a provider, the runtime's version and messages. The only file that knows the runtime. */
import { reason } from "../../../shared/core/reason.ts";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename } from "node:path";
import type * as WorkerThreads from "node:worker_threads";
import type * as Runtime from "onnxruntime-node";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import type { Provider } from "../../../shared/core/run.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import type { ProbeOutcome } from "./chooseProvider.ts";
import type { SessionFeed } from "./sessionFeeds.ts";
import {
  openSessionThread,
  type SessionOpened,
  type ThreadReply,
  type ThreadRequest,
  type ThreadStart,
} from "./sessionThread.ts";
import { runtimeText } from "./runtimeText.ts";
import { TRIAL_GRAPH, trialFeeds } from "./trialFeeds.ts";

const requireHere = createRequire(import.meta.url);

// The runtime's own builds for Linux and macOS send telemetry and keep a device id unless this is set before they load. Loupe opens no connection.
process.env["ORT_DISABLE_TELEMETRY"] = "1";

export type SessionOptions = InferenceSession.SessionOptions;

/** One provider at a time: with a list the runtime throws where the first cannot load, instead of trying the next. */
export async function createSession(
  graphPath: string,
  provider: Provider,
  options: InferenceSession.SessionOptions,
): Promise<SessionOpened> {
  const start: ThreadStart = {
    runtimePath: requireHere.resolve("onnxruntime-node"),
    graphPath,
    options: { executionProviders: [provider], logSeverityLevel: logSeverity(), ...options },
  };
  const opened = await openSessionThread(sessionProgram, start);
  return opened.ok ? opened : { ok: false, reason: runtimeText(named(opened.reason, graphPath)) };
}

/** The program of a session's thread. It is passed as text, so everything it uses must be inside it. The process's main thread never loads the runtime. */
function sessionProgram(loadModule: (id: string) => unknown): void {
  const threads = loadModule("node:worker_threads") as typeof WorkerThreads;
  const { parentPort } = threads;
  const { runtimePath, graphPath, options } = threads.workerData as ThreadStart;
  const runtime = loadModule(runtimePath) as typeof Runtime;
  // What the runtime prints outside of any session follows the session's own severity.
  const severity = (options as InferenceSession.SessionOptions).logSeverityLevel ?? 3;
  runtime.env.logLevel = (["verbose", "info", "warning", "error", "fatal"] as const)[severity] ?? "error";
  const send = (reply: ThreadReply) => parentPort?.postMessage(reply);
  const fail = (error: unknown) =>
    send({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });

  let own = new Float32Array(0);
  /** The runtime does not accept shared memory. */
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

/** Loads a graph on a provider and runs it twice on a black image, to find out whether it works here and how long the second run takes. To be called in an expendable process. */
export async function trialRun(graphPath: string | null, provider: Provider): Promise<ProbeOutcome> {
  try {
    const bytes = graphPath === null ? TRIAL_GRAPH : await readFile(graphPath);
    const graph = readOnnxGraph(bytes);
    const feeds = graph.ok ? trialFeeds(graph.facts) : null;
    if (!feeds) return { ok: false, reason: reason("trial-inputs-unknown") };
    const { InferenceSession, Tensor } = await runtimeHere();
    const options: InferenceSession.SessionOptions = {
      executionProviders: [provider],
      logSeverityLevel: logSeverity(),
    };
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
    const text = runtimeText(named(error instanceof Error ? error.message : String(error), graphPath ?? ""));
    return { ok: false, reason: reason("runtime-says", { text }) };
  }
}

/** Loads the runtime into the calling thread: allowed only in an expendable process. */
function runtimeHere(): Promise<typeof Runtime> {
  return import("onnxruntime-node");
}

/** The runtime's version, recorded with a run. */
export function runtimeVersion(): string {
  const { version } = requireHere("onnxruntime-node/package.json") as { readonly version: string };
  return version;
}

/** The runtime names the graph by its place, which no failure tells. */
function named(said: string, graphPath: string): string {
  return graphPath === "" ? said : said.replaceAll(graphPath, basename(graphPath));
}

/** Set by a host that shows failures itself and wants nothing of the runtime's own on the terminal: 0 everything … 3 errors … 4 nothing. */
export const RUNTIME_LOG_VARIABLE = "LOUPE_RUNTIME_LOG";

function logSeverity(): 0 | 1 | 2 | 3 | 4 {
  const asked = Number(process.env[RUNTIME_LOG_VARIABLE] ?? 3);
  return asked === 0 || asked === 1 || asked === 2 || asked === 4 ? asked : 3;
}
