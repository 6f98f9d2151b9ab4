/** The user's settings; a change takes effect at once and is saved shortly afterwards. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Settings } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export interface SettingsState {
  readonly settings: Settings;
  readonly update: (patch: Partial<Settings>) => void;
  /** Saves pending changes now. */
  readonly flush: () => Promise<void>;
}

export type SettingsStore = StoreApi<SettingsState>;

/** A drag of the threshold is saved once, when it ends. */
const SAVE_AFTER_MS = 400;

export function createSettingsStore(bridge: LoupeBridge, notices: NoticeStore, initial: Settings): SettingsStore {
  let waiting: Partial<Settings> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const patch = waiting;
    waiting = {};
    if (Object.keys(patch).length === 0) return;
    try {
      await bridge.app.saveSettings(patch);
    } catch (error) {
      tellUnexpected(notices, "settings", error);
    }
  }

  return createStore<SettingsState>()((set, get) => ({
    settings: initial,
    update: (patch) => {
      const { settings } = get();
      const changed = Object.fromEntries(
        (Object.keys(patch) as (keyof Settings)[])
          .filter((key) => patch[key] !== settings[key])
          .map((key) => [key, patch[key]]),
      ) as Partial<Settings>;
      if (Object.keys(changed).length === 0) return;
      waiting = { ...waiting, ...changed };
      set({ settings: { ...settings, ...changed } });
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    },
    flush,
  }));
}
