/** Which providers this machine can run: cheap signs first, then a trial in a process that may die. */
import { reason } from "../../shared/core/reason.ts";
import type { ProviderAttempt } from "../../shared/core/run.ts";
import type { ProbeProvider } from "./inference/chooseProvider.ts";
import { absentReason, providerOrder } from "./inference/providerOrder.ts";

/** `graphPath`: the model to try, null for a graph that the trial makes up; without `probe` a provider that may be there is told as untried. */
export async function surveyProviders(
  graphPath: string | null,
  probe: ProbeProvider | undefined,
): Promise<ProviderAttempt[]> {
  const found: ProviderAttempt[] = [];
  for (const provider of providerOrder(process.platform)) {
    const absent = absentReason(provider, process.platform, process.env);
    if (absent !== null) found.push({ provider, ok: false, reason: absent });
    else if (provider === "cpu") found.push({ provider, ok: true, reason: null });
    else if (probe === undefined) found.push({ provider, ok: false, reason: reason("not-tried-here") });
    else {
      const trial = await probe({ provider, graphPath });
      found.push({ provider, ok: trial.ok, reason: trial.ok ? null : trial.reason });
    }
  }
  return found;
}
