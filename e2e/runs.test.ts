/** Stored runs of a dataset counted by hand: inspect twice, name one, set it as baseline, return to it, delete the other. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BACKGROUND_GREYS, copyModel, DEFECT_GREYS, writeLine } from "./fixtures/brightnessLine.ts";
import { launchLoupe, type LoupeApp } from "./loupeApp.ts";
import { openLine, rate, typeThreshold, waitUntilInspected } from "./pages/mainWindow.ts";

const DEFECTS = DEFECT_GREYS.length;
const BACKGROUNDS = BACKGROUND_GREYS.length;

let loupe: LoupeApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-runs-"));
  writeLine(path.join(folder, "line"));
  copyModel(path.join(folder, "model"));
  loupe = await launchLoupe();
});
afterAll(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = () => loupe.page.getByTestId("run-row");

test("two inspections are two runs; one is named, held as baseline and opened again, the other deleted", async () => {
  const { page } = loupe;
  await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
  await waitUntilInspected(loupe, DEFECTS + BACKGROUNDS);
  await typeThreshold(loupe, 0.75);
  await page.getByRole("button", { name: "Inspect again" }).click();
  await waitUntilInspected(loupe, DEFECTS + BACKGROUNDS);

  await page.keyboard.press("Control+r");
  await page.getByTestId("runs-dialog").waitFor();
  await expect.poll(() => rows().count()).toBe(2);
  // Counted by hand: at 0.75 three of the defect images and one background.
  for (const i of [0, 1]) {
    await expect.poll(() => rows().nth(i).getByTestId("run-recall").innerText()).toContain(`3 of ${DEFECTS}`);
    await expect.poll(() => rows().nth(i).getByTestId("run-overkill").innerText()).toContain(`1 of ${BACKGROUNDS}`);
  }

  const former = () => rows().nth(1);
  await former().getByTestId("run-rename").click();
  await page.getByTestId("run-name").fill("夜班");
  await page.keyboard.press("Enter");
  await expect.poll(() => former().innerText()).toContain("夜班");
  await former().getByTestId("run-baseline").click();
  await expect.poll(() => former().innerText()).toContain("Baseline");
  await loupe.screenshot("runs");

  await former().getByTestId("run-open").click();
  await expect.poll(() => former().innerText()).toContain("Active");
  await page.keyboard.press("Escape");
  await page.getByTestId("runs-dialog").waitFor({ state: "detached" });
  expect(await rate(loupe, "recall")).toEqual({ count: 3, total: DEFECTS });
  expect(await page.getByTestId("baseline-recall").innerText()).toContain(`3 of ${DEFECTS}`);
  expect(await page.getByTestId("baseline-overkill").innerText()).toContain(`1 of ${BACKGROUNDS}`);

  await page.keyboard.press("Control+r");
  const later = () => rows().nth(0);
  await later().getByTestId("run-delete").click();
  const question = page.getByRole("alertdialog");
  expect(await question.innerText()).toContain(`${DEFECTS + BACKGROUNDS} images`);
  // Esc closes the question, and the list stays.
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  expect(await rows().count()).toBe(2);
  await later().getByTestId("run-delete").click();
  await page.getByTestId("run-delete-now").click();
  await expect.poll(() => rows().count()).toBe(1);
  expect(await rows().nth(0).innerText()).toContain("夜班");
});
