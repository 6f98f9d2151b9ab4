// Starts this checkout's Electron under Playwright, in the looks of no particular machine.
// @ts-check
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { _electron } from "playwright-core";
import { electronSwitches, findElectron } from "../electronPath.mjs";
import { projectRoot } from "../project.mjs";

/** Holds the app's start until the driver is attached; without it a start now and then outruns the driver and hangs it. */
const DRIVER_LOADER = path.join(
  path.dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  ...["lib", "server", "electron", "loader.js"],
);

/**
 * @param {{ folder: string, profile: string, switches?: readonly string[], args?: readonly string[], env?: Record<string, string> }} options `folder`: the app's;
 *   `switches`: Chromium's, `args`: the app's own
 * @returns {Promise<{ app: import("playwright-core").ElectronApplication, page: import("playwright-core").Page }>}
 */
export async function launchElectron({ folder, profile, switches = [], args = [], env = {} }) {
  const electron = findElectron();
  if (!electron) throw new Error("Electron is not installed: npm run setup");
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...["-r", DRIVER_LOADER, ...electronSwitches().args],
      ...["--disable-gpu", "--force-device-scale-factor=1", "--force-color-profile=srgb", "--disable-lcd-text"],
      ...switches,
      folder,
      `--user-data-dir=${profile}`,
      ...args,
    ],
    env: { ...environment(profile), ...env },
    timeout: 60_000,
  });
  return { app, page: await app.firstWindow() };
}

/**
 * Nothing of the machine's own looks: letters drawn in one way, no desktop settings, one time zone.
 *
 * @param {string} profile
 * @returns {Record<string, string>}
 */
function environment(profile) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...inherited } = process.env;
  mkdirSync(path.join(profile, "config"), { recursive: true });
  const own = {
    FONTCONFIG_FILE: path.join(projectRoot, "scripts", "gallery", "fonts.conf"),
    XDG_CONFIG_HOME: path.join(profile, "config"),
    TZ: "UTC",
    LC_ALL: "C.UTF-8",
    LANG: "C.UTF-8",
  };
  return /** @type {Record<string, string>} */ ({ ...inherited, ...own });
}
