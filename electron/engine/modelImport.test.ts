/** Importing a model through the contract: what is asked for, what is written, what is checked, and a file that changes. */
import { reason } from "../../shared/core/reason.ts";
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import type { ModelAnswers } from "../../shared/inference/modelNeeds.ts";
import { completeModel } from "./models/completeModel.ts";
import { modelFailure } from "./models/modelFailures.ts";
import { openModel } from "./models/openModel.ts";
import { GRAPHS, CLASSES, newFolder, startEngine, bareModel, dataset, opened } from "./modelImport.testing.ts";

describe("what a graph does not tell", () => {
  test("comes as data, is answered, written beside the graph, and then opens by itself", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    const asked = await client.openModel({ grant: "model" });
    expect(asked).toMatchObject({
      ok: false,
      failure: { code: "model-incomplete", file: "light.onnx" },
      needs: {
        missing: ["classes"],
        name: "light",
        layout: "torchvision",
        inputSize: null,
        classCount: null,
        suggestion: { classes: [], preprocess: { color: "RGB", resize: { kind: "none" } }, nms: null },
      },
    });
    const completed = await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    expect(completed).toMatchObject({
      ok: true,
      value: { origin: "manifest", manifest: { name: "light", classes: CLASSES, layout: "torchvision" } },
    });
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
    expect(await complete({ classes: ["a", "b", "c"], preprocess })).toMatchObject({
      ok: false,
      failure: { code: "class-count" },
    });
    const large = {
      ...preprocess,
      resize: { kind: "letterbox", width: 640, height: 640, fill: 114, interpolation: "linear" },
    } as const;
    expect(await complete({ classes: ["a", "b", "c", "d"], preprocess: large })).toMatchObject({
      ok: false,
      failure: { code: "input-size" },
    });
    expect(await complete({ classes: ["a", "b", "c", "d"] })).toMatchObject({
      ok: false,
      failure: { code: "model-incomplete" },
      needs: { missing: ["preprocess"] },
    });
    await expect(complete({ classes: [] })).rejects.toMatchObject({ code: "bad-request" });
    expect(readdirSync(folder)).toEqual(["nameless.onnx"]);
    const nms = { iou: 0.5, scoreFloor: 0.1, maxDetections: 20, perClass: false };
    expect(await complete({ classes: ["a", "b", "c", "d"], preprocess, nms })).toMatchObject({
      ok: true,
      value: { manifest: { nms } },
    });
  });

  test("a manifest is replaced only when asked, and the former one stays", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    const first = readFileSync(path.join(folder, "manifest.json"), "utf8");
    const answers = { classes: ["x", "y", "z"] };
    expect(await client.completeModel({ grant: "model", answers, replace: false })).toMatchObject({
      ok: false,
      failure: { code: "manifest-exists" },
    });
    expect(readFileSync(path.join(folder, "manifest.json"), "utf8")).toBe(first);
    expect(await client.completeModel({ grant: "model", answers, replace: true })).toMatchObject({
      ok: true,
      value: { manifest: answers },
    });
    expect(await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: true })).toMatchObject({
      ok: true,
    });
    expect(readdirSync(folder).sort()).toEqual([
      "light.onnx",
      "manifest.before-1.json",
      "manifest.before-2.json",
      "manifest.json",
    ]);
    expect(readFileSync(path.join(folder, "manifest.before-1.json"), "utf8")).toBe(first);
  });
});

describe("a folder that may not be written", () => {
  const write = async (folder: string) => ({
    ok: false as const,
    failure: modelFailure.manifestNotWritten(path.join(folder, "manifest.json"), reason("disk-read-only")),
  });

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
    expect(await openModel(elsewhere, {}, keptFolder)).toMatchObject({
      ok: true,
      model: { origin: "kept", manifest: { file: "copy.onnx", classes: CLASSES } },
    });
    expect(await openModel(elsewhere)).toMatchObject({ ok: false, failure: { code: "model-incomplete" } });
    expect(await completeModel(elsewhere, { classes: ["x", "y", "z"] }, { keptFolder, replace: false })).toMatchObject({
      ok: false,
      failure: { code: "manifest-exists" },
    });
    expect(await completeModel(elsewhere, { classes: ["x", "y", "z"] }, { keptFolder, replace: true })).toMatchObject({
      ok: true,
      model: { manifest: { classes: ["x", "y", "z"] } },
    });
    writeFileSync(path.join(keptFolder, `${completed.model.manifest.sha256}.json`), "{");
    expect(await openModel(folder, {}, keptFolder)).toMatchObject({ ok: false, failure: { code: "model-incomplete" } });
  });

  test("without a place of its own the failure says what to do", async () => {
    const folder = bareModel();
    expect(
      await completeModel(folder, { classes: CLASSES }, { keptFolder: null, replace: false, write }),
    ).toMatchObject({
      ok: false,
      failure: { code: "manifest-not-written" },
    });
  });

  test("another tool's manifest.json is left alone", async () => {
    const folder = bareModel();
    writeFileSync(path.join(folder, "manifest.json"), '{"name":"a web app"}');
    const graph = path.join(folder, "light.onnx");
    const client = startEngine({ model: graph });
    expect(await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false })).toMatchObject(
      { ok: true, value: { origin: "kept" } },
    );
    expect(readFileSync(path.join(folder, "manifest.json"), "utf8")).toBe('{"name":"a web app"}');
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: true, value: { origin: "kept" } });
  });
});

