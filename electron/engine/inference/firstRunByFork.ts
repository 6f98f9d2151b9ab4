/** First runs for plain Node: the module that asks is started once more, and killed as soon as it has answered. */
import { fork } from "node:child_process";
import { expendableEnvironment } from "./expendableEnvironment.ts";
import {
  type FirstRun,
  type FirstRunOutcome,
  answeredFirstRun,
  firstRunPatience,
  runFirstAsAsked,
} from "./firstRun.ts";

/** Holds the request in the environment of the expendable process. */
const VARIABLE = "LOUPE_FIRST_RUN";

/** To be called first thing by the module that `firstRunByFork` starts: false at once in an ordinary process; in an expendable one it answers and waits to be killed. */
export async function runFirstIfAsked(): Promise<boolean> {
  const asked = process.env[VARIABLE];
  if (asked === undefined) return false;
  // Whoever asked is gone: nobody else would end this process.
  process.on("disconnect", endAtOnce);
  process.send?.(await runFirstAsAsked(JSON.parse(asked)));
  return true;
}

/** `modulePath` calls `runFirstIfAsked` before anything else. Not for Electron, whose packaged binary does not run as Node. */
export function firstRunByFork(modulePath: string): FirstRun {
  return (request) =>
    new Promise((resolve) => {
      const child = fork(modulePath, [], {
        env: { ...expendableEnvironment(process.env), [VARIABLE]: JSON.stringify(request) },
        execArgv: [],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      const settle = (outcome: FirstRunOutcome) => {
        clearTimeout(timer);
        process.off("exit", end);
        end();
        resolve(outcome);
      };
      const end = () => void child.kill("SIGKILL");
      const timer = setTimeout(() => settle({ kind: "silent" }), firstRunPatience(request));
      // Native code that never returns would outlive us.
      process.on("exit", end);
      child.on("message", (raw) => settle(answeredFirstRun(raw)));
      child.on("error", (error) => settle({ kind: "failed", reason: error.message }));
      child.on("exit", (code, signal) => settle({ kind: "ended", how: signal ?? `code ${code ?? "?"}` }));
    });
}

function endAtOnce(): void {
  process.kill(process.pid, "SIGKILL");
}
