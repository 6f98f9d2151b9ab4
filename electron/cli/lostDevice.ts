/** Recovers from a GPU lost during `loupe inspect`: once more on the same provider, then on the cpu if `auto` had chosen it. */
import { failure } from "../../shared/core/failure.ts";
import { reasonText } from "../../shared/words/failureText.ts";
import { spawn } from "node:child_process";
import { z } from "zod";
import { type DeviceLoss, deviceLossSchema, type ProviderChoice } from "../../shared/core/run.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { type Console, type ExitCode, fail } from "./console.ts";

/** The environment variable that reports earlier losses to a process that continues a run. */
const LOSSES_VARIABLE = "LOUPE_LOST_DEVICES";
const lossesSchema = z.array(deviceLossSchema);

/** Empty in a process that a user started. */
export function lossesBefore(environment: Readonly<Record<string, string | undefined>>): readonly DeviceLoss[] {
  try {
    return lossesSchema.parse(JSON.parse(environment[LOSSES_VARIABLE] ?? "[]"));
  } catch {
    return [];
  }
}

/** Runs the same command again, passing on these losses; returns its exit code. */
export type RunAgain = (losses: readonly DeviceLoss[], console: Console) => Promise<ExitCode>;

/**
 * The run is stored and its file closed, so that the next process continues with the remaining images. A provider that
 * was named is never replaced by another. `before`: the losses that this process knew of when it started.
 */
export async function goOnAfterLoss(
  lost: DeviceLoss,
  before: readonly DeviceLoss[],
  asked: ProviderChoice,
  model: string,
  console: Console,
  runAgain: RunAgain,
): Promise<ExitCode> {
  const told = `loupe: ${lost.provider} stopped working: ${reasonText(lost.reason, "en")}`;
  if (before.length === 0) {
    console.note(`${told}. Finished results are kept; trying ${lost.provider} once more in a new process …`);
    return runAgain([lost], console);
  }
  if (asked === "auto") {
    console.note(`${told}. This is the second time: finished results are kept, and the rest is inspected on the cpu …`);
    return runAgain([...before, lost], console);
  }
  return fail(console, lostTwice(lost, model));
}

function lostTwice({ provider, reason }: DeviceLoss, file: string): Failure {
  return failure("detector-lost-twice", file, { provider, reason });
}

/**
 * Starts a new process instead of a new session in this one: CUDA's errors stick to the process, and a driver that was
 * reset may hang or crash a process that creates or even closes a session afterwards. This process only waits. It may
 * still hold memory of the lost device; if the next one cannot load the model because of that, it is an attempt that
 * failed like any other.
 */
export function runAgainInNewProcess(losses: readonly DeviceLoss[], console: Console): Promise<ExitCode> {
  const [, entry = "", ...args] = process.argv;
  return runEntryAgain(entry, args, losses, console);
}

/** `entry`: the command line's bundle. */
export function runEntryAgain(
  entry: string,
  args: readonly string[],
  losses: readonly DeviceLoss[],
  console: Console,
): Promise<ExitCode> {
  return new Promise((resolve) => {
    // In a process group of its own, so that Ctrl+C reaches it once, through this process. Windows has no groups: there the console signals both.
    const forwards = process.platform !== "win32";
    const child = spawn(process.execPath, [...process.execArgv, entry, ...args], {
      stdio: "inherit",
      detached: forwards,
      env: { ...process.env, [LOSSES_VARIABLE]: JSON.stringify(losses) },
    });
    const forward = (signal: NodeJS.Signals) => void (forwards && child.kill(signal));
    // On the second Ctrl+C this process ends at once, so the other one must as well.
    const end = () => forward("SIGTERM");
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    process.on("SIGHUP", forward);
    process.on("exit", end);
    if (console.signal.aborted) forward("SIGTERM");
    const settle = (code: ExitCode) => {
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      process.off("SIGHUP", forward);
      process.off("exit", end);
      resolve(code);
    };
    child.on("error", (error) => {
      console.note(`loupe: no new process could be started: ${error.message}. Run the same command again to continue.`);
      settle(1);
    });
    child.on("exit", (code, signal) => {
      if (signal !== null)
        console.note(`loupe: the new process ended with ${signal}. Run the same command again to continue.`);
      settle(exitCode(code));
    });
  });
}

function exitCode(code: number | null): ExitCode {
  return code === 0 || code === 2 || code === 130 ? code : 1;
}
