/** Starts the engine's process, watches it, starts it again when it ends, and connects pages with it. */
import { app, utilityProcess, type MessagePortMain, type UtilityProcess } from "electron";
import type { Reason } from "../../shared/core/reason.ts";
import { type DeviceLoss, timesLost } from "../../shared/core/run.ts";
import type { Grant } from "../../shared/ipc/contract.ts";
import { fromEngineSchema, type FromEngine, type TestFault, type ToEngine } from "../../shared/ipc/engineMessages.ts";
import { endProcess } from "./endProcess.ts";
import { engineEnvironment } from "./engineEnvironment.ts";
import { watchEngineOutput } from "./engineOutput.ts";
import { runFirst } from "./firstRun.ts";
import { type GoneDetail, type GoneWatch, watchGone } from "./goneDetails.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { decideRestart } from "./restartPolicy.ts";
import { tryProvider } from "./providerTrial.ts";

/** Why an engine ended, for main to put into the user's words. */
export type EngineEnd =
  | { readonly kind: "crashed"; readonly code: number; readonly detail: string }
  | { readonly kind: "hung" }
  | { readonly kind: "over-limit"; readonly why: Reason }
  /** `times`: how often that provider was lost, this time included. */
  | { readonly kind: "device-lost"; readonly provider: string; readonly reason: Reason; readonly times: number }
  | { readonly kind: "unfit"; readonly reason: string };

export interface EngineProcessOptions {
  readonly script: string;
  /** Asked at every start. */
  readonly startMessage: () => Omit<Extract<ToEngine, { kind: "start" }>, "losses">;
  readonly onReady: (restarts: number) => void;
  readonly onOpened: (grant: Grant, what: "dataset" | "model") => void;
  readonly onLost: (end: EngineEnd, restarting: boolean) => void;
}

export interface EngineProcess {
  readonly start: () => void;
  readonly isReady: () => boolean;
  /** Null while it runs or is about to run again. */
  readonly gone: () => EngineEnd | null;
  readonly restarts: () => number;
  /** Hands a page's port to the engine; false when there is none to take it. */
  readonly connectPage: (port: MessagePortMain) => boolean;
  /** Resolves when the engine knows the grant; one that starts later gets it at its start. */
  readonly tellGrant: (grant: Grant, path: string) => Promise<void>;
  readonly fault: (fault: TestFault) => void;
  readonly stop: () => void;
}

const ENGINE_SERVICE = "loupe-engine";
const GRANT_TIMEOUT_MS = 5_000;

interface Life {
  readonly child: UtilityProcess;
  /** What the system tells of its end. */
  readonly gone: GoneWatch;
  readonly heartbeat: { readonly pong: (id: number) => void; readonly stop: () => void };
  ready: boolean;
  end: EngineEnd | null;
}

