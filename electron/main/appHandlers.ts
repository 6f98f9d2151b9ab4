/** Main's answers to every command of the app's contract: dialogs, settings, recent projects. */
import { app, dialog, powerSaveBlocker, shell, type BrowserWindow, type OpenDialogOptions } from "electron";
import { existsSync, statSync } from "node:fs";
import type { AppContract, Busy, OpenedItem } from "../../shared/ipc/contract.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";
import { WORDS } from "../../shared/words/languages.ts";
import type { ProjectRules } from "./projectRules.ts";
import type { RecentProjects } from "./recentProjects.ts";
import type { SettingsStore } from "./settings.ts";

export interface AppServices {
  readonly window: () => BrowserWindow | null;
  readonly settings: SettingsStore;
  readonly recent: RecentProjects;
  readonly rules: ProjectRules;
  /** Makes a path known to the engine, then gives the page's token for it. */
  readonly grant: (file: string) => Promise<{ grant: string; name: string }>;
  readonly pathOf: (grant: string) => string | null;
  /** Absolute paths of the demo that ships with Loupe. */
  readonly demo: { readonly dataset: string; readonly model: string };
  /** What the command line asked for; given to the first page only. */
  readonly takeStart: () => { readonly demo: boolean; readonly open: readonly OpenedItem[] };
  readonly onSettings: () => void;
  readonly onBusy: (busy: Busy | null) => void;
}

export function createAppHandlers(services: AppServices): Handlers<AppContract> {
  const { window, settings, recent, rules, grant } = services;
  let dialogOpen = false;
  let blocker: number | null = null;

  /** One dialog at a time; null when the user cancels. */
  async function pick(options: OpenDialogOptions): Promise<string | null> {
    const parent = window();
    if (dialogOpen || !parent) return null;
    dialogOpen = true;
    try {
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, options);
      return canceled ? null : (filePaths[0] ?? null);
    } finally {
      dialogOpen = false;
    }
  }

  async function pickAndGrant(options: OpenDialogOptions) {
    const file = await pick(options);
    return file === null ? null : grant(file);
  }

  return {
    async startUp() {
      const { demo: openDemo, open } = services.takeStart();
      const { dataset, model } = services.demo;
      const demo =
        existsSync(dataset) && existsSync(model)
          ? { dataset: (await grant(dataset)).grant, model: (await grant(model)).grant }
          : null;
      return {
        settings: settings.current(),
        demo,
        openDemo,
        open: [...open],
        versions: { loupe: app.getVersion(), electron: process.versions.electron, chrome: process.versions.chrome },
        platform: process.platform,
      };
    },
    pickDataset() {
      const t = WORDS[settings.current().language].main;
      return pickAndGrant({ title: t.pickDataset, buttonLabel: t.open, properties: ["openDirectory"] });
    },
    pickModel() {
      const t = WORDS[settings.current().language].main;
      const filters = [
        { name: t.models, extensions: ["onnx", "json", "pdmodel"] },
        { name: t.allFiles, extensions: ["*"] },
      ];
      return pickAndGrant({ title: t.pickModel, buttonLabel: t.open, properties: ["openFile"], filters });
    },
    pickExpectedBoxes() {
      const t = WORDS[settings.current().language].main;
      const filters = [
        { name: t.boxes, extensions: ["xml", "json", "txt"] },
        { name: t.allFiles, extensions: ["*"] },
      ];
      return pickAndGrant({ title: t.pickExpectedBoxes, buttonLabel: t.choose, properties: ["openFile"], filters });
    },
    pickReportFolder() {
      const t = WORDS[settings.current().language].main;
      return pickAndGrant({
        title: t.pickReportFolder,
        buttonLabel: t.choose,
        properties: ["openDirectory", "createDirectory"],
      });
    },
    recentProjects: async () => recent.list(),
    async openRecent({ id }) {
      const project = recent.pathOf(id);
      if (!project || !existsSync(project.path)) return null;
      return grant(project.path);
    },
    async forgetRecent({ id }) {
      recent.forget(id);
      return {};
    },
    async projectRule(project) {
      return rules.read(project);
    },
    async saveProjectRule({ rule, ...project }) {
      rules.write(project, rule);
      return {};
    },
    async saveSettings(patch) {
      const before = settings.current();
      const after = settings.change(patch);
      if (after.language !== before.language || after.theme !== before.theme || patch.keys !== undefined)
        services.onSettings();
      return after;
    },
    async revealReports({ folder }) {
      const target = services.pathOf(folder);
      if (target !== null && existsSync(target) && statSync(target).isDirectory()) await shell.openPath(target);
      return {};
    },
    async toggleFullScreen() {
      const shown = window();
      shown?.setFullScreen(!shown.isFullScreen());
      return {};
    },
    async setBusy({ busy }) {
      services.onBusy(busy);
      if (busy && blocker === null) blocker = powerSaveBlocker.start("prevent-app-suspension");
      if (!busy && blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
      return {};
    },
  };
}
