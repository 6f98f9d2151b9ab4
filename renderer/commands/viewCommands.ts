/** Commands of the compare view, the threshold and the window. */
import { createBurst } from "../stores/burst.ts";
import type { Stores } from "../stores/createStores.ts";
import type { CompareLayout } from "../stores/viewStore.ts";
import type { DialogName, ViewportRequest } from "../stores/windowStore.ts";
import { always, type Command, type CommandId } from "./command.ts";

function hasImage(stores: Stores): boolean {
  return stores.view.getState().selectedImageId !== null;
}

export const viewCommands: readonly Command[] = [
  {
    id: "toggleBoxes",
    group: "compare",
    keys: ["Space", "b"],
    enabled: hasImage,
    run: (stores) => stores.view.getState().setBoxesShown(!stores.view.getState().boxesShown),
  },
  layoutCommand("layoutSide", "side", "q"),
  layoutCommand("layoutStacked", "stacked", "w"),
  layoutCommand("layoutOverlay", "overlay", "e"),
  viewportCommand("zoomFit", "fit", ["f"]),
  viewportCommand("zoomActual", "actual", ["z"]),
  viewportCommand("zoomIn", "in", ["=", "Shift+Equal", "NumpadAdd"]),
  viewportCommand("zoomOut", "out", ["-", "NumpadSubtract"]),
  thresholdCommand("thresholdDown", -0.01, ["[", "BracketLeft"]),
  thresholdCommand("thresholdUp", 0.01, ["]", "BracketRight"]),
  thresholdCommand("thresholdDownFar", -0.1, ["Shift+BracketLeft"]),
  thresholdCommand("thresholdUpFar", 0.1, ["Shift+BracketRight"]),
  {
    id: "toggleCounting",
    group: "threshold",
    keys: ["c"],
    enabled: always,
    run: (stores) => {
      const { counting, change } = stores.view.getState();
      change({ counting: counting === "exact" ? "paddlex" : "exact" });
    },
  },
  {
    id: "undo",
    group: "view",
    keys: ["$mod+z"],
    enabled: (stores) => stores.view.getState().past.length > 0,
    run: (stores) => stores.view.getState().undo(),
  },
  {
    id: "redo",
    group: "view",
    keys: ["$mod+Shift+z", "$mod+y"],
    enabled: (stores) => stores.view.getState().future.length > 0,
    run: (stores) => stores.view.getState().redo(),
  },
  {
    id: "dismissNotices",
    group: "view",
    keys: ["Escape"],
    enabled: (stores) => stores.notices.getState().notices.length > 0,
    run: (stores) => stores.notices.getState().dismissAll(),
  },
  dialogCommand("showPalette", "view", "palette", ["$mod+k", "$mod+Shift+p"]),
  {
    id: "toggleLanguage",
    group: "view",
    keys: ["$mod+Shift+l"],
    enabled: always,
    run: (stores) => {
      const { settings, update } = stores.settings.getState();
      update({ language: settings.language === "en" ? "zh" : "en" });
    },
  },
  {
    id: "toggleTheme",
    group: "view",
    keys: ["$mod+Shift+d"],
    enabled: always,
    run: (stores) =>
      stores.settings
        .getState()
        .update({ theme: shownTheme(stores.settings.getState().settings.theme) === "dark" ? "light" : "dark" }),
  },
  dialogCommand("openSettings", "view", "settings", ["$mod+,"]),
  dialogCommand("showShortcuts", "help", "shortcuts", ["Shift+?", "F1"]),
  dialogCommand("showAbout", "help", "about", []),
];

/** The theme that is on screen, `system` resolved. */
export function shownTheme(theme: "dark" | "light" | "system"): "dark" | "light" {
  if (theme !== "system") return theme;
  return window.matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

function dialogCommand(id: CommandId, group: Command["group"], dialog: DialogName, keys: readonly string[]): Command {
  return { id, group, keys, enabled: always, run: (stores) => stores.window.getState().openDialog(dialog) };
}

function layoutCommand(id: CommandId, compareLayout: CompareLayout, key: string): Command {
  return {
    id,
    group: "compare",
    keys: [key],
    enabled: hasImage,
    run: (stores) => stores.view.getState().change({ compareLayout }),
  };
}

function viewportCommand(id: CommandId, kind: ViewportRequest, keys: readonly string[]): Command {
  return {
    id,
    group: "compare",
    keys,
    enabled: hasImage,
    run: (stores) => stores.window.getState().requestViewport(kind),
  };
}

const pressGesture = createBurst("threshold-keys");

/** Presses that follow one another are one step of undo, like a drag. */
function thresholdCommand(id: CommandId, step: number, keys: readonly string[]): Command {
  return {
    id,
    group: "threshold",
    keys,
    enabled: always,
    run: (stores) => {
      const { threshold, change } = stores.view.getState();
      change({ threshold: threshold + step }, pressGesture());
    },
  };
}
