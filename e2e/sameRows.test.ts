/** The window and the command line store the same bytes for an image, and neither leaves files elsewhere. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queryRun, runFiles } from "./fixtures/storedOutcomes.ts";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openLine } from "./pages/mainWindow.ts";
import { projectRoot } from "./places.ts";

const IMAGES = 6;
const MODEL = path.join(projectRoot, "models", "demo-frcnn-dcn");

let loupe: LoupeApp;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-rows-"));
  mkdirSync(path.join(folder, "home"));
  loupe = await launchLoupe({
    env: { HOME: path.join(folder, "home"), XDG_CACHE_HOME: path.join(folder, "home", "cache") },
  });
});
afterAll(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

test("loupe inspect and the window give the same rows", async () => {
  const images = path.join(folder, "images");
  mkdirSync(images);
  const demo = path.join(projectRoot, "resources", "demo", "JPEGImages");
  const names = readdirSync(demo).sort().slice(0, IMAGES);
  for (const name of names) copyFileSync(path.join(demo, name), path.join(images, name));

  await openLine(loupe, images, path.join(MODEL, "model.onnx"));
  await waitUntil("the window has inspected all", () => storedSoFar() === IMAGES, 60_000);
  const shown = readRows(runFiles(loupe.profile)[0] ?? "");

  const run = path.join(folder, "run");
  const ended = spawnSync(
    process.execPath,
    [path.join(projectRoot, "out", "cli", "loupe.cjs"), "inspect", images, "--model", MODEL, "--out", run],
    {
      encoding: "utf8",
      env: { ...process.env, HOME: path.join(folder, "home"), LOUPE_CACHE: path.join(folder, "cache") },
    },
  );
  expect(ended.status, ended.stderr).toBe(0);
  const told = readRows(path.join(run, "run.sqlite"));

  expect([...told.keys()].sort()).toEqual(names);
  expect([...told.values()].some((row) => Number(JSON.parse(row).count) > 0)).toBe(true);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(told));
  // The runtime's telemetry is off in both: it would have created a device id.
  const left = readdirSync(path.join(folder, "home"), { recursive: true }).map(String);
  expect(left.filter((name) => /microsoft|onnxruntime|deviceid/i.test(name))).toEqual([]);
}, 120_000);

/** A file that is being created has no table yet, and a copy may be taken between two writes. */
function storedSoFar(): number {
  const [file] = runFiles(loupe.profile);
  try {
    return file === undefined ? 0 : readRows(file).size;
  } catch {
    return 0;
  }
}

/** By image: size and detections as stored in the file, byte by byte. */
function readRows(file: string): Map<string, string> {
  const rows = queryRun(
    file,
    "SELECT name, status, width, height, count, hex(boxes) AS boxes, hex(scores) AS scores, hex(class_indices) AS classes FROM outcomes",
  ) as { name: string }[];
  return new Map(rows.map((row) => [row.name, JSON.stringify(row)]));
}
