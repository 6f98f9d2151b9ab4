/** Keeps the results of provider trials, so that the same graph is not tried twice: under `auto` every GPU is compared with the cpu. */
import { stat } from "node:fs/promises";
import type { ProbeOutcome, ProbeProvider, ProbeRequest } from "./chooseProvider.ts";

export interface KeptTrials {
  readonly probe: ProbeProvider;
  /** The next trial of each is a new one. */
  readonly forget: () => void;
}

/** Only what worked is kept: whoever repairs a driver need not start Loupe again. A graph is another one when its file is. */
export function keepTrials(probe: ProbeProvider): KeptTrials {
  const known = new Map<string, Promise<ProbeOutcome>>();
  return {
    async probe(request) {
      const key = await keyOf(request);
      const trial = known.get(key) ?? probe(request);
      known.set(key, trial);
      const outcome = await trial;
      if (!outcome.ok && known.get(key) === trial) known.delete(key);
      return outcome;
    },
    forget: () => known.clear(),
  };
}

async function keyOf({ provider, graphPath }: ProbeRequest): Promise<string> {
  const file = graphPath === null ? null : await stat(graphPath).catch(() => null);
  return JSON.stringify([provider, graphPath, file?.size, file?.mtimeMs]);
}
