/** Commands of the window: undo, notices, language, theme, and what opens over it. */
import type { Stores } from "../stores/createStores.ts";
import { tellUnexpected } from "../stores/noticeStore.ts";
import { ALL_LANGUAGES } from "../../shared/words/languages.ts";
import type { DialogName } from "../stores/windowStore.ts";
import { always, type Command, type CommandId } from "./command.ts";

export const viewCommands: readonly Command[] = [
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
    id: "toggleFullScreen",
    group: "view",
    keys: ["F11"],
    enabled: always,
    run: (stores) => void toggleFullScreen(stores),
  },
  {
    id: "toggleLanguage",
    group: "view",
    keys: ["$mod+Shift+l"],
    enabled: always,
    run: (stores) => {
      const { settings, update } = stores.settings.getState();
      update({
        language:
          ALL_LANGUAGES[(ALL_LANGUAGES.indexOf(settings.language) + 1) % ALL_LANGUAGES.length] ?? settings.language,
      });
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

async function toggleFullScreen(stores: Stores): Promise<void> {
  try {
    await stores.bridge.app.toggleFullScreen({});
  } catch (error) {
    tellUnexpected(stores.notices, "toggleFullScreen", error);
  }
}

/** The theme on screen, `system` resolved. */
export function shownTheme(theme: "dark" | "light" | "system"): "dark" | "light" {
  if (theme !== "system") return theme;
  return window.matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

function dialogCommand(id: CommandId, group: Command["group"], dialog: DialogName, keys: readonly string[]): Command {
  return { id, group, keys, enabled: always, run: (stores) => stores.window.getState().openDialog(dialog) };
}
