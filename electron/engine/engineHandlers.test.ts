/** The engine behind its contract, over an in-memory port, with a real model: what the window relies on. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { DEFAULT_TUNING, type SessionTuning } from "../../shared/core/sessionTuning.ts";
import { engineContract, type EngineContract, type RunEvent } from "../../shared/ipc/contract.ts";
import { type Client, createClient, createPortPair, serve } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers, type EngineOptions } from "./engineHandlers.ts";
import { folderOf, vocXml } from "./fixtures/folderOf.testing.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";
import { absentReason, providerOrder } from "./inference/providerOrder.ts";
import { openRunStore } from "./runs/runStore.ts";

const MODEL = path.join(import.meta.dirname, "fixtures/brightness");
const versions = { loupe: "0", onnxruntime: "1", sharp: "2", host: "test" };

interface Engine {
  readonly client: Client<EngineContract>;
  readonly bugs: unknown[];
}

/** A new engine over the same runs: what a restart after a death gives. */
function startEngine(grants: Readonly<Record<string, string>>, runsFolder: string, more: Partial<EngineOptions> = {}): Engine {
  const [page, engine] = createPortPair();
  const bugs: unknown[] = [];
  const handlers = createEngineHandlers({ resolveGrant: (grant) => grants[grant] ?? null, runsFolder, operator: "tester", versions, ...more });
  serve(engineContract, handlers, engine, (_command, error) => bugs.push(error));
  return { client: createClient(engineContract, page), bugs };
}

function project(count = 6) {
  const files: Record<string, string | Uint8Array> = {
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": Array.from({ length: count }, (_, i) => `JPEGImages/p${i}.png Annotations/p${i}.xml`).join("\n"),
    "val_wu_xia_ci/n.png": solidPng(40, 30, [20, 20, 20]),
  };
  for (let i = 0; i < count; i++) {
    files[`JPEGImages/p${i}.png`] = solidPng(40, 30, [10 * i, 5 * i, i]);
    files[`Annotations/p${i}.xml`] = vocXml([{ name: "亮", box: [1, 2, 3, 4] }], [40, 30]);
  }
  const folder = folderOf(files);
  const runsFolder = mkdtempSync(path.join(tmpdir(), "loupe-runs-"));
  const reports = mkdtempSync(path.join(tmpdir(), "loupe-reports-"));
  const grants = { set: folder, model: MODEL, reports, gone: path.join(folder, "gone") };
  return { folder, runsFolder, reports, grants, engine: startEngine(grants, runsFolder) };
}

async function openBoth({ client }: Engine): Promise<{ dataset: Dataset; modelId: string }> {
  const dataset = await client.openDataset({ grant: "set" });
  const model = await client.openModel({ grant: "model" });
  if (!dataset.ok || !model.ok) throw new Error("not opened");
  return { dataset: dataset.value, modelId: model.value.id };
}

async function inspect(engine: Engine, more: { fresh?: boolean; tuning?: SessionTuning; signal?: AbortSignal; onEvent?: (event: RunEvent) => void } = {}) {
  const { dataset, modelId } = await openBoth(engine);
  const events: RunEvent[] = [];
  const result = await engine.client.inspect(
    { datasetId: dataset.id, modelId, provider: "cpu", tuning: more.tuning ?? DEFAULT_TUNING, scoreFloor: 0.01, fresh: more.fresh ?? false },
    {
      ...(more.signal ? { signal: more.signal } : {}),
      onProgress: (event) => {
        events.push(event);
        more.onEvent?.(event);
      },
    },
  );
  return { result, events, dataset };
}

const detectionsOf = (outcome: ImageOutcome) => (outcome.status === "done" ? outcome.detections : outcome);
const images = (events: readonly RunEvent[]) => events.flatMap((event) => (event.kind === "image" ? [event.outcome] : []));
/** How the model is said to run, from first to last. */
const executions = (events: readonly RunEvent[]) => events.flatMap((event) => (event.kind === "started" ? [event.run.execution] : event.kind === "execution" ? [event.execution] : []));

