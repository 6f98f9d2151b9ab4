/** The engine behind its contract, over an in-memory port, with a real model: what the window relies on. */
import { quoted } from "../../shared/core/reason.ts";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDetector } from "./inference/ortDetector.ts";
import { expect, test } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { folderOf } from "./fixtures/folderOf.testing.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";
import { absentReason, providerOrder } from "./inference/providerOrder.ts";
import { openRunStore } from "./runs/runStore.ts";
import {
  MODEL,
  versions,
  startEngine,
  project,
  openBoth,
  inspect,
  detectionsOf,
  images,
  executions,
} from "./engineHandlers.testing.ts";

test("a dataset and a model are opened, with ids that a restarted engine gives again", async () => {
  const { engine, grants, runsFolder } = project();
  const first = await openBoth(engine);
  const second = await openBoth(startEngine(grants, runsFolder));
  expect(second).toEqual(first);
  expect(first.dataset.images.length).toBe(7);
  expect(await engine.client.openDataset({ grant: "nobody" })).toMatchObject({
    ok: false,
    failure: { code: "unknown-grant" },
  });
  expect(await engine.client.openDataset({ grant: "gone" })).toMatchObject({
    ok: false,
    failure: { code: "not-found", file: "gone" },
  });
  expect(await engine.client.openModel({ grant: "set" })).toMatchObject({ ok: false });
});

test("every outcome arrives with its detections, then the end; nothing is inspected twice", async () => {
  const { engine, runsFolder } = project();
  const { result, events, dataset } = await inspect(engine);
  expect(result).toMatchObject({
    ok: true,
    value: {
      done: 7,
      failed: 0,
      complete: true,
      run: { operator: "tester", versions, imageCount: 7, datasetHash: dataset.hash },
    },
  });
  expect(events[0]).toMatchObject({ kind: "started", alreadyDone: 0 });
  expect(
    images(events)
      .map(({ imageId }) => imageId)
      .sort(),
  ).toEqual(dataset.images.map(({ id }) => id).sort());
  const fourth = images(events).find(({ imageId }) => imageId === dataset.images[4]?.id);
  expect(fourth).toMatchObject({ status: "done", width: 40, height: 30 });
  if (fourth?.status === "done") {
    const red = fourth.detections.classIndices.indexOf(1);
    expect(fourth.detections.scores[red]).toBeCloseTo(40 / 255, 5);
    expect([...fourth.detections.boxes.slice(4 * red, 4 * red + 4)]).toEqual([50, 60, 90, 80]);
  }
  expect(events.at(-1)).toMatchObject({ kind: "progress", done: 7, total: 7 });
  const again = await inspect(engine);
  expect(again.events[0]).toMatchObject({ kind: "started", alreadyDone: 7 });
  expect(images(again.events)).toEqual(images(events));
  expect(readdirSync(runsFolder).length).toBe(1);
  expect(engine.bugs).toEqual([]);
});

test("a run goes on with another tuning, which is another detector; it says how its last part ran, and which providers were tried", async () => {
  const { engine, runsFolder } = project(4);
  const stop = new AbortController();
  const first = await inspect(engine, {
    signal: stop.signal,
    onEvent: (event) => event.kind === "image" && stop.abort(),
    tuning: { ...DEFAULT_TUNING, threads: 2, sessions: 1 },
  });
  expect(executions(first.events)).toEqual([undefined, { sessions: 1, threads: 2, batchSize: 1, optimization: "all" }]);
  const second = await inspect(engine, { tuning: { threads: 2, sessions: 2, batchSize: 16, optimization: "basic" } });
  // The model takes one image per run, whatever is allowed.
  const execution = { sessions: 2, threads: 1, batchSize: 1, optimization: "basic" };
  // How the previous part ran, until the model runs again.
  expect(executions(second.events)).toEqual([...executions(first.events).slice(-1), execution]);
  expect(second.result).toMatchObject({ ok: true, value: { run: { execution } } });
  expect(second.events[0]?.kind === "started" && second.events[0].alreadyDone).toBeGreaterThan(0);
  expect(readdirSync(runsFolder)).toHaveLength(1);
  const stored = openRunStore(path.join(runsFolder, readdirSync(runsFolder)[0] ?? ""), { setAside: false });
  if (!stored.ok) throw new Error(stored.failure.code);
  expect(stored.store.head()?.info).toMatchObject({
    execution,
    provider: { asked: "cpu", ran: "cpu", attempts: [{ provider: "cpu", ok: true, reason: null }] },
  });
  stored.store.close();
});

