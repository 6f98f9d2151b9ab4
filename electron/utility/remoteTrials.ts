/** Trials of providers that main runs in processes of their own, as promises. */
import type { TrialOutcome } from "../../shared/ipc/engineMessages.ts";
import type { ProbeProvider, ProbeRequest } from "../engine/inference/chooseProvider.ts";

export interface RemoteTrials {
  readonly request: ProbeProvider;
  readonly settle: (id: number, outcome: TrialOutcome) => void;
}

export function createRemoteTrials(send: (id: number, request: ProbeRequest) => void): RemoteTrials {
  const waiting = new Map<number, (outcome: TrialOutcome) => void>();
  let nextId = 0;
  return {
    request: (request) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve);
        send(id, request);
      }),
    settle(id, outcome) {
      waiting.get(id)?.(outcome);
      waiting.delete(id);
    },
  };
}
