/** The recently opened datasets and models. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RecentProject } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export interface RecentState {
  readonly projects: readonly RecentProject[];
  readonly refresh: () => Promise<void>;
  readonly forget: (id: string) => Promise<void>;
}

export type RecentStore = StoreApi<RecentState>;

export function createRecentStore(bridge: LoupeBridge, notices: NoticeStore): RecentStore {
  return createStore<RecentState>()((set) => ({
    projects: [],
    refresh: async () => {
      try {
        set({ projects: await bridge.app.recentProjects({}) });
      } catch (error) {
        tellUnexpected(notices, "recent projects", error);
      }
    },
    forget: async (id) => {
      try {
        await bridge.app.forgetRecent({ id });
        set({ projects: await bridge.app.recentProjects({}) });
      } catch (error) {
        tellUnexpected(notices, "recent projects", error);
      }
    },
  }));
}
