/** Runs a detector in ONNX Runtime: the only file that knows the runtime. */
import { readFile } from "node:fs/promises";
import { env, InferenceSession, Tensor } from "onnxruntime-node";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { Provider, ProviderChoice } from "../../../shared/core/run.ts";
import { decodeOutputs } from "../../../shared/inference/decodeOutputs.ts";
import type { RawOutput } from "../../../shared/inference/outputRows.ts";
import type { PreprocessPlan } from "../../../shared/inference/preprocessPlan.ts";
import { chooseProvider, type ProbeOutcome, type ProbeProvider } from "./chooseProvider.ts";
import type { Detection, Detector, ImageTensor, ModelFiles } from "./detector.ts";
import { isDeviceLost } from "./deviceLoss.ts";
import { isCacheable, openGraphCopy } from "./graphCache.ts";
import { modelFailure } from "./modelFailures.ts";
import { readOnnxGraph } from "./onnxGraph.ts";
import { TRIAL_GRAPH, trialFeeds } from "./trialFeeds.ts";

export interface DetectorOptions {
  /** Threads of one operator on the cpu provider; without it the runtime takes the physical cores. */
  readonly threads?: number;
  /** Where optimised copies of graphs are kept; without it none are. */
  readonly cacheFolder?: string;
  /** Tries a provider in a process that may die; without it `auto` trusts only cpu. */
  readonly probe?: ProbeProvider;
}

export type DetectorResult = { readonly ok: true; readonly detector: Detector } | { readonly ok: false; readonly failure: Failure };

/** Loads the model on the provider asked for; under `auto` on the first one that works. Which were tried, and why they failed, stands in `detector.provider`. */
export async function createDetector(model: ModelFiles, choice: ProviderChoice, options: DetectorOptions = {}): Promise<DetectorResult> {
  let session: InferenceSession | null = null;
  const outcome = await chooseProvider(choice, {
    platform: process.platform,
    environment: process.env,
    probe: options.probe,
    graphPath: model.graphPath,
    load: async (provider) => {
      const loaded = await loadSession(model, provider, options);
      if (!loaded.ok) return loaded;
      session = loaded.session;
      return { ok: true };
    },
  });
  if (!outcome.ok || !session) {
    const reason = outcome.ok ? "" : outcome.reason;
    if (/RoiAlign\(22\)/.test(reason)) return { ok: false, failure: modelFailure.roiAlign22(model.graphPath) };
    if (choice !== "auto" && choice !== "cpu") return { ok: false, failure: modelFailure.providerUnavailable(model.graphPath, choice, reason) };
    return { ok: false, failure: modelFailure.cannotLoad(model.graphPath, reason) };
  }
  return { ok: true, detector: detectorOf(model, session, outcome.record) };
}

type Loaded = { readonly ok: true; readonly session: InferenceSession } | { readonly ok: false; readonly reason: string };

async function loadSession(model: ModelFiles, provider: Provider, { threads, cacheFolder }: DetectorOptions): Promise<Loaded> {
  const load = (path: string, more: InferenceSession.SessionOptions) => createSession(path, provider, { ...(threads === undefined ? {} : { intraOpNumThreads: threads }), ...more });
  if (cacheFolder === undefined || !isCacheable(provider)) return load(model.graphPath, { graphOptimizationLevel: "all" });
  const copy = await openGraphCopy(cacheFolder, { sha256: model.manifest.sha256, provider, runtimeVersion: runtimeVersion() });
  if (copy.ready !== null) {
    const quick = await load(copy.ready, { graphOptimizationLevel: "disabled" });
    if (quick.ok) return quick;
    await copy.drop();
  }
  const loaded = await load(model.graphPath, { graphOptimizationLevel: "all", optimizedModelFilePath: copy.draft });
  if (loaded.ok) {
    await copy.keep();
    return loaded;
  }
  // A folder that cannot be written must not keep a model from running.
  await copy.drop();
  return load(model.graphPath, { graphOptimizationLevel: "all" });
}

/** One provider at a time: with a list the runtime throws where the first cannot load, instead of taking the next. */
async function createSession(path: string, provider: Provider, options: InferenceSession.SessionOptions): Promise<Loaded> {
  try {
    return { ok: true, session: await InferenceSession.create(path, { executionProviders: [provider], logSeverityLevel: 3, ...options }) };
  } catch (error) {
    return { ok: false, reason: runtimeReason(error) };
  }
}

