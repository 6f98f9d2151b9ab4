/** Starts Loupe on the real Electron with a profile of its own, and removes both afterwards. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { electronSwitches, findElectron } from "../scripts/electronPath.mjs";
import { projectRoot, screenshotFolder } from "./places.ts";

export interface LoupeApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Every line of the processes' output and of the page's console so far. */
  readonly output: string[];
  readonly screenshot: (name: string) => Promise<void>;
  /** Closes it; the profile is deleted unless it was given. */
  readonly close: () => Promise<void>;
}

export interface LaunchOptions {
  readonly args?: readonly string[];
  /** Kept after `close`, so that a second start finds it. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 60_000;
/** Holds the app's start until the driver is attached; otherwise the start occasionally outruns the driver and hangs it. */
const DRIVER_LOADER = path.join(
  path.dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  "lib",
  "server",
  "electron",
  "loader.js",
);

export function createProfile(): string {
  return mkdtempSync(path.join(tmpdir(), "loupe-e2e-"));
}

export async function launchLoupe({ args = [], profile: given, env = {} }: LaunchOptions = {}): Promise<LoupeApp> {
  const profile = given ?? createProfile();
  const electron = findElectron();
  if (!electron) throw new Error("no Electron");
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env;
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      "-r",
      DRIVER_LOADER,
      ...electronSwitches().args,
      "--disable-gpu",
      projectRoot,
      `--user-data-dir=${profile}`,
      ...args,
    ],
    // A locale that every Linux has: with one that is not installed Chromium loses names that are not ASCII.
    env: {
      ...definedOnly(environment),
      LANG: "C.UTF-8",
      LC_ALL: "C.UTF-8",
      LANGUAGE: "en",
      LOUPE_TEST_FAULTS: "1",
      ...env,
    },
    timeout: START_TIMEOUT_MS,
  });
  const output: string[] = [];
  const keep = (piece: Buffer) =>
    output.push(
      ...piece
        .toString()
        .split("\n")
        .filter((line) => line !== ""),
    );
  app.process().stdout?.on("data", keep);
  app.process().stderr?.on("data", keep);
  const page = await app.firstWindow({ timeout: START_TIMEOUT_MS });
  page.on("console", (message) => output.push(`[page ${message.type()}] ${message.text()}`));
  page.on("pageerror", (error) => output.push(`[page error] ${error.message}`));
  await page.getByTestId("app").waitFor({ timeout: START_TIMEOUT_MS });
  return {
    app,
    page,
    profile,
    output,
    async screenshot(name) {
      mkdirSync(screenshotFolder, { recursive: true });
      await page.screenshot({ path: path.join(screenshotFolder, `${name}.png`) });
    },
    async close() {
      // Where something is under way, it is asked whether to close: yes.
      await app
        .evaluate(
          ({ dialog }) => void (dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })),
        )
        .catch(() => undefined);
      await app.close().catch(() => undefined);
      if (given === undefined) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Process id of the engine as the system reports it; null while there is none. */
export async function enginePid(loupe: LoupeApp): Promise<number | null> {
  return (await engineMetric(loupe))?.pid ?? null;
}

/** Memory used by the engine's process; NaN while there is none. */
export async function engineMegabytes(loupe: LoupeApp): Promise<number> {
  return (await engineMetric(loupe))?.megabytes ?? NaN;
}

function engineMetric({ app }: LoupeApp): Promise<{ readonly pid: number; readonly megabytes: number } | null> {
  return app.evaluate(({ app: main }) => {
    const metric = main
      .getAppMetrics()
      .find(({ name, serviceName }) => name === "loupe-engine" || serviceName === "loupe-engine");
    return metric ? { pid: metric.pid, megabytes: metric.memory.workingSetSize / 1024 } : null;
  });
}

/** Waits for a condition that no locator can express; on a timeout the error names it. */
export async function waitUntil(
  what: string,
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 30_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs / 1000} s in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
