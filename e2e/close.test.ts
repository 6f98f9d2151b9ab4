/** A window in which something is under way asks before it closes, with the counts, in its language. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { copyModel, writeLine } from "./fixtures/brightnessLine.ts";
import { createProfile, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openLine, rate, waitUntilInspected } from "./pages/mainWindow.ts";

const DEFECTS = Array.from({ length: 150 }, () => 220);
const BACKGROUNDS = Array.from({ length: 50 }, () => 140);
const IMAGE_SIZE = 900;

let loupe: LoupeApp;
let folder: string;
let profile: string;

interface Asked {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-close-"));
  profile = createProfile();
  copyModel(path.join(folder, "model"));
});
afterEach(async () => {
  await loupe.close();
  for (const one of [folder, profile]) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
});

/** Questions are kept and answered by button `response`; closes as a click on the window's own button does. */
async function closeAnswering(response: number): Promise<void> {
  await loupe.app.evaluate(({ dialog, BrowserWindow }, button) => {
    const kept = globalThis as { asked?: unknown[] };
    kept.asked ??= [];
    dialog.showMessageBox = ((_window: unknown, options: unknown) => {
      kept.asked?.push(options);
      return Promise.resolve({ response: button, checkboxChecked: false });
    }) as never;
    BrowserWindow.getAllWindows()[0]?.close();
  }, response);
}

const asked = () => loupe.app.evaluate(() => (globalThis as { asked?: Asked[] }).asked ?? []);

test.each([
  ["en", /^An inspection is under way: (\d+) of 200 images\.$/, ["Keep Running", "Close"]],
  ["zh", /^正在检测：已完成 (\d+) \/ 200 张图片。$/, ["继续运行", "关闭"]],
] as const)(
  "%s: asked while it inspects, and kept; then closed when told to",
  async (language, counts, buttons) => {
    writeFileSync(path.join(profile, "settings.json"), JSON.stringify({ language }));
    writeLine(path.join(folder, "line"), { defects: DEFECTS, backgrounds: BACKGROUNDS, size: IMAGE_SIZE });
    loupe = await launchLoupe({ profile });
    await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
    await waitUntil(
      "some images are inspected",
      async () => ((await rate(loupe, "escaped-count"))?.total ?? 0) > 3,
      30_000,
    );
    await closeAnswering(0);
    await waitUntil("it has asked", async () => (await asked()).length === 1, 10_000);
    const [question] = await asked();
    expect(question?.message).toMatch(counts);
    expect(question?.buttons).toEqual(buttons);
    await loupe.page.getByTestId("app").waitFor();
    const closed = new Promise<void>((resolve) => loupe.app.on("close", () => resolve()));
    await closeAnswering(1);
    await closed;
  },
  90_000,
);

test("nothing is asked when nothing is under way", async () => {
  writeLine(path.join(folder, "line"));
  loupe = await launchLoupe({ profile });
  await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
  await waitUntilInspected(loupe, 10);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const closed = new Promise<void>((resolve) => loupe.app.on("close", () => resolve()));
  await closeAnswering(0);
  await closed;
}, 60_000);
