/** Main's answers to every command of the app's contract: dialogs, settings, recent projects. */
import { app, dialog, powerSaveBlocker, shell, type BrowserWindow, type OpenDialogOptions } from "electron";
import { existsSync } from "node:fs";
import path from "node:path";
import type { AppContract, OpenedItem } from "../../shared/ipc/contract.ts";
import type { Handlers } from "../../shared/ipc/rpc.ts";
import { mainTexts } from "./mainTexts.ts";
import type { RecentProjects } from "./recentProjects.ts";
import type { SettingsStore } from "./settings.ts";

export interface AppServices {
  readonly window: () => BrowserWindow | null;
  readonly settings: SettingsStore;
  readonly recent: RecentProjects;
  /** Makes a path known to the engine, then gives the page's token for it. */
  readonly grant: (file: string) => Promise<{ grant: string; name: string }>;
  readonly pathOf: (grant: string) => string | null;
  /** Folder of the app: the demo's files lie below it. */
  readonly appFolder: string;
  /** What the command line asked for; given to the first page only. */
  readonly takeStart: () => { readonly demo: boolean; readonly open: readonly OpenedItem[] };
  readonly onSettings: () => void;
}

export function createAppHandlers(services: AppServices): Handlers<AppContract> {
  const { window, settings, recent, grant } = services;
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

  async function pickProject(kind: "dataset" | "model", options: OpenDialogOptions) {
    const file = await pick(options);
    if (file === null) return null;
    recent.remember(file, kind);
    return grant(file);
  }

  return {
    async startUp() {
      const { demo: openDemo, open } = services.takeStart();
      const dataset = path.join(services.appFolder, "resources", "demo");
      const model = path.join(services.appFolder, "models", "demo-frcnn-dcn");
      const demo =
        existsSync(dataset) && existsSync(model) ? { dataset: (await grant(dataset)).grant, model: (await grant(model)).grant } : null;
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
      const t = mainTexts(settings.current().language);
      return pickProject("dataset", { title: t.pickDataset, buttonLabel: t.open, properties: ["openDirectory"] });
    },
    pickModel() {
      const t = mainTexts(settings.current().language);
      const filters = [
        { name: t.models, extensions: ["onnx", "json"] },
        { name: t.allFiles, extensions: ["*"] },
      ];
      return pickProject("model", { title: t.pickModel, buttonLabel: t.open, properties: ["openFile"], filters });
    },
    async pickReportFolder() {
      const t = mainTexts(settings.current().language);
      const folder = await pick({ title: t.pickReportFolder, buttonLabel: t.choose, properties: ["openDirectory", "createDirectory"] });
      return folder === null ? null : grant(folder);
    },
    recentProjects: async () => recent.list(),
    async openRecent({ id }) {
      const project = recent.pathOf(id);
      if (!project || !existsSync(project.path)) return null;
      recent.remember(project.path, project.kind);
      return grant(project.path);
    },
    async forgetRecent({ id }) {
      recent.forget(id);
      return {};
    },
    async saveSettings(patch) {
      const before = settings.current();
      const after = settings.change(patch);
      if (after.language !== before.language || after.theme !== before.theme) services.onSettings();
      return after;
    },
    async revealReports({ folder }) {
      const target = services.pathOf(folder);
      if (target !== null && existsSync(target)) shell.showItemInFolder(target);
      return {};
    },
    async setBusy({ busy }) {
      if (busy && blocker === null) blocker = powerSaveBlocker.start("prevent-app-suspension");
      if (!busy && blocker !== null) {
        powerSaveBlocker.stop(blocker);
        blocker = null;
      }
      return {};
    },
  };
}