test("a dataset and a model are opened, with ids that a restarted engine gives again", async () => {
  const { engine, grants, runsFolder } = project();
  const first = await openBoth(engine);
  const second = await openBoth(startEngine(grants, runsFolder));
  expect(second).toEqual(first);
  expect(first.dataset.images.length).toBe(7);
  expect(await engine.client.openDataset({ grant: "nobody" })).toMatchObject({ ok: false, failure: { code: "unknown-grant" } });
  expect(await engine.client.openDataset({ grant: "gone" })).toMatchObject({ ok: false, failure: { code: "not-found", file: "gone" } });
  expect(await engine.client.openModel({ grant: "set" })).toMatchObject({ ok: false });
});

test("every outcome arrives with its detections, then the end; nothing is inspected twice", async () => {
  const { engine, runsFolder } = project();
  const { result, events, dataset } = await inspect(engine);
  expect(result).toMatchObject({ ok: true, value: { done: 7, failed: 0, complete: true, run: { operator: "tester", versions, imageCount: 7, datasetHash: dataset.hash } } });
  expect(events[0]).toMatchObject({ kind: "started", alreadyDone: 0 });
  expect(images(events).map(({ imageId }) => imageId)).toEqual(dataset.images.map(({ id }) => id));
  const fourth = images(events)[4];
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
  const first = await inspect(engine, { signal: stop.signal, onEvent: (event) => event.kind === "image" && stop.abort(), tuning: { ...DEFAULT_TUNING, threads: 2, sessions: 1 } });
  expect(executions(first.events)).toEqual([undefined, { sessions: 1, threads: 2, batchSize: 1, optimization: "all" }]);
  const second = await inspect(engine, { tuning: { threads: 2, sessions: 2, batchSize: 16, optimization: "basic" } });
  // The model takes one image a run, whatever is allowed.
  const execution = { sessions: 2, threads: 1, batchSize: 1, optimization: "basic" };
  // How the part before ran, until the model runs again.
  expect(executions(second.events)).toEqual([...executions(first.events).slice(-1), execution]);
  expect(second.result).toMatchObject({ ok: true, value: { run: { execution } } });
  expect(second.events[0]?.kind === "started" && second.events[0].alreadyDone).toBeGreaterThan(0);
  expect(readdirSync(runsFolder)).toHaveLength(1);
  const stored = openRunStore(path.join(runsFolder, readdirSync(runsFolder)[0] ?? ""), { setAside: false });
  if (!stored.ok) throw new Error(stored.failure.en);
  expect(stored.store.head()?.info).toMatchObject({ execution, provider: { asked: "cpu", ran: "cpu", attempts: [{ provider: "cpu", ok: true, reason: "" }] } });
  stored.store.close();
});

