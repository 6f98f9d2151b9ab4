/** Room for the images: nothing is cut in a narrow window, panels close by key and automatically, and their state survives a restart. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
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
  return started;
}

const PANELS = ["library", "histogram", "threshold"] as const;

async function panelsOnScreen(page: Page): Promise<string[]> {
  const shown: string[] = [];
  for (const id of PANELS) if ((await page.locator(`[data-panel][id="${id}"]`).count()) > 0) shown.push(id);
  return shown;
}

/** What of the panes' headers and of the bar below them is cut or lies outside, by its class or text. */
async function cutParts(page: Page): Promise<string[]> {
  return page.locator("section.compare").evaluate((compare) => {
    const cut: string[] = [];
    for (const holder of compare.querySelectorAll(".pane-header, .compare-bar")) {
      const frame = holder.getBoundingClientRect();
      const parts = holder.querySelectorAll(".verdict-badge, .pane-counts, button, .segmented, .compare-percent");
      for (const part of parts) {
        const { left, right, bottom, width } = part.getBoundingClientRect();
        const inside = left >= frame.left - 0.5 && right <= frame.right + 0.5 && bottom <= innerHeight;
        if (width === 0 || !inside || part.scrollWidth > part.clientWidth + 1)
          cut.push(part.textContent || part.className);
      }
    }
    return cut;
  });
}

/** Share of the window that the fitted image fills in all panes together. */
async function imageShare(page: Page, image: { width: number; height: number }): Promise<number> {
  const zoom = Number.parseFloat(await page.locator(".compare-percent").innerText()) / 100;
  const panes = await page.locator(".pane-stage").count();
  return page.evaluate(([area, count]) => (area * count) / devicePixelRatio ** 2 / (innerWidth * innerHeight), [
    image.width * image.height * zoom * zoom,
    panes,
  ] as const);
}

test("nothing above and below the images is cut, in any size and language", { timeout: 120_000 }, async () => {
  const { page } = loupe;
  for (const language of ["en", "zh"]) {
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
      [1100, 700],
      [960, 600],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const key of ["q", "w", "e", "r"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(150);
        expect(await cutParts(page), `${language} ${width} ${key}`).toEqual([]);
      }
      await loupe.screenshot(`layout-${language}-${width}`);
    }
    await page.keyboard.press("Control+Shift+L");
  }
});

test("a narrow window keeps one side panel, the one that was opened last; a wide one has both again", async () => {
  const { page } = loupe;
  const expectPanels = (...ids: string[]) =>
    waitUntil(ids.join(" "), async () => (await panelsOnScreen(page)).join(" ") === ids.join(" "), 5_000);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectPanels("library", "histogram", "threshold");
  await page.setViewportSize({ width: 960, height: 600 });
  await expectPanels("library", "histogram");
  await page.keyboard.press("Control+Shift+B");
  await expectPanels("histogram", "threshold");
  await page.keyboard.press("Control+b");
  await expectPanels("library", "histogram");
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectPanels("library", "histogram", "threshold");
});

test("the images fill more of the window, most of it alone, and panels stay closed after a restart", async () => {
  const { page } = loupe;
  const demoImage = await page.locator(".pane-size").first().innerText();
  const [width = 0, height = 0] = demoImage.match(/\d+/g)?.map(Number) ?? [];
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForTimeout(300);
  // 18 % before: beside wider panels.
  const beside = await imageShare(page, { width, height });
  await page.keyboard.press("i");
  await waitUntil("no panel", async () => (await panelsOnScreen(page)).length === 0);
  await page.waitForTimeout(300);
  const alone = await imageShare(page, { width, height });
  await loupe.screenshot("images-alone");
  console.log(
    `images of ${width} x ${height} fill ${(beside * 100).toFixed(1)} %, alone ${(alone * 100).toFixed(1)} %`,
  );
  expect(beside).toBeGreaterThan(0.2);
  expect(alone).toBeGreaterThan(0.5);
  const file = path.join(profile, "settings.json");
  await waitUntil("it is saved", () => existsSync(file) && readFileSync(file, "utf8").includes('"library": true'));
  await loupe.close();
  loupe = await start();
  expect(await panelsOnScreen(loupe.page)).toEqual([]);
  await loupe.page.getByTestId("toggle-library").click();
  await waitUntil("the library", async () => (await panelsOnScreen(loupe.page)).join() === "library");
});

test("the legend opens by its key and its button, and goes with Esc", async () => {
  const { page } = loupe;
  await page.keyboard.press("l");
  await page.locator(".legend").waitFor();
  expect(await page.locator(".legend dt").count()).toBe(4);
  await page.keyboard.press("Escape");
  await waitUntil("it is closed", async () => (await page.locator(".legend").count()) === 0);
  await page.getByTestId("legend").click();
  await page.locator(".legend").waitFor();
});

test("under a thumbnail the verdict's word is whole", async () => {
  const { page } = loupe;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("2");
  await page.locator('.thumbnail[data-verdict="escaped"]').first().waitFor();
  const cut = await page
    .locator(".thumbnail-verdict > .ellipsis")
    .evaluateAll((words) => words.filter((word) => word.scrollWidth > word.clientWidth).length);
  expect(cut).toBe(0);
});

test("in the list a file's name is whole beside its verdict and score", async () => {
  const { page } = loupe;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("g");
  await page.locator(".list-row").first().waitFor();
  const cut = await page
    .locator(".list-row .file-name > .ellipsis")
    .evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth).length);
  expect(cut).toBe(0);
});
