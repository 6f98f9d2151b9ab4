/** The first trial of a provider in an expendable process: a driver that crashes or hangs takes only that process with it. */
import { reason, reasonSchema } from "../../../shared/core/reason.ts";
import { fork } from "node:child_process";
import { z } from "zod";
import { providerSchema } from "../../../shared/core/run.ts";
import type { ProbeOutcome, ProbeProvider, ProbeRequest } from "./chooseProvider.ts";
import { expendableEnvironment } from "./expendableEnvironment.ts";
import { trialSeconds } from "../../../shared/core/trialSeconds.ts";
import { keepTrials } from "./keepTrials.ts";
import { trialRun } from "./ortRuntime.ts";

/** The environment variable that holds the request. */
const PROBE_VARIABLE = "LOUPE_PROVIDER_PROBE";
/** The prefix of the output line that holds the outcome; everything else that a driver prints is ignored. */
const OUTCOME_MARK = "loupe-probe-outcome ";

const requestSchema = z.object({ provider: providerSchema, graphPath: z.string().nullable() });
const outcomeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), reason: reasonSchema }),
]);

/**
 * To be called before anything else by the module that `probeByFork` starts. Returns false at once in an ordinary
 * process; in an expendable one it runs the trial, prints the outcome, and ends the process.
 */
export async function runProbeIfAsked(): Promise<boolean> {
  const asked = process.env[PROBE_VARIABLE];
  if (asked === undefined) return false;
  const request = requestSchema.safeParse(JSON.parse(asked));
  const outcome: ProbeOutcome = request.success
    ? await trialRun(request.data.graphPath, request.data.provider)
    : { ok: false, reason: reason("trial-request-damaged") };
  process.stdout.write(`\n${OUTCOME_MARK}${JSON.stringify(outcome)}\n`, () => process.exit(0));
  return true;
}

/** The environment of an expendable process for `request`: this process's, without variables for debugging. */
export function probeEnvironment(request: ProbeRequest, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...expendableEnvironment(environment), [PROBE_VARIABLE]: JSON.stringify(request) };
}

/** The outcome that an expendable process printed; null when it ended without one. */
export function outcomeInOutput(output: string): ProbeOutcome | null {
  const line = output.split("\n").find((candidate) => candidate.startsWith(OUTCOME_MARK));
  if (!line) return null;
  try {
    const parsed = outcomeSchema.safeParse(JSON.parse(line.slice(OUTCOME_MARK.length)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function probeTimeLimit({ provider }: ProbeRequest): number {
  return trialSeconds(provider) * 1000;
}

/**
 * A probe for plain Node: forks `modulePath`, which calls `runProbeIfAsked` before anything else. Not for Electron,
 * whose packaged binary does not run as Node: its main process starts a utility process that calls `trialRun`. Outcomes
 * that worked are kept: a second request for the same graph starts no process.
 */
export function probeByFork(
  modulePath: string,
  timeLimit: (request: ProbeRequest) => number = probeTimeLimit,
): ProbeProvider {
  return keepTrials((request) => forkOnce(modulePath, request, timeLimit(request))).probe;
}

function forkOnce(modulePath: string, request: ProbeRequest, limit: number): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const child = fork(modulePath, [], {
      env: probeEnvironment(request, process.env),
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    let errors = "";
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill("SIGKILL");
    }, limit);
    child.stdout?.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-100_000)));
    child.stderr?.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2_000)));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ ok: false, reason: reason("trial-not-started", { error: error.message }) });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (late)
        return resolve({ ok: false, reason: reason("no-answer-within", { seconds: Math.round(limit / 1000) }) });
      const last = errors.trim().split("\n").pop() ?? "";
      const how = signal ?? `code ${code ?? "?"}`;
      resolve(
        outcomeInOutput(output) ?? {
          ok: false,
          reason:
            last === ""
              ? reason("trial-ended", { how })
              : reason("trial-ended-saying", { how, said: last.slice(0, 200) }),
        },
      );
    });
  });
}
