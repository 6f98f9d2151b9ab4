/** Entry of the main process: owns the window, paths, dialogs and settings, and starts the engine. Reads from top to bottom as Loupe starts. */
import {
  app,
  MessageChannelMain,
  nativeTheme,
  powerMonitor,
  protocol,
  session,
  type BrowserWindow,
  type WebContents,
} from "electron";
import os from "node:os";
import path from "node:path";
import { appContract, type AppEvent, type Busy, type OpenedItem } from "../../shared/ipc/contract.ts";
import { testFaultSchema } from "../../shared/ipc/engineMessages.ts";
import { portOverProcessMessagePort } from "../../shared/ipc/messagePorts.ts";
import { serve, type Port } from "../../shared/ipc/rpc.ts";
import { createAppHandlers } from "./appHandlers.ts";
import { showAppMenu } from "./appMenu.ts";
import { askBeforeClosing } from "./closeQuestion.ts";
import { readCommandLine } from "./commandLine.ts";
import { answerScheme } from "./electronVersion.ts";
import { createEngineProcess, type EngineProcess } from "./engineProcess.ts";
import { createGrants } from "./grants.ts";
import { listenToPage, sendToPage } from "./ipcMain.ts";
import { reasonText } from "../../shared/words/failureText.ts";
import { engineEndDetails, engineEndReason } from "./engineEnd.ts";
import { openMainWindow } from "./mainWindow.ts";
import { limitMessages } from "../../shared/ipc/messageLimit.ts";
import { kindOfPath } from "./openedItems.ts";
import { answerPageRequest, PAGE_SCHEME } from "./pageFiles.ts";
import { hardenEveryPage, hardenSession } from "./pageSecurity.ts";
import { openRecentProjects } from "./recentProjects.ts";
import { openProjectRules } from "./projectRules.ts";
import { openSettings, type SettingsStore } from "./settings.ts";

const faultsAllowed = process.env["LOUPE_TEST_FAULTS"] === "1" && !app.isPackaged;
const fakeGpu = faultsAllowed && process.env["LOUPE_TEST_GPU"] === "1";
const deadlyWidth = faultsAllowed ? Number(process.env["LOUPE_TEST_DEADLY_WIDTH"]) || null : null;
// The command line looks for what is kept in the same folder (electron/cli/keptModels.ts).
const profile = app.commandLine.getSwitchValue("user-data-dir") || process.env["LOUPE_PROFILE"];
if (profile) app.setPath("userData", path.resolve(profile));

protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges: { standard: true, secure: true } }]);
if (app.commandLine.hasSwitch("no-sandbox")) {
  // Root has no sandbox on Linux; a released Loupe never runs without one.
  if (app.isPackaged)
    refuseToStart("Loupe does not run without its sandbox: start it without --no-sandbox, and not as root.");
} else app.enableSandbox();
hardenEveryPage(app);

if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else app.quit(); // the running Loupe gets this one's command line

