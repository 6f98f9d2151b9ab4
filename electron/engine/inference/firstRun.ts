/** The first run of a graph that this machine has not seen: in an expendable process, which ends itself when the graph takes more than it may. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { providerSchema } from "../../../shared/core/run.ts";
import { runLimitsSchema } from "../../../shared/core/runLimits.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { createSession } from "./ortRuntime.ts";
import { type Overrun, overrunSchema, watchRun } from "./overrun.ts";
import { memoryLimit } from "./processMemory.ts";
import { trialFeeds } from "./trialFeeds.ts";

const firstRunRequestSchema = z.object({
  graphPath: z.string(),
  provider: providerSchema,
  /** Pixels of the image, where the graph leaves them open. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  limits: runLimitsSchema,
});
export type FirstRunRequest = Readonly<z.infer<typeof firstRunRequestSchema>>;

const firstRunOutcomeSchema = z.discriminatedUnion("kind", [
  /** `peakBytes`: the most memory that the process held. */
  z.object({ kind: z.literal("ran"), milliseconds: z.number(), peakBytes: z.number() }),
  z.object({ kind: z.literal("over"), over: overrunSchema }),
  /** The graph ended the process, as native code does that fails. */
  z.object({ kind: z.literal("ended"), how: z.string() }),
  /** The process never answered. */
  z.object({ kind: z.literal("silent") }),
  /** It does not load or run, and says so: whoever loads it next hears the same. Or there was no process to try it in. */
  z.object({ kind: z.literal("failed"), reason: z.string() }),
]);
export type FirstRunOutcome = Readonly<z.infer<typeof firstRunOutcomeSchema>>;

/** Given by the host: runs the request in an expendable process, whatever becomes of that. */
export type FirstRun = (request: FirstRunRequest) => Promise<FirstRunOutcome>;

/** A large model on a slow disk takes a minute to load; a provider that compiles takes minutes. */
const FIRST_RUN_MS = 300_000;
/** The process tells of its own limits; one that does not is past them. */
const GRACE_MS = 10_000;

export function firstRunTime({ limits: { imageSeconds } }: Pick<FirstRunRequest, "limits">): number {
  return imageSeconds === null ? FIRST_RUN_MS : imageSeconds * 1000;
}

/** How long the host waits for the expendable process. */
export function firstRunPatience(request: Pick<FirstRunRequest, "limits">): number {
  return firstRunTime(request) + GRACE_MS;
}

/** The request as it came from another process. */
export async function runFirstAsAsked(request: unknown): Promise<FirstRunOutcome> {
  const parsed = firstRunRequestSchema.safeParse(request);
  return parsed.success ? runFirst(parsed.data) : { kind: "failed", reason: "the request was damaged" };
}

/** The outcome as it came from another process. */
export function answeredFirstRun(outcome: unknown): FirstRunOutcome {
  const parsed = firstRunOutcomeSchema.safeParse(outcome);
  return parsed.success ? parsed.data : { kind: "failed", reason: "the answer was damaged" };
}

/** Loads the graph and runs it once on a black image. In an expendable process only: after `over` its native code goes on, and only the process's end stops it. */
async function runFirst(request: FirstRunRequest): Promise<FirstRunOutcome> {
  let settle: (over: Overrun) => void = () => undefined;
  const over = new Promise<FirstRunOutcome>((resolve) => (settle = (found) => resolve({ kind: "over", over: found })));
  const limit = memoryLimit(request.limits, process.memoryUsage.rss());
  const watch = watchRun({ memoryBytes: limit, timeMs: () => firstRunTime(request) }, settle);
  const outcome = await Promise.race([over, loadAndRun(request).catch(failedRun)]);
  const peakBytes = watch.stop();
  return outcome.kind === "ran" ? { ...outcome, peakBytes } : outcome;
}

/** A tensor that no memory holds, or a file that is gone. */
function failedRun(error: unknown): FirstRunOutcome {
  return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
}

async function loadAndRun({ graphPath, provider, width, height }: FirstRunRequest): Promise<FirstRunOutcome> {
  const facts = readOnnxGraph(await readFile(graphPath));
  const feeds = facts.ok ? trialFeeds(facts.facts, { size: { width, height } }) : null;
  if (feeds === null) return { kind: "failed", reason: "the graph's inputs cannot be made up for a first run" };
  const opened = await createSession(graphPath, provider, {});
  if (!opened.ok) return { kind: "failed", reason: opened.reason };
  const ran = await opened.session.run(feeds);
  if (ran.kind === "ran") return { kind: "ran", milliseconds: ran.milliseconds, peakBytes: 0 };
  return ran.kind === "over" ? { kind: "over", over: ran.over } : { kind: "failed", reason: ran.reason };
}
