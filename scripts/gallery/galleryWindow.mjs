// One Electron window that shows the gallery's states, driven from outside by real input.
// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { _electron } from "playwright-core";
import { electronSwitches, findElectron } from "../electronPath.mjs";
import { projectRoot } from "../project.mjs";

/**
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ language: "en" | "zh", theme: "dark" | "light" }} Look
 * @typedef {{ name: string, everySize: boolean }} StateEntry
 * @typedef {{ kind: "press", keys: string } | { kind: "type", text: string } | { kind: "click", target: string }
 *   | { kind: "hover", target: string, at?: readonly [number, number] }} Act an input of renderer/gallery/state.ts
 */

/** Figures show no more of the clock than this. */
const TIME = new Date("2026-01-01T09:30:00Z");
/** Holds the app's start until the driver is attached; without it a start now and then outruns the driver and hangs it. */
const DRIVER_LOADER = path.join(
  path.dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")),
  ...["lib", "server", "electron", "loader.js"],
);

/**
 * @param {string} address of the built gallery
 * @param {Record<string, string>} env beside this process's own, for a display
 */
export async function openGallery(address, env) {
  const electron = findElectron();
  if (!electron) throw new Error("Electron is not installed: npm run setup");
  const profile = mkdtempSync(path.join(os.tmpdir(), "loupe-gallery-"));
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...["-r", DRIVER_LOADER, ...electronSwitches().args],
      ...["--disable-gpu", "--force-device-scale-factor=1", "--force-color-profile=srgb", "--disable-lcd-text"],
      path.join(projectRoot, "scripts", "gallery", "window"),
      `--user-data-dir=${profile}`,
    ],
    env: { ...environment(profile), ...env },
  });
  const page = await app.firstWindow();
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.setFixedTime(TIME);

  return {
    electron,
    /** What the page complained of since it was asked last. */
    takeErrors: () => errors.splice(0),

    /** @returns {Promise<StateEntry[]>} */
    async listStates() {
      await page.goto(`${address}/gallery.html?state=welcome`);
      await page.waitForFunction("window.loupeGallery");
      return page.evaluate("window.loupeGallery.states");
    },

    /**
     * Begins afresh and brings the window into a state.
     *
     * @param {string} name
     * @param {Size} size
     */
    async reach(name, size) {
      await page.setViewportSize(size);
      await page.mouse.move(size.width / 2, 1);
      await page.goto(`${address}/gallery.html?state=${name}`);
      await page.waitForFunction("window.loupeGallery");
      await page.evaluate("window.loupeGallery.settled()");
      for (const act of /** @type {Act[]} */ (await page.evaluate("window.loupeGallery.acts"))) {
        await perform(page, act);
        await page.evaluate("window.loupeGallery.settled()");
      }
    },

    /**
     * @param {Look} look
     * @returns {Promise<Buffer>} PNG
     */
    async draw({ language, theme }) {
      await page.evaluate(`window.loupeGallery.show(${JSON.stringify(language)}, ${JSON.stringify(theme)})`);
      const part = /** @type {string | null} */ (await page.evaluate("window.loupeGallery.part"));
      const clip = part === null ? null : await boxAround(page, part);
      return page.screenshot({ caret: "initial", scale: "css", ...(clip ? { clip } : {}) });
    },

    async close() {
      await app.close().catch(() => undefined);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {import("playwright-core").Page} page
 * @param {Act} act
 */
async function perform(page, act) {
  switch (act.kind) {
    case "press":
      return page.keyboard.press(act.keys);
    case "type":
      return page.keyboard.type(act.text);
    case "click":
      return find(page, act.target).click();
    case "hover": {
      const box = await find(page, act.target).boundingBox();
      if (!box) throw new Error(`${act.target} is not on the screen`);
      const [x, y] = act.at ?? [0.5, 0.5];
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
      // Longer than a tooltip waits.
      return page.waitForTimeout(700);
    }
  }
}

/** Pixels around a part: its border, its shadow, and what it stands beside. */
const MARGIN = 12;

/**
 * @param {import("playwright-core").Page} page
 * @param {string} target
 * @returns {Promise<{ x: number, y: number, width: number, height: number }>} whole pixels inside the window
 */
async function boxAround(page, target) {
  const box = await find(page, target).boundingBox();
  const window = page.viewportSize();
  if (!box || !window) throw new Error(`${target} is not on the screen`);
  const [x, y] = [Math.max(0, Math.floor(box.x - MARGIN)), Math.max(0, Math.floor(box.y - MARGIN))];
  const right = Math.min(window.width, Math.ceil(box.x + box.width + MARGIN));
  const bottom = Math.min(window.height, Math.ceil(box.y + box.height + MARGIN));
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} target
 */
function find(page, target) {
  return /^[.[]/.test(target) ? page.locator(target).first() : page.getByTestId(target).first();
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
