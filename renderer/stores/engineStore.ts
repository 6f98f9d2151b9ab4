/** Whether the engine is running, and which providers this machine can run. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Reason } from "../../shared/core/reason.ts";
import type { EngineContract, OutputOf } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export type ProviderTrial = OutputOf<EngineContract, "providers">["available"][number];

export interface EngineState {
  /** `lost`: ended, a new one is starting · `reopening`: the new one is reading dataset and model again · `gone`: it will not be restarted. */
  readonly status: "ready" | "lost" | "reopening" | "gone";
  /** Why it ended; null while it works. */
  readonly reason: Reason | null;
  /** The system's code, for whoever supports the user. */
  readonly details: Reason | null;
  readonly restarts: number;
  /** Null until requested. */
  readonly providers: readonly ProviderTrial[] | null;
  readonly checkingProviders: boolean;
  readonly lose: (end: { readonly reason: Reason; readonly details: Reason | null }, restarting: boolean) => void;
  readonly reopen: (restarts: number) => void;
  readonly ready: () => void;
  readonly checkProviders: (refresh: boolean) => Promise<void>;
}

export type EngineStore = StoreApi<EngineState>;

export function createEngineStore(bridge: LoupeBridge, notices: NoticeStore): EngineStore {
  return createStore<EngineState>()((set, get) => ({
    status: "ready",
    reason: null,
    details: null,
    restarts: 0,
    providers: null,
    checkingProviders: false,
    lose: ({ reason, details }, restarting) => set({ status: restarting ? "lost" : "gone", reason, details }),
    reopen: (restarts) => set({ status: "reopening", restarts }),
    ready: () => set({ status: "ready", reason: null, details: null }),
    checkProviders: async (refresh) => {
      if (get().checkingProviders || (get().providers !== null && !refresh)) return;
      set({ checkingProviders: true });
      try {
        const { available } = await bridge.engine().providers({ refresh });
        set({ providers: available });
      } catch (error) {
        tellUnexpected(notices, "providers", error);
      } finally {
        set({ checkingProviders: false });
      }
    },
  }));
}
