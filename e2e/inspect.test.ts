/** Journeys over a dataset counted by hand: open, inspect, move the threshold, look at the escaped images, write the reports. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BACKGROUND_GREYS, copyModel, DEFECT_GREYS, writeLine } from "./fixtures/brightnessLine.ts";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { answerDialogs, openLine, rate, thumbnails, typeThreshold, waitUntilInspected } from "./pages/mainWindow.ts";

/** Counted by hand from the greys: an image is NG when its best score (grey / 255) is at least the threshold. */
const BY_HAND = [
  { threshold: 0.5, caught: 6, overkill: 4 },
  { threshold: 0.52, caught: 6, overkill: 2 },
  { threshold: 0.58, caught: 5, overkill: 1 },
  { threshold: 0.65, caught: 4, overkill: 1 },
  { threshold: 0.75, caught: 3, overkill: 1 },
  { threshold: 0.85, caught: 2, overkill: 0 },
  { threshold: 0.95, caught: 1, overkill: 0 },
] as const;
const DEFECTS = DEFECT_GREYS.length;
const BACKGROUNDS = BACKGROUND_GREYS.length;

let loupe: LoupeApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-line-"));
  writeLine(path.join(folder, "铝材 线"));
  copyModel(path.join(folder, "model"));
  loupe = await launchLoupe();
});
afterAll(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a line counted by hand", () => {
  test("opens a dataset and a model, and inspects them by itself", async () => {
    await openLine(loupe, path.join(folder, "铝材 线"), path.join(folder, "model", "model.onnx"));
    await waitUntilInspected(loupe, DEFECTS + BACKGROUNDS);
    await expectText("library-shown", "10 of 10");
    await loupe.screenshot("hand-counted-line");
  });

  test("shows the figures counted by hand at every threshold", async () => {
    for (const { threshold, caught, overkill } of BY_HAND) {
      await typeThreshold(loupe, threshold);
      const shown = {
        recall: await rate(loupe, "recall"),
        escaped: await rate(loupe, "escaped-count"),
        overkill: await rate(loupe, "overkill-count"),
        falsePositives: await rate(loupe, "false-positive-rate"),
      };
      expect(shown, `at ${threshold}`).toEqual({
        recall: { count: caught, total: DEFECTS },
        escaped: { count: DEFECTS - caught, total: DEFECTS },
        overkill: { count: overkill, total: BACKGROUNDS },
        falsePositives: { count: overkill, total: BACKGROUNDS },
      });
    }
  });

  test("moves by keys, and undoes them as one step", async () => {
    await typeThreshold(loupe, 0.75);
    await loupe.page.getByTestId("library-shown").click();
    await loupe.page.keyboard.press("]");
    await loupe.page.keyboard.press("]");
    expect(await loupe.page.getByTestId("threshold-input").inputValue()).toBe("0.77");
    await loupe.page.keyboard.press("Control+z");
    await waitUntil(
      "the threshold is 0.75 again",
      async () => (await loupe.page.getByTestId("threshold-input").inputValue()) === "0.75",
      5_000,
    );
    const slider = loupe.page.getByTestId("threshold-slider");
    await slider.focus();
    await slider.press("ArrowLeft");
    expect(await slider.getAttribute("aria-valuenow")).toBe("0.74");
  });

  test("opens the escaped ones", async () => {
    await typeThreshold(loupe, 0.75);
    await loupe.page.getByTestId("filter-escaped").click();
    await waitUntil("three images listed", async () => (await thumbnails(loupe).count()) === 3, 10_000);
    expect(
      await thumbnails(loupe).evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-verdict"))),
    ).toEqual(["escaped", "escaped", "escaped"]);
    expect(
      await thumbnails(loupe).evaluateAll((cells) =>
        cells.map((cell) => /defect_\d+/.exec(cell.textContent ?? "")?.[0]),
      ),
    ).toEqual(["defect_003", "defect_004", "defect_005"]);
    await loupe.screenshot("escaped-images");
    await loupe.page.getByTestId("overkill-count").click();
    await waitUntil("one image listed", async () => (await thumbnails(loupe).count()) === 1, 10_000);
    expect(await thumbnails(loupe).first().textContent()).toContain("background_003");
    await loupe.page.getByTestId("filter-all").click();
  });

  test("writes every report, whole, and never over a file that is there", async () => {
    const reports = path.join(folder, "报告");
    mkdirSync(reports);
    await typeThreshold(loupe, 0.75);
    const first = await writeReports(reports);
    const names = readdirSync(reports);
    expect(names.filter((name) => name.includes("partial"))).toEqual([]);
    const list = readFileSync(path.join(reports, "tp_fp_list.txt"), "utf8").split("\n");
    expect(list[0]).toBe("| score | recall rate | false-positive rate |");
    expect(list[1]).toBe("| -- | -- | -- |");
    // 0.75: three of six, one of four; 0.85: two of six, none.
    expect(list[2 + 75]).toBe("| 0.750000 | 0.500000 | 0.250000 |");
    expect(list[2 + 85]).toBe("| 0.850000 | 0.333333 | 0.000000 |");
    for (const name of names.filter((file) => file.endsWith(".png"))) {
      const { width, height } = PNG.sync.read(readFileSync(path.join(reports, name)));
      expect(Math.min(width, height), name).toBeGreaterThan(50);
    }
    expect(names.some((name) => name.startsWith("image-level_tp_fp") && name.endsWith(".png"))).toBe(true);
    const pdf = names.find((name) => name.endsWith(".pdf"));
    expect(
      readFileSync(path.join(reports, pdf ?? ""))
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const tables = names
      .filter((name) => name.endsWith(".csv"))
      .map((name) => readFileSync(path.join(reports, name), "utf8"));
    expect(tables).toHaveLength(2);
    const perImage = tables.find(
      (text) =>
        text.split("\n").filter((line) => /defect_\d|background_\d/.test(line)).length === DEFECTS + BACKGROUNDS,
    );
    expect(perImage, "one CSV has a row for each image").toBeDefined();
    await loupe.screenshot("reports-written");

    const before = Object.fromEntries(
      names.filter((name) => /\.\w+$/.test(name)).map((name) => [name, readFileSync(path.join(reports, name))]),
    );
    const second = await writeReports(reports);
    for (const [name, bytes] of Object.entries(before))
      expect(readFileSync(path.join(reports, name)).equals(bytes), name).toBe(true);
    expect(second.length).toBe(first.length);
    expect(second.some((name) => first.includes(name))).toBe(false);
  });

  test("switches language and theme at once and remembers them", async () => {
    await loupe.page.getByTestId("language-toggle").click();
    await waitUntil(
      "the window speaks Chinese",
      async () => (await loupe.page.locator("body").innerText()).includes("漏检"),
      5_000,
    );
    const text = await loupe.page.locator("body").innerText();
    expect(text).toContain("过杀");
    for (const word of ["Escaped", "Overkill", "Recall", "Threshold", "Images"]) expect(text, word).not.toContain(word);
    const menu = () =>
      loupe.app.evaluate(({ Menu }) =>
        Menu.getApplicationMenu()
          ?.items.map(({ label }) => label)
          .join(" "),
      );
    await waitUntil("the menu speaks Chinese", async () => (await menu()) === "文件 编辑 检测 视图 窗口 帮助", 5_000);
    await loupe.screenshot("chinese-dark");
    await loupe.page.keyboard.press("Control+Shift+d");
    await waitUntil(
      "the light theme",
      async () => (await loupe.page.evaluate(() => document.documentElement.dataset["theme"])) === "light",
      5_000,
    );
    await loupe.screenshot("chinese-light");
    await loupe.page.keyboard.press("Control+Shift+l");
    await waitUntil(
      "English again",
      async () => (await loupe.page.locator("body").innerText()).includes("Escaped"),
      5_000,
    );
    await loupe.screenshot("english-light");
    await waitUntil("the choice is on the disk", () => {
      const file = path.join(loupe.profile, "settings.json");
      return existsSync(file) && JSON.parse(readFileSync(file, "utf8")).theme === "light";
    });
  });
});

/** Names of the files that the window reports as written. */
async function writeReports(target: string): Promise<string[]> {
  const { page } = loupe;
  await answerDialogs(loupe, target);
  await page.keyboard.press("Control+e");
  const dialog = page.getByTestId("reports-dialog");
  await dialog.waitFor();
  expect(await page.getByTestId("reports-result").count()).toBe(0);
  for (const box of await dialog.locator('input[type="checkbox"]').all()) await box.setChecked(true);
  await page.getByTestId("reports-folder").click();
  await page.getByTestId("reports-write").click();
  await page.getByTestId("reports-result").waitFor({ timeout: 60_000 });
  const files = await page.getByTestId("reports-result").locator(".file-line").allInnerTexts();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  return files;
}

async function expectText(testId: string, text: string): Promise<void> {
  expect(await loupe.page.getByTestId(testId).innerText()).toContain(text);
}
