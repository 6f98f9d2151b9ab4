/** Creates every store of the page over one bridge: the whole state of the window, without React. */
import { DEFAULT_DECISION_RULE } from "../../shared/core/decisionRule.ts";
import type { AppContract, OutputOf } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { createDerived, type Derived } from "./derived.ts";
import { createEngineStore, type EngineStore } from "./engineStore.ts";
import { createMomentSource, type MomentSource } from "./momentSource.ts";
import { createNoticeStore, type NoticeStore } from "./noticeStore.ts";
import { createProjectStore, type ProjectStore } from "./projectStore.ts";
import { createRecentStore, type RecentStore } from "./recentStore.ts";
import { createReportStore, type ReportStore } from "./reportStore.ts";
import { createRunListStore, type RunListStore } from "./runListStore.ts";
import { createRunStore, type RunStore, type Scheduler } from "./runStore.ts";
import { createSelfCheckStore, type SelfCheckStore } from "./selfCheckStore.ts";
import { createSettingsStore, type SettingsStore } from "./settingsStore.ts";
import { createThumbnailCache, type ThumbnailCache } from "./thumbnailCache.ts";
import { createViewStore, type ViewStore } from "./viewStore.ts";
import { createWindowStore, type WindowStore } from "./windowStore.ts";

export type StartUp = OutputOf<AppContract, "startUp">;

export interface Stores {
  readonly bridge: LoupeBridge;
  readonly startUp: StartUp;
  readonly project: ProjectStore;
  readonly run: RunStore;
  readonly runs: RunListStore;
  readonly view: ViewStore;
  readonly derived: Derived;
  readonly moments: MomentSource;
  readonly notices: NoticeStore;
  readonly settings: SettingsStore;
  readonly engine: EngineStore;
  readonly window: WindowStore;
  readonly recent: RecentStore;
  readonly reports: ReportStore;
  readonly selfCheck: SelfCheckStore;
  readonly thumbnails: ThumbnailCache;
}

const THUMBNAIL_SIDE = 256;

export function createStores(bridge: LoupeBridge, startUp: StartUp, schedule: Scheduler): Stores {
  const { compareLayout, libraryMode } = startUp.settings;
  const notices = createNoticeStore();
  const project = createProjectStore(bridge, notices);
  const run = createRunStore(bridge, notices, schedule);
  const view = createViewStore({ rule: DEFAULT_DECISION_RULE, compareLayout });
  return {
    bridge,
    startUp,
    project,
    run,
    runs: createRunListStore(bridge, notices, { project, run, view }),
    view,
    notices,
    derived: createDerived({ project, run, view }),
    moments: createMomentSource({ project, run, view }),
    settings: createSettingsStore(bridge, notices, startUp.settings),
    engine: createEngineStore(bridge, notices),
    window: createWindowStore({ libraryMode }),
    recent: createRecentStore(bridge, notices),
    reports: createReportStore(bridge, notices),
    selfCheck: createSelfCheckStore(bridge, notices),
    thumbnails: createThumbnailCache(bridge, {
      side: THUMBNAIL_SIDE,
      capacity: 600,
      concurrency: 3,
      createUrl: (bytes, mediaType) => URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: mediaType })),
      revokeUrl: (url) => URL.revokeObjectURL(url),
    }),
  };
}
