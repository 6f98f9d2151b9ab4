/** Creates the window, restores its place, and handles a page that fails. */
import { BrowserWindow, dialog, screen } from "electron";
import type { Language } from "../../shared/ipc/contract.ts";
import { readJsonFile, writeJsonFile } from "./jsonFile.ts";
import { WORDS } from "../../shared/words/languages.ts";
import { PAGE_URL } from "./pageFiles.ts";
import { FIRST_SIZE, FIRST_WINDOW_STATE, placeOnScreen, SMALLEST_SIZE, windowStateSchema } from "./windowState.ts";

export interface MainWindowOptions {
  readonly preload: string;
  readonly stateFile: string;
  readonly language: () => Language;
  readonly developerTools: boolean;
}

/** A page that fails this often within this time is not reloaded automatically. */
const MAX_RELOADS = 3;
const RELOAD_WINDOW_MS = 60_000;

export function openMainWindow({ preload, stateFile, language, developerTools }: MainWindowOptions): BrowserWindow {
  const state = readJsonFile(stateFile, windowStateSchema, FIRST_WINDOW_STATE).value;
  const place = placeOnScreen(
    state,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...(place ?? {}),
    minWidth: SMALLEST_SIZE.width,
    minHeight: SMALLEST_SIZE.height,
    show: false,
    title: "Loupe",
    backgroundColor: "#17191c",
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      devTools: developerTools,
    },
  });
  if (state.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => rememberPlace(window, stateFile));
  keepPage(window, language);
  load(window);
  return window;
}

function load(window: BrowserWindow): void {
  // did-fail-load reports a failure.
  window.loadURL(PAGE_URL).catch(() => undefined);
}

/** A page that crashed is loaded again; the inspection goes on in the engine meanwhile. */
function keepPage(window: BrowserWindow, language: () => Language): void {
  const failures: number[] = [];

  async function askAgain(): Promise<void> {
    if (window.isDestroyed()) return;
    const t = WORDS[language()].main;
    window.show();
    const { response } = await dialog.showMessageBox(window, {
      type: "error",
      title: t.pageFailedTitle,
      message: t.pageFailedTitle,
      detail: t.pageFailed,
      buttons: [t.reload, t.quit],
      defaultId: 0,
      cancelId: 1,
    });
    if (response === 0) load(window);
    else window.close();
  }

  window.webContents.on("did-fail-load", (_event, code, _description, _url, isMainFrame) => {
    const ABORTED = -3; // a navigation that was refused or replaced
    if (isMainFrame && code !== ABORTED) void askAgain();
  });
  window.webContents.on("preload-error", (_event, path, error) => console.error(`preload ${path}: ${error.message}`));
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    if (reason === "clean-exit") return;
    console.error(`page ended: ${reason}, code ${exitCode}`);
    const now = performance.now();
    failures.push(now);
    if (failures.filter((at) => now - at < RELOAD_WINDOW_MS).length > MAX_RELOADS) void askAgain();
    else if (!window.isDestroyed()) load(window);
  });
}

function rememberPlace(window: BrowserWindow, stateFile: string): void {
  const { x, y, width, height } = window.getNormalBounds();
  try {
    writeJsonFile(stateFile, { bounds: { x, y, width, height }, maximized: window.isMaximized() });
  } catch (error) {
    console.warn(`The window's place cannot be saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}
