/** Importing a model behind the contract: what is asked for, what is written, what is checked, and a file that changes. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import { engineContract, type EngineContract } from "../../shared/ipc/contract.ts";
import type { ModelAnswers } from "../../shared/inference/modelNeeds.ts";
import { type Client, createClient, createPortPair, serve } from "../../shared/ipc/rpc.ts";
import { createEngineHandlers } from "./engineHandlers.ts";
import { folderOf, vocXml } from "./fixtures/folderOf.testing.ts";
import { solidPng } from "./fixtures/solidPng.testing.ts";
import { completeModel } from "./inference/completeModel.ts";
import { modelFailure } from "./inference/modelFailures.ts";
import { openModel } from "./inference/openModel.ts";

const BRIGHTNESS = path.join(import.meta.dirname, "fixtures/brightness");
const GRAPHS = path.join(import.meta.dirname, "inference/fixtures/graphs");
const CLASSES = ["亮", "red", "dark"];

const newFolder = (name: string) => mkdtempSync(path.join(tmpdir(), `loupe-${name}-`));

function startEngine(grants: Readonly<Record<string, string>>, runsFolder = newFolder("runs"), manifestsFolder = newFolder("kept")): Client<EngineContract> {
  const [page, engine] = createPortPair();
  const versions = { loupe: "0", onnxruntime: "1", sharp: "2", host: "test" };
  serve(engineContract, createEngineHandlers({ resolveGrant: (grant) => grants[grant] ?? null, runsFolder, manifestsFolder, operator: "tester", versions }), engine, (command, error) => {
    throw new Error(command, { cause: error });
  });
  return createClient(engineContract, page);
}

/** A torchvision graph that answers each class with a brightness of the image; nothing beside it says what it is. */
function bareModel(): string {
  const folder = newFolder("model");
  copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "light.onnx"));
  return folder;
}

/** One red image with the defect where the model answers red, one black one. */
function dataset(defect = "red"): string {
  return folderOf({
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": "a.png a.xml\nb.png b.xml",
    "a.png": solidPng(100, 100, [255, 0, 0]),
    "a.xml": vocXml([{ name: defect, box: [50, 60, 90, 80] }], [100, 100]),
    "b.png": solidPng(100, 100, [0, 0, 0]),
    "b.xml": vocXml([{ name: "亮", box: [1, 1, 9, 9] }], [100, 100]),
  });
}

async function opened(client: Client<EngineContract>, grants: { model: string; set?: string }) {
  const model = await client.openModel({ grant: grants.model });
  if (!model.ok) throw new Error(model.failure.en);
  const set = await client.openDataset({ grant: grants.set ?? "set" });
  if (!set.ok) throw new Error(set.failure.en);
  return { model: model.value, set: set.value };
}

describe("what a graph does not tell", () => {
  test("comes as data, is answered, written beside the graph, and then opens by itself", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    const asked = await client.openModel({ grant: "model" });
    expect(asked).toMatchObject({
      ok: false,
      failure: { code: "model-incomplete", file: "light.onnx" },
      needs: { missing: ["classes"], name: "light", layout: "torchvision", inputSize: null, classCount: null, suggestion: { classes: [], preprocess: { color: "RGB", resize: { kind: "none" } }, nms: null } },
    });
    const completed = await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    expect(completed).toMatchObject({ ok: true, value: { origin: "manifest", manifest: { name: "light", classes: CLASSES, layout: "torchvision" } } });
    expect(readdirSync(folder).sort()).toEqual(["light.onnx", "manifest.json"]);
    const again = await client.openModel({ grant: "model" });
    expect(again).toEqual(completed);
  });

  test("answers that the graph contradicts are refused, and nothing is written", async () => {
    const folder = newFolder("model");
    copyFileSync(path.join(GRAPHS, "nameless.onnx"), path.join(folder, "nameless.onnx"));
    const client = startEngine({ model: folder });
    const asked = await client.openModel({ grant: "model" });
    if (asked.ok || !asked.needs) throw new Error("nothing was asked");
    const { preprocess } = asked.needs.suggestion;
    const complete = (answers: ModelAnswers) => client.completeModel({ grant: "model", answers, replace: false });
    expect(await complete({ classes: ["a", "b", "c"], preprocess })).toMatchObject({ ok: false, failure: { code: "class-count" } });
    const large = { ...preprocess, resize: { kind: "letterbox", width: 640, height: 640, fill: 114, interpolation: "linear" } } as const;
    expect(await complete({ classes: ["a", "b", "c", "d"], preprocess: large })).toMatchObject({ ok: false, failure: { code: "input-size" } });
    expect(await complete({ classes: ["a", "b", "c", "d"] })).toMatchObject({ ok: false, failure: { code: "model-incomplete" }, needs: { missing: ["preprocess"] } });
    await expect(complete({ classes: [] })).rejects.toMatchObject({ code: "bad-request" });
    expect(readdirSync(folder)).toEqual(["nameless.onnx"]);
    const nms = { iou: 0.5, scoreFloor: 0.1, maxDetections: 20, perClass: false };
    expect(await complete({ classes: ["a", "b", "c", "d"], preprocess, nms })).toMatchObject({ ok: true, value: { manifest: { nms } } });
  });

  test("a manifest is replaced only when asked, and the former one stays", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    const first = readFileSync(path.join(folder, "manifest.json"), "utf8");
    const answers = { classes: ["x", "y", "z"] };
    expect(await client.completeModel({ grant: "model", answers, replace: false })).toMatchObject({ ok: false, failure: { code: "manifest-exists" } });
    expect(readFileSync(path.join(folder, "manifest.json"), "utf8")).toBe(first);
    expect(await client.completeModel({ grant: "model", answers, replace: true })).toMatchObject({ ok: true, value: { manifest: answers } });
    expect(await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: true })).toMatchObject({ ok: true });
    expect(readdirSync(folder).sort()).toEqual(["light.onnx", "manifest.before-1.json", "manifest.before-2.json", "manifest.json"]);
    expect(readFileSync(path.join(folder, "manifest.before-1.json"), "utf8")).toBe(first);
  });
});

