/** Models that exceed a limit: the window reports the limit and the figures, and the rest is inspected. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeLine } from "./fixtures/brightnessLine.ts";
import { failuresStored } from "./fixtures/storedOutcomes.ts";
import { createProfile, enginePid, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openLine, waitUntilInspected } from "./pages/mainWindow.ts";
import { projectRoot } from "./places.ts";

const GREEDY = path.join(projectRoot, "electron", "engine", "fixtures", "greedy");
const modelOf = (name: string) => path.join(GREEDY, name, "model.onnx");

let loupe: LoupeApp;
let folder: string;
let profile: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-limits-"));
  profile = createProfile();
  // Dark but for one: an image is bright above a half.
  writeLine(folder, { defects: [20, 30, 40], backgrounds: [10, 250, 20] });
});

/** One of them is set low enough to be passed first. */
async function launchWith(limits: { memoryGigabytes: number | null; imageSeconds: number | null }): Promise<void> {
  writeFileSync(path.join(profile, "settings.json"), JSON.stringify({ language: "en", limits }));
  loupe = await launchLoupe({ profile });
}

afterEach(async () => {
  await loupe.close();
  for (const one of [folder, profile]) rmSync(one, { recursive: true, force: true, maxRetries: 5 });
});

test.each([
  ["endless", { memoryGigabytes: null, imageSeconds: 2 }, /had no result after \d+ s and was ended: the limit is 2 s/],
  [
    "memory",
    { memoryGigabytes: 1, imageSeconds: null },
    // Electron ends a process at once that asks for more than 2 GB in one piece.
    /took \d(\.\d)? GB of memory and was ended: a model may take 1 GB here|ended the process that it was tried in/,
  ],
])(
  "a graph of the kind '%s' is tried elsewhere: its figures are shown and the engine stays",
  async (name, limits, said) => {
    await launchWith(limits);
    const engine = await enginePid(loupe);
    await openLine(loupe, folder, modelOf(name));
    const notice = loupe.page.getByText(said).first();
    await notice.waitFor({ timeout: 30_000 });
    expect(await enginePid(loupe)).toBe(engine);
    await loupe.screenshot(`limits-${name}`);
  },
);

test("one image on which a graph never ends is set aside with the figures, and the others are inspected", async () => {
  await launchWith({ memoryGigabytes: null, imageSeconds: 2 });
  await openLine(loupe, folder, modelOf("endless_bright"));
  await waitUntilInspected(loupe, 5, 60_000);
  await waitUntil("the image is stored as failed", () => failuresStored(profile).length > 0, 10_000);
  expect(failuresStored(profile)).toEqual([{ name: "val_wu_xia_ci/background_001.png", code: "over-limit", tries: 1 }]);
  expect(loupe.output.filter((line) => line.includes("engine lost:"))).toEqual([
    expect.stringMatching(/no result after 2 s in the model; the limit is 2 s, starting it again/),
  ]);
});
