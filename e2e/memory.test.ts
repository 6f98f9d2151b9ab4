/** Runs thousands of images through decoding, inference and the store in the real program: the engine's memory stays level. */
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  copyFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyModel } from "./fixtures/brightnessLine.ts";
import { engineMegabytes, enginePid, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openDataset, openModel } from "./pages/mainWindow.ts";
import { projectRoot, screenshotFolder } from "./places.ts";

const IMAGES = 3000;
/** Buffers and compiled code settle during the first ones. */
const SETTLED_AFTER = 1000;
const MAX_MEGABYTES_PER_THOUSAND = 10;
/** A model folder to test with instead of the tiny one; takes minutes longer. */
const SOAK_MODEL = process.env["LOUPE_SOAK_MODEL"];
const TIMEOUT_MS = SOAK_MODEL === undefined ? 240_000 : 1_800_000;

let loupe: LoupeApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-soak-"));
  loupe = await launchLoupe();
});
afterAll(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

test(
  `${IMAGES} images: at most ${MAX_MEGABYTES_PER_THOUSAND} MB more for each thousand`,
  async () => {
    writeImages(path.join(folder, "images"));
    await openDataset(loupe, path.join(folder, "images"));
    await loupe.page.getByTestId("library-shown").waitFor({ timeout: 60_000 });
    await openModel(loupe, modelFile());

    const samples: { readonly done: number; readonly megabytes: number }[] = [];
    const pid = await enginePid(loupe);
    await waitUntil(
      "all inspected",
      async () => {
        const done = await inspected();
        samples.push({ done, megabytes: await engineMegabytes(loupe) });
        return done === IMAGES;
      },
      TIMEOUT_MS,
    );
    expect(await enginePid(loupe), "the same engine all the way").toBe(pid);
    writeFileSync(path.join(screenshotFolder, "memory.json"), JSON.stringify(samples));
    const settled = samples.filter(({ done }) => done > SETTLED_AFTER);
    const slope = megabytesPerThousand(settled);
    console.log(
      `engine: ${settled[0]?.megabytes.toFixed(0)} MB after ${settled[0]?.done} images, ${settled.at(-1)?.megabytes.toFixed(0)} MB after ${IMAGES}, ${slope.toFixed(1)} MB for each thousand (${settled.length} samples)`,
    );
    expect(settled.length).toBeGreaterThan(20);
    expect(slope).toBeLessThanOrEqual(MAX_MEGABYTES_PER_THOUSAND);
  },
  TIMEOUT_MS + 30_000,
);

/** The demo's own images, repeated, as links where the file system has them. */
function writeImages(target: string): void {
  mkdirSync(target, { recursive: true });
  const demo = path.join(projectRoot, "resources", "demo", "JPEGImages");
  const names = readdirSync(demo).sort();
  for (let i = 0; i < IMAGES; i++) {
    const source = path.join(demo, names[i % names.length] ?? "");
    const copy = path.join(target, `${String(i).padStart(5, "0")}.jpg`);
    try {
      linkSync(source, copy);
    } catch {
      copyFileSync(source, copy);
    }
  }
}

/** The tiny model, with the input settings of a typical detector. */
function modelFile(): string {
  if (SOAK_MODEL !== undefined)
    return path.join(SOAK_MODEL, existsSync(path.join(SOAK_MODEL, "manifest.json")) ? "manifest.json" : "model.onnx");
  const model = path.join(folder, "model");
  copyModel(model);
  const file = path.join(model, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { preprocess: { resize: unknown } };
  manifest.preprocess.resize = { kind: "short-side", short: 384, max: 640, interpolation: "linear" };
  writeFileSync(file, JSON.stringify(manifest));
  return path.join(model, "model.onnx");
}

/** The first number of "1 200 of 3 000 …" in the status bar; 0 while there is none. */
async function inspected(): Promise<number> {
  const figures = loupe.page.locator('[data-testid="run-progress"] .run-figures');
  if ((await figures.count()) === 0) return 0;
  const [done = ""] = ((await figures.textContent()) ?? "").split(" of ");
  return Number(done.replace(/\D/g, ""));
}

/** Least squares. */
function megabytesPerThousand(samples: readonly { readonly done: number; readonly megabytes: number }[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map(({ done }) => done)), mean(samples.map(({ megabytes }) => megabytes))];
  const covariance = samples.reduce((sum, { done, megabytes }) => sum + (done - x) * (megabytes - y), 0);
  const variance = samples.reduce((sum, { done }) => sum + (done - x) ** 2, 0);
  return (covariance / variance) * 1000;
}
