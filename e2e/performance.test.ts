/** Speed settings, changed by keyboard in both languages at the smallest window size: they take effect with the next inspection and change no figure. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyModel, writeLine } from "./fixtures/brightnessLine.ts";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openLine, rate, waitUntilInspected } from "./pages/mainWindow.ts";

let loupe: LoupeApp;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-speed-"));
  copyModel(path.join(folder, "model"));
  writeLine(path.join(folder, "line"), { defects: [150, 220, 220], backgrounds: [140, 210], size: 64 });
  loupe = await launchLoupe();
  await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
  await waitUntilInspected(loupe, 5);
});
afterEach(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

test("the settings fit the smallest window in both languages", async () => {
  const { app, page } = loupe;
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const [width, height] = window?.getMinimumSize() ?? [];
    window?.setSize(width ?? 0, height ?? 0);
  });
  await page.keyboard.press("Control+,");
  const dialog = page.getByTestId("settings-dialog");
  for (const [language, name] of [
    ["中文", "zh"],
    ["English", "en"],
  ] as const) {
    await dialog.getByText(language, { exact: true }).click();
    await page.getByTestId("performance-settings").scrollIntoViewIfNeeded();
    const overflow = await dialog.evaluate((shown) => {
      const body = shown.querySelector(".dialog-body") ?? shown;
      const { left, top, right, bottom } = shown.getBoundingClientRect();
      const wide = [...body.querySelectorAll("*")].filter(
        (part) => part.getBoundingClientRect().right > body.getBoundingClientRect().right + 0.5,
      );
      return {
        sideways: body.scrollWidth - body.clientWidth,
        inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
        wide: wide.map((part) => part.className),
      };
    });
    expect(overflow).toEqual({ sideways: 0, inside: true, wide: [] });
    await page.locator("#performance-threads").focus();
    await loupe.screenshot(`settings-speed-${name}-1`);
    await dialog.locator(".dialog-body").evaluate((body) => body.scrollTo(0, body.scrollHeight));
    await loupe.screenshot(`settings-speed-${name}-2`);
  }
});

test("a change is told to wait, is kept, runs with the next inspection, and changes no figure", async () => {
  const { page, profile } = loupe;
  // The window's own path: a copy of the optimised graph is kept beside its runs.
  const kept = readdirSync(path.join(profile, "graphs"));
  expect(kept.filter((name) => name.endsWith(".onnx"))).toEqual([
    expect.stringMatching(/^[0-9a-f]{40}\.[0-9a-f]{64}\.onnx$/),
  ]);
  const figures = async () => [await rate(loupe, "recall"), await rate(loupe, "overkill-count")];
  const before = await figures();
  await page.keyboard.press("Control+,");
  const later = page.getByTestId("performance-later");
  expect(await later.count()).toBe(0);
  const threads = page.locator("#performance-threads");
  await threads.fill("many");
  expect(await threads.getAttribute("aria-invalid")).toBe("true");
  expect(await later.count()).toBe(0);
  await threads.fill("2");
  await later.waitFor();
  await page.getByTestId("settings-dialog").getByText("Restore defaults").click();
  await waitUntil("the note has gone", async () => (await later.count()) === 0);
  expect(await threads.inputValue()).toBe("");

  await threads.fill("2");
  await page.locator("#performance-sessions").fill("1");
  await page.getByRole("radio", { name: "8", exact: true }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("radio", { name: "Basic" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  const tuning = { threads: 2, sessions: 1, batchSize: 8, optimization: "basic" };
  await waitUntil(
    "the settings are kept",
    () => JSON.stringify(readSettings(profile)["tuning"]) === JSON.stringify(tuning),
    5_000,
  );

  await runCommand("Inspect again as a new run");
  await waitUntilInspected(loupe, 5);
  await runCommand("About dataset and model");
  const facts = page.getByTestId("facts-dialog");
  // This model takes one image per run, whatever is allowed.
  await waitUntil("the facts say how it ran", async () =>
    (await facts.innerText()).includes("1 session with 2 threads, 1 image per run, graph optimisation basic"),
  );
  expect(await figures()).toEqual(before);
});

function readSettings(profile: string): Record<string, unknown> {
  const file = path.join(profile, "settings.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>) : {};
}

async function runCommand(name: string): Promise<void> {
  await loupe.page.keyboard.press("Control+k");
  await loupe.page.locator(".palette-input").fill(name);
  // A command that restarts an inspection is never selected by Enter alone; here it is the only match that does so.
  await loupe.page.locator(".palette-input").press("ArrowDown");
  await loupe.page.locator(".palette-input").press("Enter");
}
