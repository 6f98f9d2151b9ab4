/** Zoom in known steps, from box to box, by a click on a box, and kept from image to image and over a restart. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createProfile, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";

let profile: string;
let loupe: LoupeApp;

beforeEach(async () => {
  profile = createProfile();
  loupe = await start();
});
afterEach(async () => {
  await loupe.close();
  rmSync(profile, { recursive: true, force: true });
});

async function start(): Promise<LoupeApp> {
  const started = await launchLoupe({ profile, args: ["--demo"] });
  await started.page.locator('[data-testid="image-verdict"][data-verdict="caught"]').waitFor({ timeout: 60_000 });
  await started.page.setViewportSize({ width: 1440, height: 900 });
  return started;
}

const percent = async () => Number.parseFloat(await loupe.page.locator(".compare-percent").innerText());
const tour = () => loupe.page.getByTestId("box-tour");

async function percentIs(expected: number): Promise<void> {
  await waitUntil(`${expected} %`, async () => (await percent()) === expected, 5_000);
}

test("keys zoom by known steps, in and out again to the whole image", async () => {
  const { page } = loupe;
  const fitted = await percent();
  expect(fitted).toBeLessThan(50);
  for (const step of [50, 100, 200, 400]) {
    await page.keyboard.press("=");
    await percentIs(step);
  }
  for (const step of [200, 100, 50, fitted]) {
    await page.keyboard.press("-");
    await percentIs(step);
  }
});

test("N goes from box to box, enlarged, and begins anew; F shows the whole image", async () => {
  const { page } = loupe;
  const fitted = await percent();
  await page.keyboard.press("n");
  await tour().waitFor();
  const total = Number(/of (\d+)/.exec(await tour().innerText())?.[1]);
  expect(total).toBeGreaterThan(0);
  expect(await percent()).toBeGreaterThan(fitted);
  for (let position = 2; position <= total; position++) {
    await page.keyboard.press("n");
    await waitUntil(`box ${position}`, async () => (await tour().innerText()).startsWith(`Box ${position} of`), 5_000);
  }
  await page.keyboard.press("n");
  await waitUntil("box 1", async () => (await tour().innerText()).startsWith("Box 1 of"), 5_000);
  await page.keyboard.press("f");
  await waitUntil("the whole image", async () => (await tour().count()) === 0, 5_000);
  await percentIs(fitted);
});

test("a click on a box shows it enlarged, a drag does not", async () => {
  const { page } = loupe;
  const stage = await page.locator('[data-testid="pane-truth"] .pane-stage').boundingBox();
  if (!stage) throw new Error("no pane");
  const fitted = await percent();
  // Where a box is, the cursor says what it is: sought on a grid, whatever the demo's first image shows.
  const find = async (): Promise<{ x: number; y: number }> => {
    for (let y = stage.y + 20; y < stage.y + stage.height; y += 25)
      for (let x = stage.x + 20; x < stage.x + stage.width; x += 25) {
        await page.mouse.move(x, y);
        if ((await page.locator(".box-tip").count()) > 0) return { x, y };
      }
    throw new Error("no box under the cursor");
  };
  const { x, y } = await find();
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 4 });
  await page.mouse.up();
  expect(await percent()).toBe(fitted);
  expect(await tour().count()).toBe(0);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
  await tour().waitFor();
  await waitUntil("enlarged", async () => (await percent()) > fitted, 5_000);
});

test("zoom and place are kept from image to image when asked, also after a restart", async () => {
  const { page } = loupe;
  const fitted = await percent();
  await page.keyboard.press("z");
  await percentIs(100);
  await page.keyboard.press("d");
  await percentIs(fitted);
  await page.keyboard.press("Shift+Z");
  expect(await page.getByTestId("keep-zoom").getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("z");
  await percentIs(100);
  await page.keyboard.press("d");
  await waitUntil("the next image", async () =>
    (await page.locator(".compare-position").innerText()).startsWith("3 of"),
  );
  await page.waitForTimeout(300);
  await percentIs(100);
  const file = path.join(profile, "settings.json");
  await waitUntil("it is saved", () => existsSync(file) && readFileSync(file, "utf8").includes('"keepZoom": true'));
  await loupe.close();
  loupe = await start();
  expect(await loupe.page.getByTestId("keep-zoom").getAttribute("aria-pressed")).toBe("true");
});
