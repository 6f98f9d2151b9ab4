/** The native menu: every entry runs a command of the page; the page handles the keys. */
import { Menu, type MenuItemConstructorOptions } from "electron";
import type { Language, Settings } from "../../shared/ipc/contract.ts";
import { acceleratorOf } from "./accelerator.ts";
import type { MainTexts } from "../../shared/words/languageWords.ts";
import { WORDS } from "../../shared/words/languages.ts";

export interface AppMenuOptions {
  readonly language: Language;
  /** What the user chose instead of the keys below. */
  readonly keys: Settings["keys"];
  readonly mac: boolean;
  readonly developerTools: boolean;
  readonly run: (command: string) => void;
}

export function showAppMenu(options: AppMenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)));
}

export function menuTemplate({
  language,
  keys,
  mac,
  developerTools,
  run,
}: AppMenuOptions): MenuItemConstructorOptions[] {
  const t = WORDS[language].main;
  // The page answers the keys; a menu that answered them too would act twice.
  const entry = (id: keyof MainTexts, own?: string): MenuItemConstructorOptions => {
    const chosen = keys[id];
    const accelerator = chosen === undefined ? own : chosen.map(acceleratorOf).find((one) => one !== undefined);
    const shown = accelerator === undefined ? {} : { accelerator, registerAccelerator: false };
    return { id, label: t[id], click: () => run(id), ...shown };
  };
  const line: MenuItemConstructorOptions = { type: "separator" };
  return [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    {
      label: t.file,
      submenu: [
        entry("openDataset", "CmdOrCtrl+O"),
        entry("openModel", "CmdOrCtrl+Shift+O"),
        entry("openDemo"),
        line,
        entry("exportReports", "CmdOrCtrl+E"),
        entry("showIssues", "CmdOrCtrl+I"),
        line,
        entry("openSettings", "CmdOrCtrl+,"),
        ...(mac ? [] : [line, { role: "quit", label: t.quit } as const]),
      ],
    },
    {
      label: t.edit,
      submenu: [
        entry("undo", "CmdOrCtrl+Z"),
        entry("redo", "CmdOrCtrl+Shift+Z"),
        line,
        { role: "cut", label: t.cut },
        { role: "copy", label: t.copy },
        { role: "paste", label: t.paste },
        { role: "selectAll", label: t.selectAll },
      ],
    },
    {
      label: t.inspection,
      submenu: [
        entry("startInspection", "CmdOrCtrl+Enter"),
        entry("restartInspection", "CmdOrCtrl+Shift+Enter"),
        entry("togglePause", "P"),
        entry("stopInspection", "CmdOrCtrl+."),
        line,
        entry("showRuns", "CmdOrCtrl+R"),
        line,
        entry("toggleCounting", "Shift+C"),
      ],
    },
    {
      label: t.view,
      submenu: [
        entry("nextImage"),
        entry("previousImage"),
        line,
        entry("filterAll"),
        entry("filterEscaped"),
        entry("filterOverkill"),
        line,
        entry("layoutSide", "Q"),
        entry("layoutStacked", "W"),
        entry("layoutOverlay", "E"),
        entry("toggleBoxes", "B"),
        line,
        entry("showPalette", "CmdOrCtrl+K"),
        entry("toggleLanguage", "CmdOrCtrl+Shift+L"),
        entry("toggleTheme", "CmdOrCtrl+Shift+D"),
        line,
        mac ? { role: "togglefullscreen", label: t.toggleFullScreen } : entry("toggleFullScreen", "F11"),
        ...(developerTools ? [{ role: "toggleDevTools", label: t.developerTools } as const] : []),
      ],
    },
    { label: t.window, submenu: [{ role: "minimize", label: t.minimize }] },
    { label: t.help, submenu: [entry("showShortcuts", "F1"), entry("showAbout")] },
  ];
}
