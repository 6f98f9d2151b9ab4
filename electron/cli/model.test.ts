/** `loupe model` from outside: the plan, what is missing and how it is supplied, every refusal, a changed file, a check. */
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf, vocXml } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const GRAPHS = path.join(PROJECT, "electron/engine/inference/fixtures/graphs");
const newFolder = () => mkdtempSync(path.join(tmpdir(), "loupe-model-"));
const CONFIG =
  "Preprocess:\n- {type: Resize, interp: 2, keep_ratio: false, target_size: [320, 320]}\n- {type: NormalizeImage, mean: [0, 0, 0], std: [1, 1, 1], norm_type: none}\n- {type: Permute}\nlabel_list: [one, two]\n";

function modelFolder(graph: string | null, files: Readonly<Record<string, string>> = {}): string {
  const folder = newFolder();
  if (graph !== null) copyFileSync(path.join(GRAPHS, `${graph}.onnx`), path.join(folder, `${graph}.onnx`));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

function bareBrightness(): string {
  const folder = newFolder();
  copyFileSync(path.join(BRIGHTNESS_MODEL, "model.onnx"), path.join(folder, "model.onnx"));
  return folder;
}

test("shows the plan in words and numbers, with hash and classes", async () => {
  const { code, stdout } = await runCli(["model", modelFolder("rcnn", { "infer_cfg.yml": CONFIG })]);
  expect(code).toBe(0);
  for (const text of [
    "paddle-rcnn",
    "Stretch to 320 x 320, bicubic (a = -0.75)",
    "Divide by 255",
    "Overlapping boxes are suppressed inside the model",
    "2: one, two",
    "batch 1",
  ])
    expect(stdout).toContain(text);
  expect(stdout).toMatch(/SHA-256 +[0-9a-f]{64}/);
});

describe("what is missing", () => {
  test("is named with the way to supply it, also by inspect", async () => {
    const folder = modelFolder("nameless");
    const { code, stdout, stderr } = await runCli(["model", folder]);
    expect([code, stdout]).toEqual([1, ""]);
    for (const text of ["the names of its 4 classes", "--classes", "its preprocessing: --customary", "--template"])
      expect(stderr).toContain(text);
    const json = await runCli(["model", folder, "--json"]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      needs: { missing: ["classes", "preprocess"], classCount: 4 },
    });
    const images = folderOf({ "a.png": solidPng(8, 8, [1, 2, 3]) });
    const inspected = await runCli(["inspect", images, "--model", folder, "--out", path.join(newFolder(), "run")]);
    expect(inspected.code).toBe(1);
    expect(inspected.stderr).toContain(`the names of its classes and how images are resized and normalised`);
    expect(inspected.stderr).toContain(`'loupe model ${folder}' shows how`);
  });

  test("by options: the manifest is written, opens again, and is not overwritten without being asked", async () => {
    const folder = modelFolder("nameless");
    const classes = ["--classes", "a, b,c,黑点"];
    const wrong = await runCli(["model", folder, "--classes", "a,b", "--customary"]);
    expect([wrong.code, readdirSync(folder)]).toEqual([1, ["nameless.onnx"]]);
    expect(wrong.stderr).toContain("4 classes, but the list of names has 2");
    const written = await runCli(["model", folder, ...classes, "--customary"]);
    expect(written.code).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"))).toMatchObject({
      classes: ["a", "b", "c", "黑点"],
      layout: "ultralytics-raw",
    });
    expect((await runCli(["model", folder])).stdout).toContain("beside the model");
    const again = await runCli(["model", folder, ...classes]);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("A manifest is already there");
    expect((await runCli(["model", folder, "--classes", "d,c,b,a", "--replace"])).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(["manifest.before-1.json", "manifest.json", "nameless.onnx"]);
  });

  test("by a file: the template is filled in; as it is printed it is not enough", async () => {
    const folder = modelFolder("nameless");
    const template = await runCli(["model", folder, "--template"]);
    expect(template.code).toBe(0);
    const answers = JSON.parse(template.stdout) as Record<string, unknown>;
    expect(answers).toMatchObject({
      classes: [],
      preprocess: { resize: { width: 96, height: 96 } },
      nms: { iou: 0.7 },
    });
    const file = path.join(newFolder(), "answers.json");
    writeFileSync(file, template.stdout);
    const empty = await runCli(["model", folder, "--answers", file]);
    expect(empty.code).toBe(1);
    expect(empty.stderr).toContain("answers.json: classes");
    writeFileSync(file, JSON.stringify({ ...answers, classes: ["a", "b", "c", "d"] }));
    expect((await runCli(["model", folder, "--answers", file])).code).toBe(0);
    const { nms, ...rest } = answers;
    writeFileSync(
      file,
      JSON.stringify({ ...rest, classes: ["a", "b", "c", "d"], suppress: { ...Object(nms), iou: 0.6 } }),
    );
    expect((await runCli(["model", folder, "--answers", file, "--replace"])).code).toBe(0);
    // The earlier name of `nms` in a file of answers.
    expect(JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"))).toMatchObject({ nms: { iou: 0.6 } });
    writeFileSync(file, "{");
    expect((await runCli(["model", folder, "--answers", file])).stderr).toContain("not JSON");
  });
});