test("under auto the stored run has every provider that was tried, and why it did not run", async () => {
  const { grants, runsFolder } = project(1);
  const tried: string[] = [];
  const engine = startEngine(grants, runsFolder, {
    probe: ({ provider }) => {
      tried.push(provider);
      return Promise.resolve({ ok: false, reason: `no ${provider} in this test` });
    },
  });
  const { dataset, modelId } = await openBoth(engine);
  const result = await engine.client.inspect({ datasetId: dataset.id, modelId, provider: "auto", tuning: DEFAULT_TUNING, scoreFloor: 0.01, fresh: false });
  if (!result.ok) throw new Error(result.failure.en);
  const stored = openRunStore(path.join(runsFolder, result.value.run.id), { setAside: false });
  if (!stored.ok) throw new Error(stored.failure.en);
  const { provider } = stored.store.head()?.info ?? {};
  stored.store.close();
  expect(provider).toMatchObject({ asked: "auto", ran: "cpu" });
  expect(provider?.attempts.map((attempt) => attempt.provider)).toEqual(providerOrder(process.platform));
  for (const { provider: name, ok, reason } of provider?.attempts ?? []) {
    if (name === "cpu") expect({ ok, reason }).toEqual({ ok: true, reason: "" });
    else expect({ ok, reason }).toEqual({ ok: false, reason: tried.includes(name) ? `no ${name} in this test` : absentReason(name, process.platform, process.env) });
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
  // Read, and not made once more.
  expect(readdirSync(graphsFolder)).toEqual([copy]);
  expect(statSync(path.join(graphsFolder, copy ?? ""))).toMatchObject({ mtimeMs: made.mtimeMs, ino: made.ino });
  expect(images(again.events).map(detectionsOf)).toEqual(images(first.events).map(detectionsOf));
  rmSync(graphsFolder, { recursive: true });
});

test("starting over keeps the former run aside", async () => {
  const { engine, runsFolder } = project();
  await inspect(engine);
  for (let i = 0; i < 2; i++) {
    const { events } = await inspect(engine, { fresh: true });
    expect(events[0]).toMatchObject({ alreadyDone: 0 });
  }
  const [run] = readdirSync(runsFolder);
  expect(readdirSync(path.join(runsFolder, run ?? "")).filter((name) => name.startsWith("run.replaced-")).length).toBe(1);
});

test("cancelled by the page, or dead and restarted: the run goes on where it was", async () => {
  const { engine, grants, runsFolder } = project(40);
  const stop = new AbortController();
  let seen = 0;
  const cancelled = await inspect(engine, { signal: stop.signal, onEvent: (event) => event.kind === "image" && ++seen === 5 && stop.abort() });
  expect(cancelled.result).toMatchObject({ ok: true, value: { complete: false, failed: 0 } });
  const { events, result } = await inspect(startEngine(grants, runsFolder));
  const [started] = events;
  expect(started?.kind === "started" && started.alreadyDone).toBeGreaterThanOrEqual(5);
  expect(started?.kind === "started" && started.alreadyDone).toBeLessThan(41);
  expect(result).toMatchObject({ ok: true, value: { done: 41, complete: true } });
  expect(new Set(images(events).map(({ imageId }) => imageId)).size).toBe(41);
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
  // The image in the model ends, and what is recorded is told.
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
  expect(events[0]).toMatchObject({ kind: "started", alreadyDone: 0, notices: [{ code: "damaged-run", file: expect.stringMatching(/^[^/\\]+[/\\][0-9a-f]{32}[/\\]run\.damaged-/), en: expect.stringContaining("kept aside"), zh: expect.stringContaining("另存") }] });
});

test("images and thumbnails carry the id that was asked for; a path is no id", async () => {
  const { engine, folder } = project();
  const { dataset } = await openBoth(engine);
  const shown = await Promise.all(dataset.images.map(({ id }) => engine.client.image({ datasetId: dataset.id, imageId: id })));
  shown.forEach((one, i) => expect(one).toMatchObject({ ok: true, value: { imageId: dataset.images[i]?.id, width: 40, height: 30, mediaType: "image/png" } }));
  const thumbnails = await Promise.all(dataset.images.map(({ id }) => engine.client.thumbnail({ datasetId: dataset.id, imageId: id, side: 32 })));
  thumbnails.forEach((thumbnail, i) => expect(thumbnail).toMatchObject({ ok: true, value: { imageId: dataset.images[i]?.id, width: 40, height: 30 } }));
  const [first] = shown;
  if (first?.ok) expect(first.value.bytes.byteLength).toBe(first.value.bytes.buffer.byteLength);
  for (const imageId of ["JPEGImages/p0.png", "../../etc/passwd", path.join(folder, "labels.txt"), "p0.png\0"]) {
    expect(await engine.client.image({ datasetId: dataset.id, imageId })).toMatchObject({ ok: false, failure: { code: "unknown-image" } });
  }
  expect(await engine.client.image({ datasetId: "other", imageId: "x" })).toMatchObject({ ok: false, failure: { code: "dataset-not-open" } });
});

test("an image that went away is a failure that names it, in both languages", async () => {
  const { engine, folder } = project();
  const { dataset } = await openBoth(engine);
  rmSync(path.join(folder, "JPEGImages/p2.png"));
  const image = await engine.client.image({ datasetId: dataset.id, imageId: dataset.images[2]?.id ?? "" });
  expect(image).toMatchObject({ ok: false, failure: { code: "missing-image", file: "JPEGImages/p2.png", en: expect.stringContaining("not there"), zh: expect.stringContaining("不存在") } });
  const { result, events } = await inspect(engine);
  // Opened again, the dataset has one image less; the run of the six is complete.
  expect(result).toMatchObject({ ok: true, value: { done: 6, failed: 0, complete: true } });
  expect(images(events).length).toBe(6);
});

test("a broken image is one failure and the rest goes on", async () => {
  const { engine, folder } = project();
  const file = path.join(folder, "JPEGImages/p3.png");
  writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 50), Buffer.from("IEND")]));
  const { result, events, dataset } = await inspect(engine);
  expect(result).toMatchObject({ ok: true, value: { done: 6, failed: 1, complete: true } });
  expect(images(events)[3]).toMatchObject({ status: "failed", imageId: dataset.images[3]?.id, code: "unreadable-image" });
});

