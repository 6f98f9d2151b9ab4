/** Tries a provider in a process of its own, which it may take down: the same bundle, called with a word that no user types. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { providerSchema } from "../../shared/core/run.ts";
import type { ProbeOutcome, ProbeProvider } from "../engine/inference/chooseProvider.ts";
import { trialRun } from "../engine/inference/ortDetector.ts";

/** First argument of the trial's process. */
export const TRIAL_COMMAND = "--provider-trial";
/** Compiling shaders or engines for the first time takes long. */
const TRIAL_SECONDS = 60;

const outcomeSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), milliseconds: z.number() }),
  z.object({ ok: z.literal(false), reason: z.string() }),
]);

export function probeProvider({ provider, graphPath }: Parameters<ProbeProvider>[0]): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const bundle = fileURLToPath(import.meta.url);
    const child = spawn(process.execPath, [bundle, TRIAL_COMMAND, provider, graphPath ?? ""], { stdio: ["ignore", "pipe", "ignore"], windowsHide: true });
    let answer = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      resolve({ ok: false, reason: `no answer within ${TRIAL_SECONDS} s` });
    }, TRIAL_SECONDS * 1000);
    child.stdout.setEncoding("utf8").on("data", (piece: string) => (answer += piece));
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ ok: false, reason: error.message });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve(readAnswer(answer) ?? { ok: false, reason: `the trial ended its process (${signal ?? `code ${code ?? 0}`})` });
    });
  });
}

function readAnswer(text: string): ProbeOutcome | null {
  try {
    const parsed = outcomeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** What the trial's process does: one line of JSON on stdout, whatever comes. */
export async function answerTrial([provider, graphPath]: readonly string[]): Promise<void> {
  const asked = providerSchema.safeParse(provider);
  const outcome: ProbeOutcome = asked.success ? await trialRun(graphPath ? graphPath : null, asked.data) : { ok: false, reason: "no such provider" };
  process.stdout.write(JSON.stringify(outcome));
}
