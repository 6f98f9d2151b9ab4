/** Loads the sessions of a model on a provider: from an optimised copy of its graph where there is one, otherwise from the graph, rewritten where possible. */
import { readFile } from "node:fs/promises";
import type { Provider } from "../../../shared/core/run.ts";
import type { Execution, GraphOptimization } from "../../../shared/core/sessionTuning.ts";
import { type GraphCopy, isCacheable, openGraphCopy } from "../graphs/graphCache.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { rewritePoolScatters } from "../graphs/poolScatter.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { createSession, runtimeVersion, type SessionOptions } from "./ortRuntime.ts";
import type { RuntimeSession, SessionOpened } from "./sessionThread.ts";
import { trialFeeds } from "./trialFeeds.ts";

export type SessionsLoaded =
  | { readonly ok: true; readonly sessions: readonly RuntimeSession[] }
  | { readonly ok: false; readonly reason: string };

/** The first must load; where memory is short, as many others as load are enough. */
export async function loadSessions(
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

/** The source of a session: the model's own graph, or an optimised copy. */
interface GraphSource extends Pick<SessionOptions, "graphOptimizationLevel" | "optimizedModelFilePath"> {
  readonly path: string;
}

/** `again`: the best source for further sessions of this model. */
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
  // A folder that is not writable must not keep a model from running.
  await copy.drop();
  return plainly();
}

/** Larger graphs are not rewritten: rewriting takes a few times their size in memory. */
const MAX_REWRITTEN_BYTES = 2 ** 29;

/** A session of the graph with parts replaced by faster ones, tried once; null where there is nothing to rewrite, or where the result does not run. */
async function openRewritten(
  model: ModelFiles,
  graph: GraphSource,
  copy: GraphCopy,
  open: (source: GraphSource) => Promise<SessionOpened>,
): Promise<SessionOpened | null> {
  // Weights in separate files are found only beside the graph.
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

/** Of the graph and of its weights in separate files: an optimised copy contains both. */
function wholeHash({ manifest: { sha256, weights = [] } }: ModelFiles): string {
  return [sha256, ...weights.map((file) => file.sha256)].join(" ");
}
