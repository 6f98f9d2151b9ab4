// Moves the threshold by keys in a real window over a large run and measures each press, from the key to the frame that shows it.
// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildGallery } from "../gallery/buildGallery.mjs";
import { launchElectron } from "../gallery/launchElectron.mjs";
import { serve } from "../gallery/serve.mjs";
import { projectRoot } from "../project.mjs";

/** A frame is drawn when it is ready, not when the screen asks for it: on a screen of 60 Hz up to 16.7 ms of waiting come on top. */
const WITHOUT_SCREEN_RATE = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/**
 * @typedef {object} Distribution milliseconds
 * @property {number} presses
 * @property {number} least
 * @property {number} median
 * @property {number} p99
 * @property {number} most
 *
 * @typedef {object} SliderMeasured
 * @property {number} images
 * @property {number} detections
 * @property {Distribution} byHundredths a step by an arrow key
 * @property {Distribution} byThousandths a step with Shift
 */

/**
 * @param {{ images: number, boxes: number, presses: number, env?: Record<string, string> }} options `boxes`: of each image
 * @returns {Promise<SliderMeasured>}
 */
export async function measureSlider({ images, boxes, presses, env = {} }) {
  const site = await serve(await buildGallery());
  const profile = mkdtempSync(path.join(os.tmpdir(), "loupe-slider-"));
  const folder = path.join(projectRoot, "scripts", "gallery", "window");
  const { app, page } = await launchElectron({ folder, profile, switches: WITHOUT_SCREEN_RATE, env });
  try {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${site.address}/gallery.html?images=${images}&boxes=${boxes}`);
    await page.waitForFunction("window.loupeGallery", undefined, { timeout: 300_000 });
    await page.evaluate("window.loupeGallery.settled()");
    const opened = /** @type {{ images: number, detections: number }} */ (await page.evaluate(COUNT));
    await page.getByTestId("threshold-slider").focus();
    const byHundredths = await measure(page, presses, "");
    const byThousandths = await measure(page, presses, "Shift+");
    return { ...opened, byHundredths, byThousandths };
  } finally {
    await app.close().catch(() => undefined);
    site.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** What the window holds, counted there. */
const COUNT = `(() => {
  const { outcomes } = window.loupeGallery.stores.run.getState();
  let images = 0, detections = 0;
  for (const outcome of outcomes) {
    if (outcome == null) continue;
    images += 1;
    if (outcome.status === "done") detections += outcome.detections.count;
  }
  return { images, detections };
})()`;

/**
 * Half of the way up and down again, so that every press moves the threshold.
 *
 * @param {import("playwright-core").Page} page
 * @param {number} presses
 * @param {"" | "Shift+"} modifier
 * @returns {Promise<Distribution>}
 */
async function measure(page, presses, modifier) {
  await page.evaluate("window.keyToFrame = window.loupeGallery.watchKeyToFrame()");
  const turn = Math.min(20, Math.ceil(presses / 2));
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press(`${modifier}${Math.floor(i / turn) % 2 === 0 ? "ArrowRight" : "ArrowLeft"}`);
    await page.waitForFunction(`window.keyToFrame.milliseconds().length === ${i + 1}`);
  }
  const all = /** @type {number[]} */ (await page.evaluate("[...window.keyToFrame.milliseconds()]"));
  await page.evaluate("window.keyToFrame.stop()");
  const sorted = all.sort((a, b) => a - b);
  const quantile = (/** @type {number} */ share) => sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
  return { presses, least: sorted[0] ?? NaN, median: quantile(0.5), p99: quantile(0.99), most: quantile(1) };
}