test("under auto the stored run has every provider that was tried, and why it did not run", async () => {
  const { grants, runsFolder } = project(1);
  const tried: string[] = [];
  const engine = startEngine(grants, runsFolder, {
    probe: ({ provider }) => {
      tried.push(provider);
      return Promise.resolve({ ok: false, reason: quoted(`no ${provider} in this test`) });
    },
  });
  const { dataset, modelId } = await openBoth(engine);
  const result = await engine.client.inspect({
    datasetId: dataset.id,
    modelId,
    provider: "auto",
    tuning: DEFAULT_TUNING,
    scoreFloor: 0.01,
    fresh: false,
  });
  if (!result.ok) throw new Error(result.failure.code);
  const stored = openRunStore(path.join(runsFolder, result.value.run.id), { setAside: false });
  if (!stored.ok) throw new Error(stored.failure.code);
  const { provider } = stored.store.head()?.info ?? {};
  stored.store.close();
  expect(provider).toMatchObject({ asked: "auto", ran: "cpu" });
  expect(provider?.attempts.map((attempt) => attempt.provider)).toEqual(providerOrder(process.platform));
  for (const { provider: name, ok, reason } of provider?.attempts ?? []) {
    if (name === "cpu") expect({ ok, reason }).toEqual({ ok: true, reason: null });
    else
      expect({ ok, reason }).toEqual({
        ok: false,
        reason: tried.includes(name)
          ? quoted(`no ${name} in this test`)
          : absentReason(name, process.platform, process.env),
      });
  }
});

test("a second load of a model is from the copy of its optimised graph", async () => {
  const { engine: _none, grants, runsFolder } = project(2);
  const graphsFolder = path.join(path.dirname(runsFolder), `${path.basename(runsFolder)}-graphs`);
  const first = await inspect(startEngine(grants, runsFolder, { graphsFolder }));
  const [copy] = readdirSync(graphsFolder);
  expect(readdirSync(graphsFolder)).toEqual([expect.stringMatching(/\.onnx$/)]);
  const made = statSync(path.join(graphsFolder, copy ?? ""));
  const again = await inspect(startEngine(grants, runsFolder, { graphsFolder }), { fresh: true });
  expect(again.result.ok).toBe(true);
  // Read, not made again.
  expect(readdirSync(graphsFolder)).toEqual([copy]);
  expect(statSync(path.join(graphsFolder, copy ?? ""))).toMatchObject({ mtimeMs: made.mtimeMs, ino: made.ino });
  expect(images(again.events).map(detectionsOf)).toEqual(images(first.events).map(detectionsOf));
  rmSync(graphsFolder, { recursive: true });
});

test("cancelled by the page, or dead and restarted: the run goes on where it was", async () => {
  const { engine, grants, runsFolder } = project(40);
  const stop = new AbortController();
  let seen = 0;
  const cancelled = await inspect(engine, {
    signal: stop.signal,
    onEvent: (event) => event.kind === "image" && ++seen === 5 && stop.abort(),
  });
  expect(cancelled.result).toMatchObject({ ok: true, value: { complete: false, failed: 0 } });
  const { events, result } = await inspect(startEngine(grants, runsFolder));
  const [started] = events;
  expect(started?.kind === "started" && started.alreadyDone).toBeGreaterThanOrEqual(5);
  expect(started?.kind === "started" && started.alreadyDone).toBeLessThan(41);
  expect(result).toMatchObject({ ok: true, value: { done: 41, complete: true } });
  expect(new Set(images(events).map(({ imageId }) => imageId)).size).toBe(41);
});

test("a page that was loaded again while the model loads is not told that the engine is busy: what its former self asked is over", async () => {
  const { grants, runsFolder } = project(4);
  let load: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (load = resolve));
  const engine = startEngine(grants, runsFolder, {
    createDetector: async (...asked) => {
      await held;
      return createDetector(...asked);
    },
  });
  const former = new AbortController();
  const before = inspect(engine, { signal: former.signal });
  await new Promise((resolve) => setTimeout(resolve, 200));
  former.abort();
  const now = inspect(engine);
  await new Promise((resolve) => setTimeout(resolve, 100));
  load();
  expect((await now).result).toMatchObject({ ok: true, value: { done: 5, complete: true } });
  expect((await before).result).toMatchObject({ ok: true, value: { complete: false } });
});