describe("a folder that may not be written", () => {
  const write = async (folder: string) => ({ ok: false as const, failure: modelFailure.manifestNotWritten(path.join(folder, "manifest.json"), "EROFS: read-only file system") });

  test("the manifest is kept by the graph's hash, and found again also under another name and place", async () => {
    const folder = bareModel();
    const keptFolder = path.join(newFolder("profile"), "models");
    const completed = await completeModel(folder, { classes: CLASSES }, { keptFolder, replace: false, write });
    expect(completed).toMatchObject({ ok: true, model: { origin: "kept" } });
    if (!completed.ok) return;
    expect(readdirSync(folder)).toEqual(["light.onnx"]);
    expect(readdirSync(keptFolder)).toEqual([`${completed.model.manifest.sha256}.json`]);
    const elsewhere = newFolder("model");
    copyFileSync(path.join(folder, "light.onnx"), path.join(elsewhere, "copy.onnx"));
    expect(await openModel(elsewhere, {}, keptFolder)).toMatchObject({ ok: true, model: { origin: "kept", manifest: { file: "copy.onnx", classes: CLASSES } } });
    expect(await openModel(elsewhere)).toMatchObject({ ok: false, failure: { code: "model-incomplete" } });
    expect(await completeModel(elsewhere, { classes: ["x", "y", "z"] }, { keptFolder, replace: false })).toMatchObject({ ok: false, failure: { code: "manifest-exists" } });
    expect(await completeModel(elsewhere, { classes: ["x", "y", "z"] }, { keptFolder, replace: true })).toMatchObject({ ok: true, model: { manifest: { classes: ["x", "y", "z"] } } });
    writeFileSync(path.join(keptFolder, `${completed.model.manifest.sha256}.json`), "{");
    expect(await openModel(folder, {}, keptFolder)).toMatchObject({ ok: false, failure: { code: "model-incomplete" } });
  });

  test("without a place of its own the failure says what to do", async () => {
    const folder = bareModel();
    expect(await completeModel(folder, { classes: CLASSES }, { keptFolder: null, replace: false, write })).toMatchObject({ ok: false, failure: { code: "manifest-not-written", en: expect.stringContaining("Copy the model into a folder that you may write to") } });
  });

  test("another tool's manifest.json is left alone", async () => {
    const folder = bareModel();
    writeFileSync(path.join(folder, "manifest.json"), '{"name":"a web app"}');
    const graph = path.join(folder, "light.onnx");
    const client = startEngine({ model: graph });
    expect(await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false })).toMatchObject({ ok: true, value: { origin: "kept" } });
    expect(readFileSync(path.join(folder, "manifest.json"), "utf8")).toBe('{"name":"a web app"}');
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: true, value: { origin: "kept" } });
  });
});

