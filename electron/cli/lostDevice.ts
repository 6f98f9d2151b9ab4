/** What becomes of `loupe inspect` when a GPU goes away in the middle: once more on the same provider, then, where it was chosen by `auto`, on the cpu. */
import { failure } from "../../shared/core/failure.ts";
import { reasonText } from "../../shared/words/failureText.ts";
import { spawn } from "node:child_process";
import { z } from "zod";
import { type DeviceLoss, deviceLossSchema, type ProviderChoice } from "../../shared/core/run.ts";
import type { Failure } from "../../shared/ipc/contract.ts";
import { type Console, type ExitCode, fail } from "./console.ts";

/** Tells a process that goes on with a run what was lost before it. */
const LOSSES_VARIABLE = "LOUPE_LOST_DEVICES";
const lossesSchema = z.array(deviceLossSchema);

/** None in a process that a user started. */
export function lossesBefore(environment: Readonly<Record<string, string | undefined>>): readonly DeviceLoss[] {
  try {
    return lossesSchema.parse(JSON.parse(environment[LOSSES_VARIABLE] ?? "[]"));
  } catch {
    return [];
  }
}

/** Runs the same command again, knowing these losses; gives its exit code. */
export type RunAgain = (losses: readonly DeviceLoss[], console: Console) => Promise<ExitCode>;

/**
 * The run is stored and its file closed: whoever comes next goes on with what is left. A provider that was named is never exchanged for another one.
 * `before`: the losses that this process knew of when it began.
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
    console.note(`${told}. What is finished is kept; once more on ${lost.provider}, in a new process …`);
    return runAgain([lost], console);
  }
  if (asked === "auto") {
    console.note(`${told}. It is the second time; what is finished is kept, and the cpu does the rest …`);
    return runAgain([...before, lost], console);
  }
  return fail(console, lostTwice(lost, model));
}

function lostTwice({ provider, reason }: DeviceLoss, file: string): Failure {
  return failure("detector-lost-twice", file, { provider, reason });
}

/**
 * A process of its own, and not a fresh session in this one: CUDA's errors stick to the process, and a driver that was reset may hang or crash whoever
 * creates or even closes a session after it. This process only waits. It may still hold memory of the lost device; where the next one cannot load the
 * model for that, it is an attempt that failed like any other.
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
    // A group of its own, so that Ctrl+C reaches it once, through us. Windows has no groups: there the console tells both.
    const forwards = process.platform !== "win32";
    const child = spawn(process.execPath, [...process.execArgv, entry, ...args], {
      stdio: "inherit",
      detached: forwards,
      env: { ...process.env, [LOSSES_VARIABLE]: JSON.stringify(losses) },
    });
    const forward = (signal: NodeJS.Signals) => void (forwards && child.kill(signal));
    // Asked twice, this process ends at once: so must the other.
    const end = () => forward("SIGTERM");
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    process.on("exit", end);
    if (console.signal.aborted) forward("SIGTERM");
    const settle = (code: ExitCode) => {
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
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