describe("what users need to hear", () => {
  test.each([
    [
      "a Paddle model",
      () => modelFolder(null, { "model.pdmodel": "x", "model.pdiparams": "x" }),
      /paddle2onnx 0\.9\.7 to 1\.0\.x at opset 16/,
    ],
    [
      "RoiAlign of opset 22",
      () => modelFolder("roialign22", { "labels.txt": "a" }),
      /RoiAlign of opset 22.*opset 21 or below/,
    ],
    ["a batch of four", () => modelFolder("batch4"), /exactly 4 images.*batch of 1/],
    ["weights outside the folder", () => modelFolder("external_outside"), /outside the model's folder/],
    [
      "an unknown step",
      () => modelFolder("rcnn", { "infer_cfg.yml": CONFIG.replace("Permute", "WarpAffine") }),
      /"WarpAffine"/,
    ],
  ])("%s is refused in one line", async (_, folder, said) => {
    const { code, stdout, stderr } = await runCli(["model", folder()]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.trim()).toMatch(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("a score floor inside the graph cuts the curve", async () => {
    const floor = readFileSync(
      path.join(PROJECT, "electron/engine/inference/fixtures/sidecars/paddlex13_model.yml"),
      "utf8",
    );
    const { code, stdout } = await runCli(["model", modelFolder("paddlex1_rcnn", { "model.yml": floor })]);
    expect(code).toBe(0);
    expect(stdout).toContain("warning: The graph drops boxes below a score of 0.05: the curve ends there");
  });
});

test("the run of a model whose file has changed is not continued", async () => {
  const folder = bareBrightness();
  writeFileSync(path.join(folder, "labels.txt"), "亮\nred\ndark\n");
  const images = folderOf({ "a.png": solidPng(8, 8, [1, 2, 3]) });
  const run = path.join(newFolder(), "run");
  const inspect = () => runCli(["inspect", images, "--model", folder, "--out", run, "--provider", "cpu"]);
  expect((await inspect()).code).toBe(0);
  const before = readFileSync(path.join(run, "detections.json"));
  const graph = path.join(folder, "model.onnx");
  // One more field of documentation: the same graph for the runtime, but another file.
  writeFileSync(graph, Buffer.concat([readFileSync(graph), Buffer.from([0x32, 0x01, 0x78])]));
  const { code, stderr } = await inspect();
  expect(code).toBe(1);
  expect(stderr).toMatch(/holds a different run \(model model [0-9a-f]{12}\)/);
  expect(readFileSync(path.join(run, "detections.json")).equals(before)).toBe(true);
});

test("a check on an image", async () => {
  const image = path.join(folderOf({ "a.png": solidPng(100, 100, [255, 0, 0]) }), "a.png");
  const good = await runCli(["model", BRIGHTNESS_MODEL, "--check", image, "--provider", "cpu"]);
  expect(good.code).toBe(0);
  expect(good.stdout).toContain("ok    3 boxes");
  // Red scores 1 as RGB; as BGR the highest score is 1 - 1/3.
  expect(good.stdout).toContain("The colour order RGB fits (best score: 1.00 in RGB, 0.67 in BGR)");
  const folder = bareBrightness();
  expect((await runCli(["model", folder, "--classes", "亮,red"])).code).toBe(0);
  const black = path.join(folderOf({ "b.png": solidPng(100, 100, [0, 0, 0]) }), "b.png");
  const bad = await runCli(["model", folder, "--check", black, "--provider", "cpu"]);
  expect(bad.code).toBe(1);
  expect(bad.stdout).toContain(
    "BAD   The output cannot be used: the model returned class id 3, but its list has 2 classes",
  );
});

describe("what the runtime says", () => {
  const graph = readFileSync(
    path.join(import.meta.dirname, "../engine/inference/fixtures/graphs/network_promise.onnx"),
  );
  const images = () => folderOf({ "a.png": solidPng(96, 96, [255, 0, 0]), "b.png": solidPng(96, 96, [0, 0, 255]) });
  const inspect = (model: Uint8Array, ...more: string[]) =>
    runCli([
      "inspect",
      images(),
      "--model",
      folderOf({ "model.onnx": model }),
      "--out",
      path.join(newFolder(), "run"),
      "--provider",
      "cpu",
      ...more,
    ]);

  test("of a graph that it cannot load is one line; --verbose shows all of it", async () => {
    // An operator that nobody knows.
    const strange = Buffer.from(graph.toString("latin1").replace("Reshape", "Reshapf"), "latin1");
    const { code, stderr } = await inspect(strange);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^loupe: model\.onnx: ONNX Runtime cannot load it: This is an invalid model\..*No Op registered for Reshapf.* \(--verbose shows all that was said\)\n$/,
    );
    const all = await inspect(strange, "--verbose");
    expect(all.stderr).toContain("  | Load model from model.onnx failed:This is an invalid model");
  });

  test("of images that it fails on stands with each image and nowhere else", async () => {
    // The shape of the answer, 144 places, made one that it cannot have.
    const shape = (places: bigint) => Buffer.from(BigInt64Array.of(1n, 8n, places).buffer).toString("latin1");
    const failing = Buffer.from(graph.toString("latin1").replace(shape(144n), shape(145n)), "latin1");
    const { stdout, stderr } = await inspect(failing);
    expect(stdout).toContain(
      "a.png: inference-failed: Reshape node: The input tensor cannot be reshaped to the requested shape. Input shape:{1,8,12,12}, requested shape:{1,8,145}",
    );
    expect(stderr).not.toContain("onnxruntime");
    expect((await inspect(failing, "--verbose")).stderr).toContain("onnxruntime");
  });
});

test("a check on a dataset: up to ten images, judged together by their ground truth", async () => {
  const red = Array.from({ length: 12 }, (_, i) => `r${String(i).padStart(2, "0")}`);
  const box = vocXml([{ name: "red", box: [50, 60, 90, 80] }], [100, 100]);
  const folder = folderOf({
    "labels.txt": "亮\nred\ndark\n",
    "val_list.txt": red.map((name) => `${name}.png ${name}.xml`).join("\n"),
    ...Object.fromEntries(
      red.flatMap((name, i) => [
        // Every fifth is black: its defect is not there to be found.
        [`${name}.png`, solidPng(100, 100, i % 5 === 4 ? [0, 0, 0] : [255, 0, 0])],
        [`${name}.xml`, box],
      ]),
    ),
  });
  const { code, stdout } = await runCli(["model", BRIGHTNESS_MODEL, "--check", folder, "--provider", "cpu"]);
  expect(code).toBe(0);
  // Of twelve the ten in the middle of ten equal parts: two of them are black.
  expect(stdout).toContain("ok    8 of 10 defects of the ground truth in 10 images are found");
  expect(stdout).toContain("ok    All 3 classes of the dataset are the model's.");
  expect(stdout).toContain("Checked 10 of 12 images: looks right");
  const wrong = await runCli(["model", BRIGHTNESS_MODEL, "--check", folder, "--expected", "rows.json"]);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("--expected FILE needs one image")]);
});

test("a check against expected boxes, and each reason why there are none", async () => {
  const folder = folderOf({
    "a.png": solidPng(100, 100, [255, 0, 0]),
    "rows.json": JSON.stringify({ rows: [[2, 1, 50, 60, 90, 80]] }),
    "a.txt": "7 0.7 0.7 0.4 0.2\n",
    "broken.json": "{",
  });
  const check = (file: string) =>
    runCli(["model", BRIGHTNESS_MODEL, "--check", "a.png", "--expected", file, "--provider", "cpu"], { cwd: folder });
  const good = await check("rows.json");
  expect(good.stdout).toContain("ok    1 of 1 expected boxes are found");
  expect(good.code).toBe(0);
  // A class that the model lacks: the image's 100 x 100 has 50..90 and 60..80 there.
  const strange = await check("a.txt");
  expect(strange.code).toBe(1);
  expect(strange.stdout).toContain("BAD   The model has no class of these names in the file: class 7.");
  const broken = await check("broken.json");
  expect(broken.code).toBe(1);
  expect(broken.stderr.trim()).toMatch(
    /^loupe: broken\.json: No expected boxes could be read from it: it is not JSON .*\.$/,
  );
  const alone = await runCli(["model", BRIGHTNESS_MODEL, "--expected", "rows.json"], { cwd: folder });
  expect([alone.code, alone.stderr]).toEqual([2, "loupe model: --expected FILE needs its image: --check IMAGE\n"]);
});
