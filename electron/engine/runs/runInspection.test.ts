/** An inspection with a real model into a real run: quarantine, retries, a disk that refuses. */
import { quoted, reason } from "../../../shared/core/reason.ts";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import type { RunEvent } from "../../../shared/ipc/contract.ts";
import { openFolderImages } from "../datasets/openDataset.ts";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { solidPng } from "../fixtures/solidPng.testing.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { createPauseGate } from "./pauseGate.ts";
import { openRunFile } from "./runFile.ts";
import { runInspection } from "./runInspection.ts";
import { MAX_CRASHES, openRunStore, RunStore } from "./runStore.ts";

const MODEL = path.join(import.meta.dirname, "../fixtures/brightness");
const newFolder = () => mkdtempSync(path.join(tmpdir(), "loupe-run-"));
const images = (count: number) =>
  folderOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}.png`, solidPng(20, 20, [i, i, i])])));

async function inspect(folder: string, store: RunStore) {
  const opened = await openFolderImages(folder);
  const model = await openModel(MODEL);
  if (!opened.ok || !model.ok) throw new Error("not opened");
  const detector = await createDetector(model.model, "cpu");
  if (!detector.ok) throw new Error(detector.failure.code);
  const events: RunEvent[] = [];
  const result = await runInspection({
    opened: opened.value,
    model: model.model,
    detector: detector.detector,
    choice: "cpu",
    scoreFloor: 0.01,
    store,
    source: { folder },
    operator: "o",
    versions: { loupe: "0", onnxruntime: "0", sharp: "0", host: "0" },
    signal: new AbortController().signal,
    pause: createPauseGate(),
    onEvent: (event) => {
      events.push(event);
      return Promise.resolve();
    },
  });
  await detector.detector.close();
  const outcomes = events.flatMap((event): ImageOutcome[] => (event.kind === "image" ? [event.outcome] : []));
  return { result, events, outcomes, dataset: opened.value.dataset };
}

function open(folder: string): RunStore {
  const opening = openRunStore(folder);
  if (!opening.ok) throw new Error(opening.failure.code);
  return opening.store;
}

/** The state left by a process that died with these images under way: the file and its log, copied before a clean shutdown. */
function die(run: string, underWay: readonly string[]): string {
  const store = open(run);
  for (const id of underWay) store.begin(id);
  const left = newFolder();
  for (const name of readdirSync(run)) writeFileSync(path.join(left, name), readFileSync(path.join(run, name)));
  store.close();
  return left;
}

test("an image that ended the engine again and again is named and left, and the rest is inspected", async () => {
  const folder = images(4);
  const opened = await openFolderImages(folder);
  if (!opened.ok) throw new Error("not opened");
  const [, poison, bystander] = opened.value.dataset.images;
  let run = newFolder();
  run = die(run, [poison?.id ?? "", bystander?.id ?? ""]);
  for (let death = 2; death <= MAX_CRASHES; death++) run = die(run, [poison?.id ?? ""]);
  const store = open(run);
  const { result, outcomes } = await inspect(folder, store);
  store.close();
  expect(result).toMatchObject({ ok: true, value: { done: 3, failed: 1, complete: true } });
  expect(outcomes.find(({ imageId }) => imageId === poison?.id)).toMatchObject({
    status: "failed",
    code: "ended-engine",
    reason: reason("ended-engine", { times: MAX_CRASHES }),
  });
  // It stays so: nothing is tried again, and the count is the same.
  const again = open(run);
  expect((await inspect(folder, again)).result).toMatchObject({
    ok: true,
    value: { done: 3, failed: 1, alreadyDone: 4 },
  });
  again.close();
});

test("a failed image is tried once more, and no third time", async () => {
  const folder = folderOf({
    "a.png": solidPng(20, 20, [1, 1, 1]),
    "b.png": Buffer.concat([solidPng(20, 20, [1, 1, 1]).subarray(0, 50), Buffer.from("IEND")]),
  });
  const run = newFolder();
  for (const alreadyDone of [0, 1, 2, 2]) {
    const store = open(run);
    expect((await inspect(folder, store)).result).toMatchObject({
      ok: true,
      value: { done: 1, failed: 1, complete: true, alreadyDone },
    });
    store.close();
  }
});

test("a full disk ends the inspection with a failure that names the file, and every outcome told is in it", async () => {
  const folder = images(120);
  const run = newFolder();
  const file = openRunFile(run, { setAside: true });
  if (!file.ok) throw new Error(file.failure.code);
  file.db.exec("PRAGMA max_page_count = 10");
  const store = new RunStore(file.db, run);
  const { result, outcomes } = await inspect(folder, store);
  store.close();
  expect(result).toMatchObject({
    ok: false,
    failure: {
      code: "not-writable",
      file: path.join(run, "run.sqlite"),
      params: { reason: quoted("database or disk is full") },
    },
  });
  expect(outcomes.length).toBeGreaterThan(3);
  const after = open(run);
  expect(after.outcomes().records.map(({ outcome }) => outcome)).toEqual(outcomes);
  // With space on the disk again the same request continues.
  expect((await inspect(folder, after)).result).toMatchObject({
    ok: true,
    value: { done: 120, alreadyDone: outcomes.length, complete: true },
  });
  after.close();
});