describe("the self-check", () => {
  test("finds the ground truth, in which order, and says how sure", async () => {
    const client = startEngine({ model: BRIGHTNESS, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    const steps: number[] = [];
    const checked = await client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[0]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING }, { onProgress: ({ done }) => steps.push(done) });
    if (!checked.ok) throw new Error(checked.failure.en);
    const report = checked.value;
    // A red image: red 1 as RGB; read as BGR its red is the blue, 0. The mean is 1/3 either way.
    expect(report).toMatchObject({ width: 100, height: 100, provider: "cpu", verdict: "good" });
    expect(report.asConfigured).toMatchObject({ color: "RGB", usable: true, count: 3, foundAt: [1] });
    expect(report.asConfigured.bestScore).toBeCloseTo(1, 6);
    expect(report.swapped).toMatchObject({ color: "BGR", usable: true, count: 2, foundAt: [null] });
    expect(report.swapped.bestScore).toBeCloseTo(2 / 3, 5);
    expect([...report.asConfigured.detections.boxes.slice(0, 4)]).toEqual([50, 60, 90, 80]);
    const levels = Object.fromEntries(report.findings.map(({ code, level }) => [code, level]));
    expect(levels).toEqual({ "usable-output": "good", "class-names": "good", "ground-truth": "good", "colour-order": "good" });
    expect(steps).toEqual([0, 1, 2]);
  });

  test("takes the boxes of a file in place of the ground truth, and says in one line what is wrong with one", async () => {
    const folder = folderOf({ "rows.json": JSON.stringify({ rows: [[2, 1, 50, 60, 90, 80]] }), "broken.xml": "<annotation>" });
    const client = startEngine({ model: BRIGHTNESS, set: dataset(), rows: path.join(folder, "rows.json"), broken: path.join(folder, "broken.xml") });
    const { model, set } = await opened(client, { model: "model" });
    const check = (expected: string) => client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[0]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING, expected });
    const checked = await check("rows");
    // torchvision counts from 1, so 2 is red: found as RGB, and as BGR, where red is blue and blue is 0, not.
    expect(checked).toMatchObject({
      ok: true,
      value: {
        expected: { file: "rows.json", boxes: [{ className: "red", score: 1, x1: 50, y1: 60, x2: 90, y2: 80 }] },
        asConfigured: { foundAt: null, expected: { total: 1, found: 1, same: 1 } },
        swapped: { foundAt: null, expected: { total: 1, found: 0 } },
      },
    });
    if (!checked.ok) return;
    expect(checked.value.findings.map(({ code }) => code).sort()).toEqual(["class-names", "colour-order", "expected-boxes", "usable-output"]);
    expect(await check("broken")).toMatchObject({ ok: false, failure: { code: "expected-unusable", file: "broken.xml" } });
    expect(JSON.stringify(await check("broken"))).not.toContain(folder);
    expect(await check("never")).toMatchObject({ ok: false, failure: { code: "unknown-grant" } });
  });

  test("suspects the colour order and the order of the classes", async () => {
    const folder = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "model.onnx"));
    const manifest = JSON.parse(readFileSync(path.join(BRIGHTNESS, "manifest.json"), "utf8")) as { preprocess: object };
    writeFileSync(path.join(folder, "manifest.json"), JSON.stringify({ ...manifest, preprocess: { ...manifest.preprocess, color: "BGR" }, name: "blue" }));
    const shuffled = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(shuffled, "model.onnx"));
    writeFileSync(path.join(shuffled, "manifest.json"), JSON.stringify({ ...manifest, classes: ["red", "亮", "dark"] }));
    const client = startEngine({ blue: folder, shuffled, set: dataset() });
    const check = async (grant: string) => {
      const { model, set } = await opened(client, { model: grant });
      const checked = await client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[0]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING });
      if (!checked.ok) throw new Error(checked.failure.en);
      return { verdict: checked.value.verdict, levels: Object.fromEntries(checked.value.findings.map(({ code, level }) => [code, level])) };
    };
    expect(await check("blue")).toMatchObject({ verdict: "bad", levels: { "ground-truth": "bad", "colour-order": "warning" } });
    expect(await check("shuffled")).toMatchObject({ verdict: "bad", levels: { "ground-truth": "bad", "class-order": "warning", "class-names": "good" } });
  });

  test("a class list that is too short is an output that cannot be used, said in both languages", async () => {
    const folder = newFolder("model");
    copyFileSync(path.join(BRIGHTNESS, "model.onnx"), path.join(folder, "model.onnx"));
    writeFileSync(path.join(folder, "labels.txt"), "亮\nred\n");
    const client = startEngine({ model: folder, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    const checked = await client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[1]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING });
    if (!checked.ok) throw new Error(checked.failure.en);
    expect(checked.value.verdict).toBe("bad");
    expect(checked.value.findings[0]).toMatchObject({ code: "unusable-output", en: expect.stringContaining("class id 3, but its list has 2 classes"), zh: expect.stringContaining("类别编号 3，而列表只有 2 个类别") });
    expect(checked.value.asConfigured).toMatchObject({ usable: false, count: 0, bestScore: null, foundAt: [null] });
    const names = checked.value.findings.find(({ code }) => code === "class-names");
    expect(names).toMatchObject({ level: "bad", en: expect.stringContaining("Only in the dataset (1): dark") });
  });

  test("needs what is open, and an image that can be read", async () => {
    const folder = dataset();
    const client = startEngine({ model: BRIGHTNESS, set: folder });
    const { model, set } = await opened(client, { model: "model" });
    const imageId = set.images[0]?.id ?? "";
    const asked = { modelId: model.id, datasetId: set.id, imageId, provider: "cpu" as const, tuning: DEFAULT_TUNING };
    expect(await client.selfCheckModel({ ...asked, modelId: "x" })).toMatchObject({ ok: false, failure: { code: "model-not-open" } });
    expect(await client.selfCheckModel({ ...asked, datasetId: "x" })).toMatchObject({ ok: false, failure: { code: "dataset-not-open" } });
    expect(await client.selfCheckModel({ ...asked, imageId: "x" })).toMatchObject({ ok: false, failure: { code: "unknown-image" } });
    writeFileSync(path.join(folder, "a.png"), "no image");
    expect(await client.selfCheckModel(asked)).toMatchObject({ ok: false, failure: { code: "not-an-image", file: "a.png" } });
  });
});

