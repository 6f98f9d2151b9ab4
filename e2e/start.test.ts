/** Starting Loupe: first start with the demo, files on the command line, a second instance, damaged profile files. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { electronSwitches, findElectron } from "../scripts/electronPath.mjs";
import { copyModel, DEFECT_GREYS, greyPng, writeLine } from "./fixtures/brightnessLine.ts";
import { createProfile, launchLoupe, waitUntil, type LaunchOptions, type LoupeApp } from "./loupeApp.ts";
import { answerDialogs, openLine, rate, typeThreshold, waitUntilInspected } from "./pages/mainWindow.ts";
import { projectRoot } from "./places.ts";

let loupe: LoupeApp | null = null;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-start-"));
});
afterEach(async () => {
  await loupe?.close();
  loupe = null;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function start(options: LaunchOptions = {}): Promise<LoupeApp> {
  loupe = await launchLoupe(options);
  return loupe;
}

describe("the first start", () => {
  test("without anything says what to do, and offers the demo", async () => {
    const { page, screenshot } = await start();
    await page.getByTestId("empty-state").waitFor();
    expect(await page.getByTestId("open-demo").isVisible()).toBe(true);
    await screenshot("first-start-empty");
  });

  test("with the demo: it opens, is inspected by itself, and every figure says that it is synthetic", async () => {
    const app = await start({ args: ["--demo"] });
    await app.page.getByTestId("library-shown").waitFor({ timeout: 30_000 });
    const list = readFileSync(path.join(projectRoot, "resources", "demo", "val_list.txt"), "utf8")
      .trim()
      .split("\n").length;
    const backgrounds = readdirSync(path.join(projectRoot, "resources", "demo", "val_wu_xia_ci")).length;
    expect(await app.page.getByTestId("library-shown").innerText()).toContain(
      `${list + backgrounds} of ${list + backgrounds}`,
    );
    await waitUntil("ten images are measured", async () => ((await rate(app, "recall"))?.total ?? 0) >= 10, 60_000);
    expect(await app.page.getByTestId("synthetic").isVisible()).toBe(true);
    await app.screenshot("first-start-demo");
    const notices = await app.page.getByTestId("notice").allInnerTexts();
    expect(notices.filter((text) => /wrong|error|cannot/i.test(text))).toEqual([]);
  });
});

describe("files on the command line", () => {
  test("a dataset and a model are opened and inspected", async () => {
    writeLine(path.join(folder, "line"));
    copyModel(path.join(folder, "model"));
    const app = await start({ args: [path.join(folder, "line"), path.join(folder, "model")] });
    await waitUntilInspected(app, 10);
  });

  test("a second start hands its files to the window that is there, and ends", async () => {
    writeLine(path.join(folder, "line"));
    const app = await start();
    const electron = findElectron();
    const second = spawn(
      electron?.path ?? "",
      [
        ...electronSwitches().args,
        "--disable-gpu",
        projectRoot,
        `--user-data-dir=${app.profile}`,
        path.join(folder, "line"),
      ],
      { stdio: "ignore" },
    );
    const code = await new Promise<number | null>((ended) => second.on("exit", ended));
    expect(code).toBe(0);
    await app.page.getByTestId("library-shown").waitFor({ timeout: 15_000 });
    expect(await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

test("a folder and a model dropped on the window are opened and inspected", async () => {
  writeLine(path.join(folder, "铝材 line"));
  copyModel(path.join(folder, "model"));
  const app = await start();
  const devTools = await app.page.context().newCDPSession(app.page);
  const data = {
    items: [],
    files: [path.join(folder, "铝材 line"), path.join(folder, "model")],
    dragOperationsMask: 1,
  };
  for (const type of ["dragEnter", "dragOver"] as const)
    await devTools.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  await app.page.getByTestId("drop-overlay").waitFor({ timeout: 5_000 });
  await app.screenshot("drop-overlay");
  await devTools.send("Input.dispatchDragEvent", { type: "drop", x: 500, y: 400, data });
  await waitUntilInspected(app, 10);
  expect(app.page.url()).toMatch(/^loupe:/);
});

test.skipIf(process.platform !== "linux")(
  "a dropped folder whose name the system loses is told of in one line",
  async () => {
    writeLine(path.join(folder, "铝材 line"));
    const app = await start({ env: { LANG: "xx_XX.UTF-8", LC_ALL: "xx_XX.UTF-8" } });
    const devTools = await app.page.context().newCDPSession(app.page);
    const data = { items: [], files: [path.join(folder, "铝材 line")], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"] as const)
      await devTools.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
    await app.page.getByTestId("notice").waitFor({ timeout: 10_000 });
    expect(await app.page.getByTestId("notice").getAttribute("data-code")).toBe("dropped-nameless");
    await app.screenshot("drop-nameless");
  },
);

describe("what is remembered", () => {
  test("panel sizes and the library's look", async () => {
    const profile = createProfile();
    try {
      writeLine(path.join(folder, "line"));
      const panel = async ({ page }: LoupeApp, id: string) =>
        (await page.locator(`[data-panel][id="${id}"]`).boundingBox()) ?? { width: 0, height: 0 };
      const first = await start({ profile, args: [path.join(folder, "line")] });
      await first.page.getByTestId("library-shown").waitFor({ timeout: 30_000 });
      expect((await panel(first, "library")).width).toBeCloseTo(240, 0);
      const [left, lower, right] = [0, 1, 2].map((i) => first.page.getByRole("separator").nth(i));
      for (const [separator, key] of [
        [left, "ArrowRight"],
        [lower, "ArrowUp"],
        [right, "ArrowLeft"],
      ] as const) {
        await separator?.focus();
        await first.page.keyboard.press(key);
      }
      await first.page.getByTestId("library-mode").click();
      const [library, histogram, threshold] = [
        (await panel(first, "library")).width,
        (await panel(first, "histogram")).height,
        (await panel(first, "threshold")).width,
      ];
      for (const [now, before] of [
        [library, 240],
        [histogram, 152],
        [threshold, 300],
      ] as const)
        expect(now).toBeGreaterThan(before + 4);
      await waitUntil(
        "the sizes are on the disk",
        () =>
          existsSync(path.join(profile, "settings.json")) &&
          readFileSync(path.join(profile, "settings.json"), "utf8").includes('"list"'),
      );
      await first.close();
      const second = await start({ profile, args: [path.join(folder, "line")] });
      await second.page.getByTestId("library-shown").waitFor({ timeout: 30_000 });
      await second.screenshot("remembered-panels");
      expect((await panel(second, "library")).width).toBeCloseTo(library, -0.5);
      expect((await panel(second, "histogram")).height).toBeCloseTo(histogram, -0.5);
      expect((await panel(second, "threshold")).width).toBeCloseTo(threshold, -0.5);
      expect(await second.page.getByTestId("library-mode").getAttribute("aria-label")).toContain("grid");
    } finally {
      await loupe?.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });

  test("damaged settings: Loupe starts with its defaults and keeps the file", async () => {
    const profile = createProfile();
    try {
      for (const name of ["settings.json", "recent.json", "window.json"])
        writeFileSync(path.join(profile, name), Buffer.from([0xff, 0x00, 0x7b, 0x13]));
      const { page } = await start({ profile });
      expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
      expect(readFileSync(path.join(profile, "settings.json.damaged-1"))).toEqual(
        Buffer.from([0xff, 0x00, 0x7b, 0x13]),
      );
    } finally {
      await loupe?.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });

  test("an inspection that was interrupted by closing goes on at the next start", async () => {
    const profile = createProfile();
    try {
      writeLine(path.join(folder, "line"), {
        defects: Array.from({ length: 150 }, (_, i) => 130 + (i % 120)),
        backgrounds: [128, 200],
        size: 600,
      });
      copyModel(path.join(folder, "model"));
      const first = await start({ profile });
      await openLine(first, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
      await waitUntil("some are measured", async () => ((await rate(first, "recall"))?.total ?? 0) >= 15);
      await first.close();
      const second = await start({ profile });
      // Both are among the recent projects of the first window.
      const recent = JSON.parse(readFileSync(path.join(profile, "recent.json"), "utf8"));
      expect(recent.map(({ kind }: { kind: string }) => kind).sort()).toEqual(["dataset", "model"]);
      await openLine(second, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
      await waitUntilInspected(second, 152);
      await typeThreshold(second, 0.75);
      // 130..249 and 130..159: greys of at least 192 are NG, that is 58 of the first 120 and none of the other 30.
      expect(await rate(second, "recall")).toEqual({ count: 58, total: 150 });
    } finally {
      await loupe?.close();
      rmSync(profile, { recursive: true, force: true });
    }
  });
});

test("broken images are named and counted, and the rest goes on", async () => {
  const line = path.join(folder, "line");
  writeLine(line);
  copyModel(path.join(folder, "model"));
  const whole = greyPng(204, 100);
  writeFileSync(path.join(line, "JPEGImages", "defect_002.png"), whole.subarray(0, whole.length - 30)); // ends in the middle of its pixels
  writeFileSync(path.join(line, "JPEGImages", "defect_003.png"), ""); // nothing in it
  writeFileSync(path.join(line, "JPEGImages", "defect_004.png"), "<html>not an image</html>");
  const app = await start();
  await openLine(app, line, path.join(folder, "model", "model.onnx"));
  await waitUntilInspected(app, 10 - 3);
  await typeThreshold(app, 0.75);
  // Of the defects 255, 230 and 140 remain.
  expect(await rate(app, "recall")).toEqual({ count: 2, total: DEFECT_GREYS.length - 3 });
  await app.page.getByTestId("issues-button").click();
  const issues = await app.page.getByTestId("issues-dialog").innerText();
  for (const name of ["defect_002", "defect_003", "defect_004"]) expect(issues).toContain(name);
  await app.screenshot("broken-images");
});

test("a folder that is no dataset and a file that is no model: one clear line each, nothing else changes", async () => {
  mkdirSync(path.join(folder, "empty"));
  writeFileSync(path.join(folder, "broken.onnx"), "not a graph");
  const app = await start();
  await openLineExpectingNothing(app, path.join(folder, "empty"));
  await answerDialogs(app, path.join(folder, "broken.onnx"));
  await app.page.keyboard.press("Control+Shift+o");
  await waitUntil(
    "a notice about the model",
    async () => (await app.page.getByTestId("notice").allInnerTexts()).some((text) => text.includes("broken.onnx")),
    15_000,
  );
  await app.screenshot("clear-errors");
  // A project that could not be opened is not added to the recent ones.
  expect(existsSync(path.join(app.profile, "recent.json"))).toBe(false);
});

async function openLineExpectingNothing(app: LoupeApp, empty: string): Promise<void> {
  await answerDialogs(app, empty);
  await app.page.keyboard.press("Control+o");
  await waitUntil(
    "a word about the empty folder",
    async () => /no image|empty|没有图片|no images/i.test(await app.page.locator("body").innerText()),
    15_000,
  );
}
