/** Commands by keyboard: the palette runs the intended command, and keys changed in the shortcuts dialog are kept after a restart. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { createProfile, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";

const profile = createProfile();
let loupe: LoupeApp | null = null;

afterEach(async () => {
  await loupe?.close();
  loupe = null;
});

async function start(): Promise<LoupeApp> {
  loupe = await launchLoupe({ profile, args: ["--demo"] });
  await loupe.page.getByTestId("library-shown").waitFor({ timeout: 30_000 });
  return loupe;
}

async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator(".palette-input").fill(words);
}

const position = (page: Page) => page.locator(".compare-position").innerText();

test("the palette runs what is meant, and never by Enter alone what starts an inspection over", async () => {
  const { page } = await start();
  await search(page, "inspect again");
  expect(await page.locator(".palette-item").count()).toBe(1);
  await page.keyboard.press("Enter");
  expect(await page.getByTestId("palette").count()).toBe(1);
  await page.keyboard.press("Escape");
  await search(page, "shezhi");
  await page.keyboard.press("Enter");
  await page.getByTestId("settings-dialog").waitFor();
  await page.keyboard.press("Escape");
  expect(await page.getByTestId("settings-dialog").count()).toBe(0);
});

test("the first Esc closes a dialog although a tooltip was open when it came", async () => {
  const { page } = await start();
  await page.getByTestId("theme-toggle").hover();
  await page.locator(".tooltip").waitFor();
  await page.keyboard.press("F1");
  await page.getByTestId("shortcuts-dialog").waitFor();
  await page.keyboard.press("Escape");
  await waitUntil(
    "the dialog is closed",
    async () => (await page.getByTestId("shortcuts-dialog").count()) === 0,
    2_000,
  );
});

test("a key is recorded by keyboard, taken from who had it, works at once, and holds after a restart", async () => {
  const first = await start();
  const { page } = first;
  await page.keyboard.press("F1");
  await page.getByTestId("shortcuts-search").fill("zoom out");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByTestId("key-recorder").waitFor();
  await page.keyboard.press("Tab");
  await page.getByText("Tab moves between controls").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("j");
  await page.getByText("J is used by “Next image”").waitFor();
  await first.screenshot("shortcuts-conflict");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  expect(await position(page)).toMatch(/^1 of/);
  await page.keyboard.press("j");
  await page.keyboard.press("d");
  await waitUntil("the next image by the key that is left", async () => /^2 of/.test(await position(page)));
  const file = path.join(profile, "settings.json");
  const stored = (): Record<string, string[]> =>
    existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { keys: Record<string, string[]> }).keys : {};
  await waitUntil("it is saved", () => stored()["zoomOut"]?.[0] === "j");
  expect(stored()["nextImage"]).toEqual(["ArrowRight", "d", "ArrowDown"]);
  await first.close();

  const second = await start();
  await second.page.keyboard.press("j");
  await second.page.keyboard.press("d");
  await waitUntil("one step only", async () => /^2 of/.test(await position(second.page)));
  await second.page.keyboard.press("F1");
  await second.page.getByText("Reset all…").click();
  await second.page.getByText("Reset all", { exact: true }).click();
  await waitUntil("nothing differs any more", () => Object.keys(stored()).length === 0);
  await second.page.keyboard.press("Escape");
  await second.page.keyboard.press("j");
  await waitUntil("J is the next image again", async () => /^3 of/.test(await position(second.page)));
  await second.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});
