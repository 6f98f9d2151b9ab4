/** Tries a provider in a process of its own, since some of them crash the process they run in. */
import { reason } from "../../shared/core/reason.ts";
import { utilityProcess } from "electron";
import type { Provider } from "../../shared/core/run.ts";
import { trialSeconds } from "../../shared/core/trialSeconds.ts";
import { fromEngineSchema, type ToEngine, type TrialOutcome } from "../../shared/ipc/engineMessages.ts";
import { engineEnvironment } from "./engineEnvironment.ts";

export function tryProvider(script: string, provider: Provider, graphPath: string | null): Promise<TrialOutcome> {
  const seconds = trialSeconds(provider);
  return new Promise((resolve) => {
    const child = utilityProcess.fork(script, [], {
      serviceName: "loupe-trial",
      env: engineEnvironment(process.env),
      stdio: "ignore",
    });
    const settle = (outcome: TrialOutcome) => {
      clearTimeout(timeout);
      child.kill();
      resolve(outcome);
    };
    const timeout = setTimeout(
      () => settle({ ok: false, reason: reason("no-answer-within", { seconds }) }),
      seconds * 1000,
    );
    child.on("message", (raw: unknown) => {
      const parsed = fromEngineSchema.safeParse(raw);
      if (parsed.success && parsed.data.kind === "tried") settle(parsed.data.outcome);
    });
    child.on("exit", (code) => settle({ ok: false, reason: reason("trial-ended", { how: `code ${code ?? 0}` }) }));
    child.postMessage({ kind: "trial", provider, graphPath } satisfies ToEngine);
  });
}