test("one inspection at a time; a pause holds it", async () => {
  const { engine } = project(40);
  let paused = false;
  let told = 0;
  let isHeld: () => void = () => undefined;
  const holding = new Promise<void>((resolve) => (isHeld = resolve));
  const running = inspect(engine, {
    onEvent: (event) => {
      if (event.kind === "image") told += 1;
      if (event.kind === "progress" && event.paused) isHeld();
      if (event.kind === "progress" && event.done === 3 && !paused) {
        paused = true;
        void engine.client.pauseInspection({ paused: true });
      }
    },
  });
  await holding;
  // The image in the model ends, and what is recorded is reported.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const held = told;
  expect(held).toBeGreaterThanOrEqual(3);
  expect(held).toBeLessThan(41);
  expect((await inspect(engine)).result).toMatchObject({ ok: false, failure: { code: "busy" } });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(told).toBe(held);
  expect(await engine.client.pauseInspection({ paused: false })).toEqual({ paused: false });
  expect(await startEngine({}, "").client.pauseInspection({ paused: true })).toEqual({ paused: false });
  const { result, events } = await running;
  expect(result).toMatchObject({ ok: true, value: { done: 41, complete: true } });
  expect(events.some((event) => event.kind === "progress" && event.paused)).toBe(true);
});

test("a damaged run is told in `started`", async () => {
  const { engine, runsFolder } = project();
  await inspect(engine);
  const [run] = readdirSync(runsFolder);
  writeFileSync(path.join(runsFolder, run ?? "", "run.sqlite"), "damage ".repeat(2000));
  const { events } = await inspect(engine);
  expect(events[0]).toMatchObject({
    kind: "started",
    alreadyDone: 0,
    notices: [
      {
        code: "damaged-run-set-aside",
        file: expect.stringMatching(/^[^/\\]+[/\\][0-9a-f]{32}[/\\]run\.damaged-/),
      },
    ],
  });
});

test("providers: cpu is always there, each other one has a reason", async () => {
  const { engine } = project(1);
  const { available } = await engine.client.providers({ refresh: true });
  expect(available.find(({ provider }) => provider === "cpu")).toEqual({ provider: "cpu", ok: true, reason: null });
  for (const { ok, reason } of available) expect(ok).toBe(reason === null);
});

test("failures name files below the dataset, or by their own name, and tell the page no place", async () => {
  const root = folderOf({
    "Annotations/a.xml": "x",
    "other_list.txt": "a.png",
    "cut.png": solidPng(9, 9, [1, 2, 3]).subarray(0, 20),
  });
  const own = folderOf({ "a.png": solidPng(9, 9, [1, 2, 3]) }, "own");
  // Runs cannot be stored below a file.
  const { client } = startEngine(
    {
      root,
      cut: path.join(root, "cut.png"),
      gone: path.join(root, "gone"),
      empty: folderOf({}, "empty"),
      own,
      model: MODEL,
    },
    path.join(own, "a.png", "runs"),
  );
  const dataset = await client.openDataset({ grant: "own" });
  const model = await client.openModel({ grant: "model" });
  if (!dataset.ok || !model.ok) throw new Error("not opened");
  const said = [
    [await client.openDataset({ grant: "root" }), "val_list.txt"],
    [await client.openDataset({ grant: "root", list: "lists/none.txt" }), "lists/none.txt"],
    [await client.openDataset({ grant: "cut" }), "cut.png"],
    [await client.openDataset({ grant: "gone" }), "gone"],
    [await client.openDataset({ grant: "empty" }), "empty"],
    [await client.openModel({ grant: "gone" }), "gone"],
    [
      await client.inspect({
        datasetId: dataset.value.id,
        modelId: model.value.id,
        provider: "cpu",
        tuning: DEFAULT_TUNING,
        scoreFloor: 0.01,
        fresh: false,
      }),
      null,
    ],
  ] as const;
  for (const [reply, file] of said) {
    expect(reply).toMatchObject({ ok: false });
    if (reply.ok) continue;
    if (file !== null) expect(reply.failure.file).toBe(file);
    expect(JSON.stringify(reply)).not.toContain(tmpdir());
  }
});
