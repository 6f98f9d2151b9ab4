/**
 * The engine's end of a session in a thread of its own: the runtime's `run` blocks its thread until it is done, and a
 * blocked engine neither decodes the next image nor answers the window.
 */
import { Worker } from "node:worker_threads";
import type { RawOutput } from "../../../shared/inference/layouts/detectorLayout.ts";
import type { Overrun } from "./overrun.ts";
import type { SessionFeed } from "./sessionFeeds.ts";

/** Passed to the thread when it starts. */
export interface ThreadStart {
  /** Absolute path of the runtime's package. */
  readonly runtimePath: string;
  readonly graphPath: string;
  readonly options: unknown;
}

export type ThreadRequest =
  | { readonly kind: "run"; readonly feeds: readonly SessionFeed[] }
  | { readonly kind: "close" };

export type ThreadReply =
  | { readonly kind: "ready" }
  | { readonly kind: "ran"; readonly outputs: readonly RawOutput[]; readonly milliseconds: number }
  | { readonly kind: "failed"; readonly reason: string };

/** `over`: the run took more than it may and goes on in native code; `accused`: by this one, as far as that can be told. */
export type RunReply =
  | Exclude<ThreadReply, { kind: "ready" }>
  | { readonly kind: "over"; readonly over: Overrun; readonly accused: boolean };

export interface RuntimeSession {
  /** One at a time: the caller waits for the answer before it asks again. */
  run(feeds: readonly SessionFeed[]): Promise<RunReply>;
  close(): Promise<void>;
}

export type SessionOpened =
  | { readonly ok: true; readonly session: RuntimeSession }
  | { readonly ok: false; readonly reason: string };

/** `body`: the thread's program, a function without outer references; it is passed as text, so that every bundle is a single file. */
export async function openSessionThread(
  body: (load: (id: string) => unknown) => void,
  start: ThreadStart,
): Promise<SessionOpened> {
  const worker = new Worker(`(${body.toString()})(require);`, { eval: true, workerData: start });
  let waiting: ((reply: ThreadReply) => void) | null = null;
  let ended: string | null = null;
  const answer = (reply: ThreadReply) => {
    const waiter = waiting;
    waiting = null;
    // An idle thread does not keep the process alive.
    worker.unref();
    waiter?.(reply);
  };
  const end = (reason: string) => {
    ended ??= reason;
    answer({ kind: "failed", reason: ended });
  };
  worker.on("message", answer);
  worker.on("error", (error) => end(error.message));
  const exited = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      end("the session's thread ended");
      resolve();
    });
  });
  const reply = () =>
    new Promise<ThreadReply>((resolve) => {
      if (ended !== null) return resolve({ kind: "failed", reason: ended });
      waiting = resolve;
      worker.ref();
    });

  const first = await reply();
  if (first.kind !== "ready") {
    await worker.terminate();
    return { ok: false, reason: first.kind === "failed" ? first.reason : "the session's thread answered out of turn" };
  }
  return {
    ok: true,
    session: {
      async run(feeds) {
        const request: ThreadRequest = { kind: "run", feeds };
        const answered = reply();
        if (ended === null) worker.postMessage(request);
        const ran = await answered;
        return ran.kind === "ready" ? { kind: "failed", reason: "the session's thread answered out of turn" } : ran;
      },
      async close() {
        if (ended !== null) return;
        const request: ThreadRequest = { kind: "close" };
        worker.ref();
        worker.postMessage(request);
        await exited;
      },
    },
  };
}