describe("reports", () => {
  test("of a run, into a folder, with progress", async () => {
    const { engine, reports } = project(2);
    const { dataset, result } = await inspect(engine);
    if (!result.ok) throw new Error("not inspected");
    const steps: number[] = [];
    const written = await engine.client.exportReports(
      { datasetId: dataset.id, runId: result.value.run.id, folder: "reports", kinds: ["tp-fp-list", "csv-images"], threshold: 0.5, counting: "exact", language: "en" },
      { onProgress: ({ done }) => steps.push(done) },
    );
    expect(written).toMatchObject({ ok: true, value: { files: ["tp_fp_list.txt", "images.csv"], skipped: [] } });
    expect(steps).toEqual([0, 1, 2]);
    expect(existsSync(path.join(reports, "tp_fp_list.txt"))).toBe(true);
  });

  test("of no run, of a run by a path, into a folder that is not there", async () => {
    const { engine } = project(2);
    const { dataset, result } = await inspect(engine);
    if (!result.ok) throw new Error("not inspected");
    const asked = { datasetId: dataset.id, runId: result.value.run.id, folder: "reports", kinds: ["tp-fp-list" as const], threshold: 0.5, counting: "exact" as const, language: "en" as const };
    expect(await engine.client.exportReports({ ...asked, runId: "0".repeat(32) })).toMatchObject({ ok: false, failure: { code: "unknown-run" } });
    expect(await engine.client.exportReports({ ...asked, runId: "../../etc" })).toMatchObject({ ok: false, failure: { code: "unknown-run" } });
    expect(await engine.client.exportReports({ ...asked, folder: "gone" })).toMatchObject({ ok: false, failure: { code: "no-folder" } });
    expect(await engine.client.exportReports({ ...asked, folder: "nobody" })).toMatchObject({ ok: false, failure: { code: "unknown-grant" } });
  });
});

test("providers: cpu is always there, each other one has a reason", async () => {
  const { engine } = project(1);
  const { available } = await engine.client.providers({ refresh: true });
  expect(available.find(({ provider }) => provider === "cpu")).toEqual({ provider: "cpu", ok: true, reason: "" });
  for (const { ok, reason } of available) expect(ok || reason.length > 0).toBe(true);
});

test("failures name files below the dataset, or by their own name, and tell the page no place", async () => {
  const root = folderOf({ "Annotations/a.xml": "x", "other_list.txt": "a.png", "cut.png": solidPng(9, 9, [1, 2, 3]).subarray(0, 20) });
  const own = folderOf({ "a.png": solidPng(9, 9, [1, 2, 3]) }, "own");
  // Runs cannot be kept below a file.
  const { client } = startEngine({ root, cut: path.join(root, "cut.png"), gone: path.join(root, "gone"), empty: folderOf({}, "empty"), own, model: MODEL }, path.join(own, "a.png", "runs"));
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
    [await client.inspect({ datasetId: dataset.value.id, modelId: model.value.id, provider: "cpu", tuning: DEFAULT_TUNING, scoreFloor: 0.01, fresh: false }), null],
  ] as const;
  for (const [reply, file] of said) {
    expect(reply).toMatchObject({ ok: false });
    if (reply.ok) continue;
    if (file !== null) expect(reply.failure.file).toBe(file);
    expect(JSON.stringify(reply)).not.toContain(tmpdir());
  }
});