function detectorOf(model: ModelFiles, session: InferenceSession, provider: Detector["provider"]): Detector {
  let last: Promise<unknown> = Promise.resolve();

  async function runOnce(tensor: ImageTensor, scoreFloor: number): Promise<Detection> {
    const started = performance.now();
    let outputs: readonly RawOutput[];
    try {
      outputs = rawOutputs(await session.run(feedsOf(model, tensor)));
    } catch (error) {
      const reason = runtimeReason(error);
      return { ok: false, reason, ...(provider.ran !== "cpu" && isDeviceLost(reason) ? { deviceLost: true as const } : {}) };
    }
    const inferenceMilliseconds = performance.now() - started;
    const decoded = decodeOutputs(outputs, model.manifest, tensor.plan, scoreFloor);
    return decoded.ok ? { ok: true, detections: decoded.detections, inferenceMilliseconds } : decoded;
  }

  return {
    provider,
    detect(tensor, scoreFloor) {
      const next = last.then(() => runOnce(tensor, scoreFloor));
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      await last;
      await session.release();
    },
  };
}

/** The graph's inputs for one picture; what each means is in the layout's contract. */
export function feedsOf(model: ModelFiles, { data, plan }: ImageTensor): Record<string, Tensor> {
  const { inputs, layout } = model.manifest;
  const { height, width } = plan.padded;
  const dims = layout === "torchvision" ? [3, height, width] : [1, 3, height, width];
  const feeds: Record<string, Tensor> = { [inputs.image]: new Tensor("float32", data, dims) };
  for (const [name, values] of sizeInputs(model, plan)) feeds[name] = values;
  return feeds;
}

function sizeInputs({ manifest }: ModelFiles, { source, resized, scale }: PreprocessPlan): readonly (readonly [string, Tensor])[] {
  const { imShape, scaleFactor, imInfo, imSize } = manifest.inputs;
  const row = (values: readonly number[]) => new Tensor("float32", Float32Array.from(values), [1, values.length]);
  const feeds: (readonly [string, Tensor])[] = [];
  // PaddleX 1.x (which has im_info): im_shape is the original picture's; later ones: the resized picture's, before padding. Height comes first.
  if (imShape) feeds.push([imShape, imInfo ? row([source.height, source.width, 1]) : row([resized.height, resized.width])]);
  if (scaleFactor) feeds.push([scaleFactor, row([scale.y, scale.x])]);
  if (imInfo) feeds.push([imInfo, row([resized.height, resized.width, scale.x])]);
  if (imSize) feeds.push([imSize, new Tensor("int32", Int32Array.from([source.height, source.width]), [1, 2])]);
  return feeds;
}

function rawOutputs(results: InferenceSession.OnnxValueMapType): readonly RawOutput[] {
  return Object.values(results).flatMap(({ dims, data }) =>
    data instanceof Float32Array || data instanceof Int32Array || data instanceof BigInt64Array ? [{ dims, data }] : [],
  );
}

/** Loads a graph on a provider and runs it twice on a black picture: does it work here, and how long does the second run take? Meant for an expendable process. */
export async function trialRun(graphPath: string | null, provider: Provider): Promise<ProbeOutcome> {
  try {
    const bytes = graphPath === null ? TRIAL_GRAPH : await readFile(graphPath);
    const graph = readOnnxGraph(bytes);
    const feeds = graph.ok ? trialFeeds(graph.facts) : null;
    if (!feeds) return { ok: false, reason: "the graph's inputs cannot be made up for a trial" };
    const options: InferenceSession.SessionOptions = { executionProviders: [provider], logSeverityLevel: 3 };
    const session = await (graphPath === null ? InferenceSession.create(TRIAL_GRAPH, options) : InferenceSession.create(graphPath, options));
    const tensors = Object.fromEntries(feeds.map(({ name, type, dims, values }) => [name, trialTensor(type, dims, values)]));
    await session.run(tensors);
    const started = performance.now();
    await session.run(tensors);
    return { ok: true, milliseconds: performance.now() - started };
  } catch (error) {
    return { ok: false, reason: runtimeReason(error) };
  }
}

function trialTensor(type: "float32" | "int32" | "int64", dims: readonly number[], values: Float32Array): Tensor {
  switch (type) {
    case "float32":
      return new Tensor("float32", values, dims);
    case "int32":
      return new Tensor("int32", Int32Array.from(values), dims);
    case "int64":
      return new Tensor("int64", BigInt64Array.from(values, BigInt), dims);
  }
}

/** The runtime's version, recorded with a run. */
export function runtimeVersion(): string {
  return env.versions.node ?? env.versions.common;
}

/** The runtime's message without its file and line, as one plain line. */
function runtimeReason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/\s+/g, " ")
    .replace(/^.*?\[ONNXRuntimeError\] : \d+ : \w+ : /, "")
    .replace(/^\S*\/onnxruntime_src\/.*? was false\. /, "")
    .trim()
    .slice(0, 400);
}