export function createEngineProcess(options: EngineProcessOptions): EngineProcess {
  const endings: number[] = [];
  const losses: DeviceLoss[] = [];
  const waitingGrants = new Map<number, () => void>();
  let life: Life | null = null;
  let goneFor: EngineEnd | null = null;
  let restarts = 0;
  let nextId = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const child = utilityProcess.fork(options.script, [], {
      serviceName: ENGINE_SERVICE,
      env: engineEnvironment(process.env),
      stdio: ["ignore", "inherit", "pipe"],
    });
    const mine: Life = {
      child,
      ready: false,
      end: null,
      gone: watchGone({ isAlive: () => exists(child), onEnd: (detail) => ended(mine, crashed(detail)) }),
      heartbeat: createHeartbeat({
        ping: (id) => post(child, { kind: "ping", id }),
        onSilence: () => end(mine, { kind: "hung" }),
      }),
    };
    life = mine;
    if (child.stderr) {
      watchEngineOutput(
        child.stderr,
        (line) => console.error(`[engine] ${line}`),
        () => end(mine, { kind: "unfit", reason: "sharp-uncured" }),
      );
    }
    child.on("message", (raw: unknown) => {
      const parsed = fromEngineSchema.safeParse(raw);
      if (parsed.success && life === mine) receive(mine, parsed.data);
    });
    // Of a crash either event may be the only true one: `exit` can say 0 (electron/electron#42283).
    child.on("exit", (code) => {
      const told = mine.gone.told();
      ended(mine, crashed(told ?? { exitCode: code ?? 0, reason: "" }));
    });
    post(child, { ...options.startMessage(), losses: [...losses] });
  }

  app.on("child-process-gone", (_event, details) => {
    if (details.type !== "Utility" || details.reason === "clean-exit") return;
    const isOurs = details.serviceName === ENGINE_SERVICE || details.name === ENGINE_SERVICE;
    if (isOurs) life?.gone.tell(details);
  });

  function receive(mine: Life, message: FromEngine): void {
    switch (message.kind) {
      case "ready":
        mine.ready = true;
        options.onReady(restarts);
        return;
      case "unfit":
        end(mine, { kind: "unfit", reason: message.reason });
        return;
      case "device-lost": {
        const { provider, reason } = message;
        losses.push({ provider, reason });
        end(mine, { kind: "device-lost", provider, reason, times: timesLost(losses, provider) });
        return;
      }
      case "over-limit":
        end(mine, { kind: "over-limit", why: message.why });
        return;
      case "granted":
        waitingGrants.get(message.id)?.();
        return;
      case "pong":
        mine.heartbeat.pong(message.id);
        return;
      case "trial":
        void tryProvider(options.script, message.provider, message.graphPath).then((outcome) => {
          if (life === mine) post(mine.child, { kind: "trial-result", id: message.id, outcome });
        });
        return;
      case "first-run":
        void runFirst(options.script, message).then((outcome) => {
          if (life === mine) post(mine.child, { kind: "first-run-result", id: message.id, outcome });
        });
        return;
      case "opened":
        options.onOpened(message.grant, message.what);
        return;
      case "tried":
      case "first-ran":
        return;
    }
  }

  function end(mine: Life, why: EngineEnd): void {
    mine.end ??= why;
    endProcess(mine.child);
  }

  /** Once per process, whichever event comes first. */
  function ended(mine: Life, how: EngineEnd): void {
    if (life !== mine) return;
    life = null;
    mine.heartbeat.stop();
    mine.gone.stop();
    for (const wake of waitingGrants.values()) wake();
    if (stopped) return;
    const why = mine.end ?? how;
    const now = performance.now();
    endings.push(now);
    const decision = decideRestart(endings, now);
    if (why.kind === "unfit" || !decision.restart) {
      goneFor = why;
      options.onLost(why, false);
      return;
    }
    options.onLost(why, true);
    restarts += 1;
    timer = setTimeout(start, decision.delayMs);
  }

  return {
    start,
    isReady: () => life?.ready ?? false,
    gone: () => goneFor,
    restarts: () => restarts,
    connectPage(port) {
      if (!life?.ready) return false;
      life.child.postMessage({ kind: "page" } satisfies ToEngine, [port]);
      return true;
    },
    tellGrant(grant, path) {
      if (!life) return Promise.resolve();
      const { child } = life;
      const id = nextId++;
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timeout);
          waitingGrants.delete(id);
          resolve();
        };
        const timeout = setTimeout(done, GRANT_TIMEOUT_MS);
        waitingGrants.set(id, done);
        post(child, { kind: "grant", id, grant, path });
      });
    },
    fault: (fault) => life && post(life.child, { kind: "fault", fault }),
    stop() {
      stopped = true;
      clearTimeout(timer);
      life?.child.kill();
    },
  };
}

function crashed({ exitCode, reason }: GoneDetail): EngineEnd {
  return { kind: "crashed", code: exitCode, detail: reason };
}

function exists({ pid }: UtilityProcess): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function post(child: UtilityProcess, message: ToEngine): void {
  child.postMessage(message);
}
