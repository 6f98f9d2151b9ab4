/** Picks the execution provider: each one is tried alone, first in a process that may die, and every attempt is recorded with its reason. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import {
  type DeviceLoss,
  type Provider,
  type ProviderAttempt,
  type ProviderChoice,
  type ProviderRecord,
  timesLost,
} from "../../../shared/core/run.ts";
import { absentReason, providerOrder } from "./providerOrder.ts";

export interface ProbeRequest {
  readonly provider: Provider;
  /** Null: a tiny graph that comes with Loupe, which shows whether the provider works at all. */
  readonly graphPath: string | null;
}

/** `milliseconds`: duration of a warm run on the provider, where it ran. */
export type ProbeOutcome =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly reason: Reason };

/** Given by the host: loads and runs the graph once in an expendable process with a time limit. */
export type ProbeProvider = (request: ProbeRequest) => Promise<ProbeOutcome>;

/** A provider whose device was lost is tried once more, but not a third time. */
const MAX_LOSSES = 2;

export interface ProviderTrial {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly graphPath: string;
  readonly probe: ProbeProvider | undefined;
  /** Devices lost earlier in this run: `auto` then takes the lost provider once more, or else the cpu, and no other GPU. */
  readonly losses?: readonly DeviceLoss[] | undefined;
  readonly load: (
    provider: Provider,
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: Reason }>;
}

export type ProviderOutcome =
  | { readonly ok: true; readonly record: ProviderRecord }
  | { readonly ok: false; readonly reason: Reason };

/** A named provider is the only one tried; `auto` follows the platform's order and takes a GPU only where it is faster than the cpu with this very model. */
export async function chooseProvider(choice: ProviderChoice, trial: ProviderTrial): Promise<ProviderOutcome> {
  const order = choice === "auto" ? providerOrder(trial.platform) : [choice];
  const attempts: ProviderAttempt[] = [];
  const losses = trial.losses ?? [];
  for (const provider of order) {
    const own = losses.filter((loss) => loss.provider === provider);
    attempts.push(
      ...own.map((loss) => ({ provider, ok: false, reason: reason("its-device-lost", { error: loss.reason }) })),
    );
    if (own.length >= MAX_LOSSES) continue;
    const why = await tryProvider(provider, choice, trial);
    attempts.push({ provider, ok: why === null, reason: why });
    if (why === null) return { ok: true, record: { asked: choice, ran: provider, attempts } };
  }
  return { ok: false, reason: attempts[attempts.length - 1]?.reason ?? reason("not-tried-here") };
}

/** Null when the model is loaded on it, otherwise the reason why not. */
async function tryProvider(provider: Provider, choice: ProviderChoice, trial: ProviderTrial): Promise<Reason | null> {
  if (provider !== "cpu") {
    const absent = absentReason(provider, trial.platform, trial.environment);
    if (absent) return absent;
    const losses = trial.losses ?? [];
    const [lost] = losses;
    if (lost && choice === "auto" && timesLost(losses, provider) === 0)
      return reason("passed-over-after-loss", { provider: lost.provider });
    if (trial.probe) {
      const probed = await trial.probe({ provider, graphPath: trial.graphPath });
      if (!probed.ok) return probed.reason;
      if (choice === "auto") {
        // A software GPU (SwiftShader, llvmpipe) works like a real one but is far slower than the cpu.
        const cpu = await trial.probe({ provider: "cpu", graphPath: trial.graphPath });
        if (cpu.ok && cpu.milliseconds <= probed.milliseconds) {
          return reason("slower-than-cpu", {
            milliseconds: Math.round(probed.milliseconds),
            cpu: Math.round(cpu.milliseconds),
          });
        }
      }
    } else if (choice === "auto") {
      return reason("not-tried-here");
    }
  }
  const loaded = await trial.load(provider);
  return loaded.ok ? null : loaded.reason;
}