function run(): void {
  const files = { out: path.join(app.getAppPath(), "out"), profile: app.getPath("userData") };
  const settings = openSettings(path.join(files.profile, "settings.json"), app.getLocale());
  const recent = openRecentProjects(path.join(files.profile, "recent.json"));
  const grants = createGrants();
  const demo = {
    dataset: path.join(app.getAppPath(), "resources", "demo"),
    model: path.join(app.getAppPath(), "models", "demo-frcnn-dcn"),
  };
  const pageRoot = path.join(files.out, "renderer");
  let window: BrowserWindow | null = null;
  let busy: Busy | null = null;
  let forced = false;
  let connected: { readonly page: WebContents; readonly appPort: Port } | null = null;
  const appFolder = app.isPackaged ? null : app.getAppPath();
  let asked = readCommandLine(process.argv, { appFolder, cwd: process.cwd() });

  hardenSession(session.defaultSession);
  answerScheme(protocol, PAGE_SCHEME, (method, url) => answerPageRequest(pageRoot, method, url));
  showSettings(settings, tell);

  const engine = createEngineProcess({
    script: path.join(files.out, "electron", "engine.cjs"),
    startMessage: () => ({
      kind: "start",
      runsFolder: path.join(files.profile, "runs"),
      operator: operatorName(),
      versions: { loupe: app.getVersion(), electron: process.versions.electron },
      grants: grants.all(),
      faults: faultsAllowed,
      fakeGpu,
      deadlyWidth,
    }),
    onReady: () => connectEngine(),
    onOpened: (grant, what) => {
      const opened = grants.pathOf(grant);
      if (opened !== null) lastOpened.set(what, opened);
      if (opened !== null && opened !== demo.dataset && opened !== demo.model) recent.remember(opened, what);
    },
    onLost: (end, restarting) => {
      const reason = engineEndReason(end);
      const details = engineEndDetails(end);
      const code = details === null ? "" : ` (${reasonText(details, "en")})`;
      console.error(`engine lost: ${reasonText(reason, "en")}${code}${restarting ? ", starting it again" : ""}`);
      tell({ kind: "engine-lost", reason, details, restarting });
    },
  });
  engine.start();
  if (faultsAllowed) listenForFaults(engine);

  const handlers = createAppHandlers({
    window: () => window,
    settings,
    rules: openProjectRules(path.join(files.profile, "projects")),
    recent,
    grant: grantPath,
    pathOf: grants.pathOf,
    demo,
    takeStart: () => {
      const start = { demo: asked.demo, open: startItems };
      asked = { demo: false, paths: [] };
      startItems = [];
      // A page that is loaded again shows what was open, and its inspection goes on.
      return start.demo || start.open.length > 0 ? start : { demo: false, open: reopened() };
    },
    onSettings: () => showSettings(settings, tell),
    onBusy: (now) => (busy = now),
  });
  const lastOpened = new Map<"dataset" | "model", string>();
  let startItems: readonly OpenedItem[] = [];
  const startItemsReady = openedItems(asked.paths).then((items) => (startItems = items));

  listenToPage({
    page: () => window?.webContents ?? null,
    onConnect: (page) => void startItemsReady.then(() => connectPage(page)),
    onDropped: openedItems,
  });
  app.on("second-instance", (_event, argv, cwd) => {
    void bringForward(readCommandLine(argv, { appFolder, cwd }).paths);
  });
  app.on("open-file", (event, file) => {
    event.preventDefault();
    void bringForward([file]);
  });
  app.on("activate", () => window ?? openWindow());
  app.on("window-all-closed", () => process.platform === "darwin" || app.quit());
  app.on("will-quit", () => engine.stop());
  // Nobody is there to answer a question when the system ends the session, or a signal the process.
  const quitAtOnce = () => {
    forced = true;
    app.quit();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, quitAtOnce);
  powerMonitor.on("shutdown", () => (forced = true));
  openWindow();

  function openWindow(): void {
    const preload = path.join(files.out, "electron", "preload.cjs");
    const stateFile = path.join(files.profile, "window.json");
    window = openMainWindow({
      preload,
      stateFile,
      language: () => settings.current().language,
      developerTools: !app.isPackaged,
    });
    askBeforeClosing(window, {
      busy: () => (engine.gone() ? null : busy),
      language: () => settings.current().language,
      isForced: () => forced,
    });
    window.on("closed", () => {
      busy = null;
      window = null;
      connected = null;
    });
  }

  /** A page that is loaded again asks again; what it had before is closed. */
  function connectPage(page: WebContents): void {
    if (page.isDestroyed()) return;
    connected?.appPort.close();
    // A page that is loaded again tells what is under way as soon as something is.
    busy = null;
    const { port1, port2 } = new MessageChannelMain();
    const appPort = limitMessages(portOverProcessMessagePort(port1));
    serve(appContract, handlers, appPort, (command, error) => console.error(`bug in ${command}:`, error));
    connected = { page, appPort };
    sendToPage(page, { loupe: "app-port" }, port2);
    const gone = engine.gone();
    if (gone) {
      const [reason, details] = [engineEndReason(gone), engineEndDetails(gone)];
      tell({ kind: "engine-lost", reason, details, restarting: false });
    } else if (engine.isReady()) connectEngine();
  }

  /** Main makes the pair of ports and keeps neither: detections and images never pass through it. */
  function connectEngine(): void {
    if (!connected) return;
    const { port1, port2 } = new MessageChannelMain();
    if (!engine.connectPage(port1)) return;
    sendToPage(connected.page, { loupe: "engine-port" }, port2);
    tell({ kind: "engine-ready", restarts: engine.restarts() });
  }

  function tell(event: AppEvent): void {
    if (connected) sendToPage(connected.page, { loupe: "event", event });
  }

  async function grantPath(file: string): Promise<{ grant: string; name: string }> {
    const { grant, name, isNew } = grants.grant(file);
    if (isNew) await engine.tellGrant(grant, path.resolve(file));
    return { grant, name };
  }

  async function openedItems(paths: readonly string[]): Promise<OpenedItem[]> {
    const items: OpenedItem[] = [];
    for (const file of paths) {
      const kind = kindOfPath(file);
      items.push({ ...(await grantPath(file)), kind });
    }
    return items;
  }

  function reopened(): OpenedItem[] {
    return [...lastOpened].map(([what, file]) => {
      const { grant, name } = grants.grant(file);
      const kind = kindOfPath(file);
      return { grant, name, kind: what === "model" ? "model" : kind === "image" ? "image" : "folder" };
    });
  }

  async function bringForward(paths: readonly string[]): Promise<void> {
    if (!window) openWindow();
    if (window?.isMinimized()) window.restore();
    window?.focus();
    if (paths.length > 0) tell({ kind: "open", items: await openedItems(paths) });
  }
}

/** Menu and native surfaces follow language and theme. */
function showSettings(settings: SettingsStore, tell: (event: AppEvent) => void): void {
  const { language, theme, keys } = settings.current();
  nativeTheme.themeSource = theme;
  const run = (command: string) => tell({ kind: "menu", command });
  showAppMenu({ language, keys, mac: process.platform === "darwin", developerTools: !app.isPackaged, run });
}

function operatorName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return ""; // an account without an entry in the system's list
  }
}

/** Tests make the engine fail in ways that a signal cannot: `process.emit("loupe-fault", "exit")`. */
function listenForFaults(engine: EngineProcess): void {
  (process as NodeJS.EventEmitter).on("loupe-fault", (name: unknown) => {
    const fault = testFaultSchema.safeParse(name);
    if (fault.success) engine.fault(fault.data);
  });
}

function refuseToStart(reason: string): never {
  console.error(reason);
  process.exit(1);
}
