/** The engine's end of the analysis thread: transfers columns, forwards progress, ends the work when it is cancelled, and the thread when it is idle. */
import { Worker } from "node:worker_threads";
import type { AnalysisName, AnalysisOptions, AnalysisResult } from "../../../shared/metrics/analyses/registry.ts";
import { columnMemory, type EvaluationColumns } from "../../../shared/metrics/evaluationColumns.ts";
import type { AnalysisReply, AnalysisRequest } from "./analysisMessages.ts";
import { program as analysisProgram } from "./analysisProgram.ts?thread";

export interface AnalysisAsked<N extends AnalysisName> {
  readonly name: N;
  /** Transferred, not copied: they are empty for the caller afterwards. */
  readonly columns: EvaluationColumns;
  readonly options: AnalysisOptions<N>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export type AnalysisOutcome<Result> =
  | { readonly kind: "done"; readonly result: Result }
  /** A fault of the analysis, or insufficient memory; the next analysis is not affected. */
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "cancelled" };

export interface AnalysisThread {
  /** Runs analyses one after another in the order of the calls. Cancelling a running one ends the thread, which frees its memory. */
  analyse<N extends AnalysisName>(asked: AnalysisAsked<N>): Promise<AnalysisOutcome<AnalysisResult<N>>>;
  /** Ends the thread if there is one; an analysis under way fails. */
  close(): Promise<void>;
}

/** A user who looks at one analysis often looks at the next; after this long the memory is released. */
const IDLE_MILLISECONDS = 30_000;

/** @param program the source text that the thread runs; tests give another than the product's */
export function createAnalysisThread(
  program: string = analysisProgram,
  idleMilliseconds: number = IDLE_MILLISECONDS,
): AnalysisThread {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function started(): Worker {
    if (worker) return worker;
    const begun = new Worker(program, { eval: true });
    const forget = () => {
      if (worker === begun) worker = null;
    };
    begun.on("exit", forget);
    // Reported to the caller; without a listener here an error of an idle thread would end the engine.
    begun.on("error", forget);
    worker = begun;
    return begun;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  function rest(): void {
    // Neither an idle thread nor its timer keeps the process alive.
    worker?.unref();
    idle = setTimeout(() => void end(), idleMilliseconds);
    idle.unref();
  }

  async function run(asked: AnalysisAsked<AnalysisName>): Promise<AnalysisOutcome<unknown>> {
    if (asked.signal?.aborted) return { kind: "cancelled" };
    clearTimeout(idle);
    const thread = started();
    thread.ref();
    const outcome = await converse(thread, asked);
    if (outcome.kind === "cancelled") await end();
    else rest();
    return outcome;
  }

  return {
    analyse<N extends AnalysisName>(asked: AnalysisAsked<N>) {
      const running = last.then(() => run(asked as unknown as AnalysisAsked<AnalysisName>));
      last = running.catch(() => undefined);
      return running as Promise<AnalysisOutcome<AnalysisResult<N>>>;
    },
    close: end,
  };
}

/** One request and its answers, until the thread has finished it, has ended, or the request is cancelled. */
function converse(
  thread: Worker,
  { name, columns, options, signal, onProgress }: AnalysisAsked<AnalysisName>,
): Promise<AnalysisOutcome<unknown>> {
  return new Promise((resolve) => {
    const settle = (outcome: AnalysisOutcome<unknown>) => {
      thread.off("message", onMessage);
      thread.off("error", onError);
      thread.off("exit", onExit);
      signal?.removeEventListener("abort", onAbort);
      resolve(outcome);
    };
    const onMessage = (reply: AnalysisReply) => {
      switch (reply.kind) {
        case "progress":
          return onProgress?.(reply.done, reply.total);
        case "done":
          return settle({ kind: "done", result: reply.result });
        case "failed":
          return settle(reply);
      }
    };
    const onError = (error: Error) => settle({ kind: "failed", reason: error.message });
    const onExit = () => settle({ kind: "failed", reason: "the analysis thread ended" });
    const onAbort = () => settle({ kind: "cancelled" });
    thread.on("message", onMessage);
    thread.on("error", onError);
    thread.on("exit", onExit);
    signal?.addEventListener("abort", onAbort, { once: true });
    const request: AnalysisRequest = { name, columns, options };
    thread.postMessage(request, columnMemory(columns));
  });
}
