// One Electron window that shows the gallery's states, driven from outside by real input.
// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { launchElectron } from "./launchElectron.mjs";

/**
 * @typedef {{ width: number, height: number }} Size
 * @typedef {{ language: "en" | "zh", theme: "dark" | "light" }} Look
 * @typedef {{ name: string, everySize: boolean }} StateEntry
 * @typedef {{ kind: "press", keys: string } | { kind: "type", text: string } | { kind: "click" | "scroll", target: string }
 *   | { kind: "hover", target: string, at?: readonly [number, number] }} Act an input of renderer/gallery/state.ts
 */

/** Figures show no more of the clock than this. */
const TIME = new Date("2026-01-01T09:30:00Z");
/**
 * @param {string} address of the built gallery
 * @param {Record<string, string>} env beside this process's own, for a display
 */
export async function openGallery(address, env) {
  const profile = mkdtempSync(path.join(os.tmpdir(), "loupe-gallery-"));
  const folder = path.join(projectRoot, "scripts", "gallery", "window");
  const { app, page } = await launchElectron({ folder, profile, env });
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.clock.setFixedTime(TIME);

  /** What Electron itself said last: the reason when it ends in the middle. */
  const said = [""];
  app.process().stderr?.on("data", (/** @type {Buffer} */ piece) => {
    said.push(piece.toString());
    said.splice(0, said.length - 5);
  });
  return {
    isClosed: () => page.isClosed(),
    lastWords: () => said.join("").trim(),

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
      // The page of before must not begin to fetch what a larger window shows.
      await page.goto("about:blank");
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
    case "scroll":
      return find(page, act.target).evaluate("element => element.scrollIntoView({ block: 'end' })");
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