describe("a model's file that changes", () => {
  /** The same graph for the runtime, but another file: a field of the model's documentation is added. */
  const change = (file: string) =>
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from([0x32, 0x01, 0x78])]));

  test("while it is open: no run and no self-check, and the reason", async () => {
    const folder = bareModel();
    writeFileSync(path.join(folder, "labels.txt"), CLASSES.join("\n"));
    const runs = newFolder("runs");
    const client = startEngine({ model: folder, set: dataset() }, runs);
    const { model, set } = await opened(client, { model: "model" });
    const asked = {
      datasetId: set.id,
      modelId: model.id,
      provider: "cpu",
      tuning: DEFAULT_TUNING,
      scoreFloor: 0.01,
      fresh: false,
    } as const;
    const first = await client.inspect(asked);
    expect(first).toMatchObject({ ok: true, value: { done: 2 } });
    change(path.join(folder, "light.onnx"));
    for (const fresh of [false, true]) {
      expect(await client.inspect({ ...asked, fresh })).toMatchObject({
        ok: false,
        failure: { code: "graph-changed-while-open", file: "light.onnx" },
      });
    }
    expect(
      await client.selfCheckModel({
        modelId: model.id,
        datasetId: set.id,
        imageIds: [set.images[0]?.id ?? ""],
        provider: "cpu",
        tuning: DEFAULT_TUNING,
      }),
    ).toMatchObject({ ok: false, failure: { code: "graph-changed-while-open" } });
    const [run] = readdirSync(runs);
    expect(readdirSync(path.join(runs, run ?? ""))).toEqual(["run.sqlite"]);

    // Opened again it is another model, with a run of its own; the former run is unchanged.
    const second = await opened(client, { model: "model" });
    expect(second.model.manifest.sha256).not.toBe(model.manifest.sha256);
    let alreadyDone = -1;
    const rerun = await client.inspect(
      { ...asked, modelId: second.model.id },
      { onProgress: (event) => event.kind === "started" && (alreadyDone = event.alreadyDone) },
    );
    expect([rerun.ok && rerun.value.run.modelSha256, alreadyDone]).toEqual([second.model.manifest.sha256, 0]);
    expect(first.ok && rerun.ok && first.value.run.id !== rerun.value.run.id).toBe(true);
    expect(readdirSync(runs)).toHaveLength(2);
  });

  test("weights beside the graph are as much the model as the graph is", async () => {
    const folder = newFolder("model");
    for (const name of ["external_beside.onnx", "weights.bin"])
      copyFileSync(path.join(GRAPHS, name), path.join(folder, name));
    const client = startEngine({ model: folder, set: dataset() });
    const { model, set } = await opened(client, { model: "model" });
    expect(model.manifest.weights).toEqual([
      {
        file: "weights.bin",
        sha256: createHash("sha256")
          .update(readFileSync(path.join(folder, "weights.bin")))
          .digest("hex"),
      },
    ]);
    writeFileSync(path.join(folder, "weights.bin"), Buffer.alloc(864, 1));
    const check = await client.selfCheckModel({
      modelId: model.id,
      datasetId: set.id,
      imageIds: [set.images[0]?.id ?? ""],
      provider: "cpu",
      tuning: DEFAULT_TUNING,
    });
    expect(check).toMatchObject({ ok: false, failure: { code: "graph-changed-while-open", file: "weights.bin" } });
    const second = await client.openModel({ grant: "model" });
    expect(second.ok && second.value.id).not.toBe(model.id);
    await client.completeModel({ grant: "model", answers: {}, replace: false });
    expect(await client.openModel({ grant: "model" })).toMatchObject({ ok: true, value: { origin: "manifest" } });
    writeFileSync(path.join(folder, "weights.bin"), Buffer.alloc(864, 2));
    expect(await client.openModel({ grant: "model" })).toMatchObject({
      ok: false,
      failure: { code: "graph-changed", file: "weights.bin" },
    });
  });

  test("a manifest that pins another hash refuses it", async () => {
    const folder = bareModel();
    const client = startEngine({ model: folder });
    await client.completeModel({ grant: "model", answers: { classes: CLASSES }, replace: false });
    change(path.join(folder, "light.onnx"));
    expect(await client.openModel({ grant: "model" })).toMatchObject({
      ok: false,
      failure: { code: "graph-changed" },
    });
  });
});
