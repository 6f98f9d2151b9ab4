/** The execution recorded in a run: what happened, not what was allowed, in the last part in which the model ran. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_TUNING, type Execution } from "../../../shared/core/sessionTuning.ts";
import type { RunEvent } from "../../../shared/ipc/contract.ts";
import { openFolderImages } from "../datasets/openDataset.ts";
import { folderOf } from "../fixtures/folderOf.testing.ts";
import { solidPng } from "../fixtures/solidPng.testing.ts";
import type { Detector } from "../inference/detector.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { createPauseGate } from "./pauseGate.ts";
import { runInspection } from "./runInspection.ts";
import { openRunStore } from "./runStore.ts";

const GRAPHS = path.join(import.meta.dirname, "../inference/fixtures/graphs");
const newRun = () => mkdtempSync(path.join(tmpdir(), "loupe-execution-"));
const folderWith = (count: number) =>
  folderOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}.png`, solidPng(20, 20, [i, i, i])])));
const CUT = Buffer.concat([solidPng(20, 20, [1, 1, 1]).subarray(0, 50), Buffer.from("IEND")]);

interface More {
  readonly batchSize?: number;
  readonly change?: (detector: Detector) => Detector;
  readonly stopAfter?: number;
}

/** A part of a run: what the stored record said at each event, what the page was told, and what is stored at the end. */
async function inspect(
  folder: string,
  run: string,
  graph: string,
  { batchSize = 4, change = (detector) => detector, stopAfter = Infinity }: More = {},
) {
  const opened = await openFolderImages(folder);
  const model = await openModel(path.join(GRAPHS, graph));
  const opening = openRunStore(run);
  if (!opened.ok || !model.ok || !opening.ok) throw new Error("not opened");
  const created = await createDetector(model.model, "cpu", {
    tuning: { ...DEFAULT_TUNING, threads: 1, sessions: 1, batchSize },
  });
  if (!created.ok) throw new Error(created.failure.code);
  const { store } = opening;
  const stop = new AbortController();
  const recorded: (Execution | undefined)[] = [];
  const told: (Execution | undefined)[] = [];
  let images = 0;
  const result = await runInspection({
    opened: opened.value,
    model: model.model,
    detector: change(created.detector),
    choice: "cpu",
    scoreFloor: 0.01,
    store,
    source: { folder },
    operator: "o",
    versions: { loupe: "0", onnxruntime: "0", sharp: "0", host: "0" },
    signal: stop.signal,
    pause: createPauseGate(),
    onEvent: (event: RunEvent) => {
      recorded.push(store.head()?.info.execution);
      if (event.kind === "started") told.push(event.run.execution);
      if (event.kind === "execution") told.push(event.execution);
      if (event.kind === "image" && ++images >= stopAfter) stop.abort();
      return Promise.resolve();
    },
  });
  const stored = store.head()?.info.execution;
  store.close();
  await created.detector.close();
  if (!result.ok) throw new Error(result.failure.code);
  expect(result.value.run.execution).toEqual(stored);
  expect(told.at(-1)).toEqual(stored);
  return { recorded, told, stored, ...result.value };
}

const BY_ONE: Execution = { sessions: 1, threads: 1, batchSize: 1, optimization: "all" };
const BY_FOUR: Execution = { ...BY_ONE, batchSize: 4 };

/** Reports a batch size of four from the image `after` on, like a detector that has confirmed it. */
function foundOutAfter(after: number) {
  return (detector: Detector): Detector => {
    let calls = 0;
    return {
      ...detector,
      detect: (...asked) => ((calls += 1), detector.detect(...asked)),
      execution: () => (calls > after ? BY_FOUR : BY_ONE),
    };
  };
}

test("a model that takes one image a run, whatever its graph promises: the record never says more, also not where the run is continued or nothing is left to do", async () => {
  const [folder, run] = [folderWith(12), newRun()];
  const first = await inspect(folder, run, "network_promise.onnx", { stopAfter: 5 });
  const rest = await inspect(folder, run, "network_promise.onnx");
  const nothing = await inspect(folder, run, "network_promise.onnx");
  expect([first.complete, rest.done, rest.failed, nothing.alreadyDone]).toEqual([false, 12, 0, 12]);
  for (const part of [first, rest, nothing]) {
    expect(part.stored).toEqual(BY_ONE);
    expect(part.recorded.filter((execution) => execution !== undefined && execution.batchSize > 1)).toEqual([]);
  }
});

test("what becomes known in the middle is stored and told then", async () => {
  const { recorded, told, stored } = await inspect(folderWith(12), newRun(), "network.onnx", {
    change: foundOutAfter(6),
  });
  expect(told).toEqual([undefined, BY_ONE, BY_FOUR]);
  // Nothing is reported for a run in which the model has not run yet.
  expect(recorded[0]).toBeUndefined();
  expect(recorded).toContainEqual(BY_ONE);
  expect(stored).toEqual(BY_FOUR);
});

test("a part in which the model did not run changes nothing; the next in which it does, does", async () => {
  const [folder, run] = [folderWith(3), newRun()];
  writeFileSync(path.join(folder, "cut.png"), CUT);
  expect((await inspect(folder, run, "network.onnx", { change: foundOutAfter(0) })).stored).toEqual(BY_FOUR);
  // The truncated image is read once more, and never reaches the model.
  expect(await inspect(folder, run, "network.onnx")).toMatchObject({ stored: BY_FOUR, alreadyDone: 3, failed: 1 });
  writeFileSync(path.join(folder, "p9.png"), solidPng(20, 20, [9, 9, 9]));
  expect(await inspect(folder, run, "network.onnx")).toMatchObject({ stored: BY_ONE, done: 4 });
});

test("a part with nothing to run leaves what is known of the run: on what it ran, by whom, and when it was finished", async () => {
  const [folder, run] = [folderWith(2), newRun()];
  const first = await inspect(folder, run, "network.onnx");
  const elsewhere = (detector: Detector): Detector => ({
    ...detector,
    provider: { asked: "cpu", ran: "webgpu", attempts: [] },
  });
  expect((await inspect(folder, run, "network.onnx", { change: elsewhere })).run).toEqual(first.run);
  writeFileSync(path.join(folder, "p9.png"), solidPng(20, 20, [9, 9, 9]));
  const more = await inspect(folder, run, "network.onnx", { change: elsewhere });
  expect(more.run.provider.ran).toBe("webgpu");
});

test("a continued part in which no image could be read says nothing of who ran it", async () => {
  const [folder, run] = [folderWith(2), newRun()];
  const first = await inspect(folder, run, "network.onnx");
  const elsewhere = (detector: Detector): Detector => ({
    ...detector,
    provider: { asked: "cpu", ran: "webgpu", attempts: [] },
  });
  writeFileSync(path.join(folder, "cut.png"), CUT);
  const more = await inspect(folder, run, "network.onnx", { change: elsewhere });
  expect([more.done, more.failed, more.run.provider]).toEqual([2, 1, first.run.provider]);
});
