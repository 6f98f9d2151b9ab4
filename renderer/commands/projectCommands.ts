/** Commands for opening, inspecting and reporting. */
import { inspect, openDemo, openGranted } from "../stores/session.ts";
import { tellUnexpected } from "../stores/noticeStore.ts";
import type { Stores } from "../stores/createStores.ts";
import { always, type Command } from "./command.ts";

function canInspect(stores: Stores): boolean {
  const { dataset, model } = stores.project.getState();
  return (
    dataset !== null &&
    model !== null &&
    dataset.images.length > 0 &&
    !isInspecting(stores) &&
    stores.engine.getState().status === "ready"
  );
}

export function isInspecting(stores: Stores): boolean {
  const { status } = stores.run.getState();
  return status === "starting" || status === "running" || status === "paused";
}

export const projectCommands: readonly Command[] = [
  {
    id: "openDataset",
    group: "project",
    keys: ["$mod+o"],
    enabled: always,
    run: (stores) => void pick(stores, "dataset"),
  },
  {
    id: "openModel",
    group: "project",
    keys: ["$mod+Shift+o"],
    enabled: always,
    run: (stores) => void pick(stores, "model"),
  },
  {
    id: "chooseLists",
    group: "project",
    keys: [],
    enabled: (stores) => stores.project.getState().dataset !== null && stores.engine.getState().status === "ready",
    run: (stores) => void stores.project.getState().chooseLists(),
  },
  { id: "openDemo", group: "project", keys: [], enabled: always, run: (stores) => void openDemo(stores) },
  {
    id: "exportReports",
    group: "project",
    keys: ["$mod+e"],
    enabled: (stores) => stores.run.getState().run !== null,
    run: (stores) => stores.window.getState().openDialog("reports"),
  },
  {
    id: "showIssues",
    group: "project",
    keys: ["$mod+i"],
    enabled: (stores) => stores.project.getState().dataset !== null,
    run: (stores) => stores.window.getState().openDialog("issues"),
  },
  {
    id: "showFacts",
    group: "project",
    keys: ["$mod+Shift+i"],
    enabled: (stores) => stores.project.getState().dataset !== null || stores.project.getState().model !== null,
    run: (stores) => stores.window.getState().openDialog("facts"),
  },
  {
    id: "showModel",
    group: "project",
    keys: ["$mod+Shift+m"],
    enabled: (stores) => stores.project.getState().model !== null || stores.project.getState().incomplete !== null,
    run: (stores) => stores.window.getState().openDialog("model"),
  },
  {
    id: "startInspection",
    group: "inspection",
    keys: ["$mod+Enter"],
    enabled: canInspect,
    run: (stores) => void inspect(stores, false),
  },
  {
    id: "restartInspection",
    group: "inspection",
    keys: ["$mod+Shift+Enter"],
    destroys: true,
    enabled: canInspect,
    run: (stores) => void inspect(stores, true),
  },
  {
    id: "togglePause",
    group: "inspection",
    keys: ["p"],
    enabled: (stores) => ["running", "paused"].includes(stores.run.getState().status),
    run: (stores) => void stores.run.getState().setPaused(stores.run.getState().status !== "paused"),
  },
  {
    id: "stopInspection",
    group: "inspection",
    keys: ["$mod+."],
    enabled: isInspecting,
    run: (stores) => stores.run.getState().stop(),
  },
];

async function pick(stores: Stores, what: "dataset" | "model"): Promise<void> {
  try {
    const source = what === "dataset" ? await stores.bridge.app.pickDataset({}) : await stores.bridge.app.pickModel({});
    await openGranted(stores, source, what);
  } catch (error) {
    tellUnexpected(stores.notices, what, error);
  }
}