describe("a model's file that changes", () => {
  /** The same graph for the runtime, another file: a field of the model's documentation is added. */
  const change = (file: string) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0x32, 0x01, 0x78])]));

  test("while it is open: no run and no self-check, and the reason", async () => {
    const folder = bareModel();
    writeFileSync(path.join(folder, "labels.txt"), CLASSES.join("\n"));
    const runs = newFolder("runs");
    const client = startEngine({ model: folder, set: dataset() }, runs);
    const { model, set } = await opened(client, { model: "model" });
    const asked = { datasetId: set.id, modelId: model.id, provider: "cpu", tuning: DEFAULT_TUNING, scoreFloor: 0.01, fresh: false } as const;
    const first = await client.inspect(asked);
    expect(first).toMatchObject({ ok: true, value: { done: 2 } });
    change(path.join(folder, "light.onnx"));
    for (const fresh of [false, true]) {
      expect(await client.inspect({ ...asked, fresh })).toMatchObject({ ok: false, failure: { code: "graph-changed", file: "light.onnx", en: expect.stringContaining("Open the model again") } });
    }
    expect(await client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[0]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING })).toMatchObject({ ok: false, failure: { code: "graph-changed" } });
    const [run] = readdirSync(runs);
    expect(readdirSync(path.join(runs, run ?? ""))).toEqual(["run.sqlite"]);

    // Opened again it is another model, with a run of its own; the former run stays as it was.
    const second = await opened(client, { model: "model" });
    expect(second.model.manifest.sha256).not.toBe(model.manifest.sha256);
    let alreadyDone = -1;
    const rerun = await client.inspect({ ...asked, modelId: second.model.id }, { onProgress: (event) => event.kind === "started" && (alreadyDone = event.alreadyDone) });
    expect([rerun.ok && rerun.value.run.modelSha256, alreadyDone]).toEqual([second.model.manifest.sha256, 0]);
    expect(first.ok && rerun.ok && first.value.run.id !== rerun.value.run.id).toBe(true);
    expect(readdirSync(runs)).toHaveLength(2);
  });

  test("weights beside the graph are as much the model as the graph is", async () => {
    const folder = newFolder("model");
    for (const name of ["external_beside.onnx", "weights.bin"]) copyFileSync(path.join(GRAPHS, name), path.join(folder, name));
    const client = startEngine({ model: folder, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    expect(model.manifest.weights).toEqual([{ file: "weights.bin", sha256: createHash("sha256").update(readFileSync(path.join(folder, "weights.bin"))).digest("hex") }]);
    writeFileSync(path.join(folder, "weights.bin"), Buffer.alloc(864, 1));
    const check = await client.selfCheckModel({ modelId: model.id, datasetId: set.id, imageId: set.images[0]?.id ?? "", provider: "cpu", tuning: DEFAULT_TUNING });
    expect(check).toMatchObject({ ok: false, failure: { code: "graph-changed", file: "weights.bin" } });
    const second = await client.openModel({ grant: "model" });
    expect(second.ok && second.value.id).not.toBe(model.id);
    await client.completeModel({ grant: "model", answers: {}, replace: false });
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: true, value: { origin: "manifest" } });
    writeFileSync(path.join(folder, "weights.bin"), Buffer.alloc(864, 2));
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: false, failure: { code: "graph-changed", file: "weights.bin" } });
  });

  test("a manifest that pins another hash refuses it", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    change(path.join(folder, "light.onnx"));
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: false, failure: { code: "graph-changed", en: expect.stringContaining("SHA-256") } });
  });
});
