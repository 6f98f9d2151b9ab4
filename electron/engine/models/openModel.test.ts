/** Opening models: every set of inputs and outputs, every framework's file, every refusal, and the resulting manifest. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { Failure } from "../../../shared/core/failure.ts";
import { failureText } from "../../../shared/words/failureText.ts";
import { openModel, type OpenedModel } from "./openModel.ts";
import { writeManifest } from "./readManifest.ts";

const GRAPHS = join(import.meta.dirname, "../inference/fixtures/graphs");
const SIDECARS = join(import.meta.dirname, "../inference/fixtures/sidecars");
const root = mkdtempSync(join(tmpdir(), "loupe-models-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;

/** A model folder with copies of a graph and of texts beside it. */
function folderOf(graph: string | null, files: Record<string, string> = {}): string {
  const folder = join(root, `model-${made++}`);
  mkdirSync(folder);
  if (graph) copyFileSync(join(GRAPHS, `${graph}.onnx`), join(folder, `${graph}.onnx`));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function open(path: string): Promise<OpenedModel> {
  const opened = await openModel(path);
  if (!opened.ok) throw new Error(`${opened.failure.code}: ${failureText(opened.failure, "en")}`);
  return opened.model;
}

async function refusal(path: string): Promise<Failure> {
  const opened = await openModel(path);
  if (opened.ok) throw new Error("it was opened");
  return opened.failure;
}

const sidecar = (name: string) => readFileSync(join(SIDECARS, name), "utf8");
const STRETCH = `Preprocess:\n- {type: Resize, interp: 2, keep_ratio: false, target_size: [320, 320]}\n- {type: NormalizeImage, mean: [0, 0, 0], std: [1, 1, 1], norm_type: none}\n- {type: Permute}\nlabel_list: [one, two]\n`;

describe("layouts by inputs and outputs", () => {
  it.each([
    ["rcnn", "paddle-rcnn", { image: "image", imShape: "im_shape", scaleFactor: "scale_factor" }],
    ["detr", "paddle-detr", { image: "image", imShape: "im_shape", scaleFactor: "scale_factor" }],
    ["yolo", "paddle-yolo", { image: "image", scaleFactor: "scale_factor" }],
    ["paddlex1_rcnn", "paddle-rcnn", { image: "image", imInfo: "im_info", imShape: "im_shape" }],
  ] as const)("%s is %s", async (graph, layout, inputs) => {
    const { manifest } = await open(folderOf(graph, { "infer_cfg.yml": STRETCH }));
    expect([manifest.layout, manifest.inputs, manifest.classes]).toEqual([layout, inputs, ["one", "two"]]);
  });
  it("torchvision with its outputs in another order, names from labels.txt with BOM and CRLF", async () => {
    const { manifest, remarks } = await open(
      folderOf("torchvision", { "labels.txt": "\uFEFFscratch\r\n凹坑\r\n\r\n" }),
    );
    expect([manifest.layout, manifest.classes, manifest.preprocess.resize.kind]).toEqual([
      "torchvision",
      ["scratch", "凹坑"],
      "none",
    ]);
    expect(remarks).toContainEqual({ level: "warning", code: "remark-torchvision-floor", params: {} });
  });
  it("names from labels.txt in GB18030", async () => {
    const folder = folderOf("torchvision");
    // "漏底\r\n擦花" as Python encodes it.
    const bytes = [0xc2, 0xa9, 0xb5, 0xd7, 0x0d, 0x0a, 0xb2, 0xc1, 0xbb, 0xa8];
    writeFileSync(join(folder, "labels.txt"), Uint8Array.from(bytes));
    expect((await open(folder)).manifest.classes).toEqual(["漏底", "擦花"]);
  });
  it("Ultralytics with every side open: names and size from its metadata, [height, width]", async () => {
    const { manifest } = await open(folderOf("dynamic"));
    expect(manifest.classes).toEqual(["a", "it's", 'say "b"', "黑点"]);
    expect(manifest.preprocess.resize).toEqual({
      kind: "letterbox",
      width: 640,
      height: 480,
      fill: 114,
      interpolation: "linear",
    });
    expect(manifest.nms).toEqual({ iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true });
  });
});

describe("several images in one run", () => {
  it("where the image's first side is open and the layout keeps images apart", async () => {
    const batches = async (graph: string, more: Record<string, string> = {}) =>
      (await open(folderOf(graph, more))).batches;
    // make_graphs.py: `network_batch` differs from `network` in that side alone.
    expect([await batches("network_batch"), await batches("network")]).toEqual([true, false]);
    expect(await batches("rcnn", { "infer_cfg.yml": STRETCH })).toBe(false);
    expect(await batches("torchvision", { "labels.txt": "a\nb" })).toBe(false);
  });
});

describe("frameworks' own files", () => {
  it("infer_cfg.yml of PaddleDetection", async () => {
    const { manifest } = await open(folderOf("rcnn", { "infer_cfg.yml": sidecar("infer_cfg_frcnn_dcn_800x1333.yml") }));
    expect(manifest.preprocess).toEqual({
      color: "RGB",
      resize: { kind: "short-side", short: 800, max: 1333, interpolation: "cubic", sampling: "scale" },
      normalize: { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
      pad: { kind: "stride", stride: 32 },
    });
    expect(manifest.classes).toHaveLength(10);
  });
  it("stretch is [height, width]; norm_type none still divides by 255", async () => {
    const { manifest } = await open(folderOf("rcnn", { "inference.yml": STRETCH.replace("[320, 320]", "[320, 480]") }));
    expect(manifest.preprocess.resize).toEqual({ kind: "stretch", width: 480, height: 320, interpolation: "cubic" });
    expect(manifest.preprocess.normalize).toEqual({ divide: 255, mean: [0, 0, 0], std: [1, 1, 1] });
  });
  it("model.yml of PaddleX 1.3: background in front, floor of its parameters, RGB", async () => {
    const { manifest, remarks } = await open(
      folderOf("paddlex1_rcnn", { "model.yml": sidecar("paddlex13_model.yml") }),
    );
    expect(manifest.preprocess.resize).toEqual({ kind: "short-side", short: 800, max: 1333, interpolation: "linear" });
    expect(manifest.preprocess.normalize).toEqual({
      divide: 255,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    });
    expect(manifest.preprocess.pad).toEqual({ kind: "stride", stride: 32 });
    expect(manifest.preprocess.resizeOn).toBe("float32");
    expect([manifest.classes[0], manifest.classes.length, manifest.firstClassId, manifest.graphScoreFloor]).toEqual([
      "defect_a",
      10,
      1,
      0.05,
    ]);
    expect(remarks).toContainEqual({ level: "warning", code: "remark-score-floor", params: { floor: 0.05 } });
  });
  it("model.yml with tuples, [w, h], BGR, and tags that are never executed", async () => {
    const text = [
      "Model: FasterRCNN",
      "TransformsMode: BGR",
      "version: 1.3.11",
      "Transforms:",
      "- ResizeByShort: {short_size: 600, max_size: 1000}",
      "- Normalize: {mean: !!python/tuple [0.5, 0.5, 0.5], std: !!python/tuple [0.2, 0.2, 0.2]}",
      "- Padding: {coarsest_stride: 1, target_size: !!python/tuple [1024, 608]}",
      "_Attributes: {model_type: detector, labels: [background, a, b], num_classes: 3, fixed_input_shape: [1024, 608], eval_metrics: {bbox_map: !!python/object/apply:os.system ['touch /tmp/never']}}",
      "status: Infer",
    ].join("\n");
    const { manifest } = await open(folderOf("paddlex1_rcnn", { "model.yml": text }));
    expect(manifest.preprocess.color).toBe("BGR");
    expect(manifest.preprocess.pad).toEqual({ kind: "size", width: 1024, height: 608 });
    expect(manifest.classes).toEqual(["a", "b"]);
    expect(existsSync("/tmp/never")).toBe(false);
  });
  it("model.yml of PaddleX 2.x: the padding it leaves out, and [h, w]", async () => {
    const text = (model: string, resize: string) =>
      `Model: ${model}\nversion: 2.1.0\nTransforms:\n- ${resize}\n- Normalize: {mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], is_scale: true}\n_Attributes: {model_type: detector, labels: [a, b], num_classes: 2}\n_init_params: {with_fpn: true}\nstatus: Infer\n`;
    const rcnn = await open(
      folderOf("rcnn", {
        "model.yml": text("FasterRCNN", "ResizeByShort: {short_size: 800, max_size: 1333, interp: CUBIC}"),
      }),
    );
    expect(rcnn.manifest.preprocess.pad).toEqual({ kind: "stride", stride: 32 });
    expect(rcnn.manifest.preprocess.resize).toMatchObject({ interpolation: "cubic" });
    expect(rcnn.manifest.classes).toEqual(["a", "b"]);
    const yolo = await open(folderOf("rcnn", { "model.yml": text("YOLOv3", "Resize: {target_size: [320, 480]}") }));
    expect(yolo.manifest.preprocess.pad).toEqual({ kind: "none" });
    expect(yolo.manifest.preprocess.resize).toEqual({
      kind: "stretch",
      width: 480,
      height: 320,
      interpolation: "linear",
    });
  });
  it("a Paddle graph without NMS says that Loupe's numbers are used", async () => {
    const { remarks, plan } = await open(join(import.meta.dirname, "../inference/fixtures/handmade/paddle_raw.onnx"));
    expect(remarks).toMatchObject([{ level: "warning", code: "remark-customary-nms", params: { iou: 0.7 } }]);
    expect(plan.find(({ code }) => code === "step-nms-within-class")?.params).toMatchObject({ iou: 0.7 });
  });
});

describe("what users need to hear", () => {
  it.each([
    [
      "a Paddle model",
      () => folderOf(null, { "model.pdmodel": "x", "model.pdiparams": "x" }),
      "model-not-converted",
      /paddle2onnx 0\.9\.7 to 1\.0\.x/,
    ],
    ["an empty folder", () => folderOf(null), "model-no-graph", /no \.onnx/],
    ["two graphs", () => folderOf("rcnn", { "b.onnx": "x" }), "model-many-graphs", /2 \.onnx files/],
    [
      "RoiAlign of opset 22",
      () => folderOf("roialign22", { "labels.txt": "a" }),
      "opset-unsupported",
      /opset 21 or below/,
    ],
    ["a batch of four", () => folderOf("batch4"), "layout-unknown", /batch of 1/],
    ["half precision", () => folderOf("half"), "layout-unknown", /half precision/],
    ["one channel", () => folderOf("gray"), "layout-unknown", /three channels/],
    ["a classifier", () => folderOf("classifier"), "layout-unknown", /logits \[1, 1000\]/],
    ["a segmenter", () => folderOf("segment"), "not-a-detector", /segment/],
    ["metadata that is code", () => folderOf("badnames"), "sidecar-invalid", /class names/],
    ["another number of names", () => folderOf("fewnames"), "class-count", /5 classes.*4/],
    [
      "an unknown step",
      () => folderOf("rcnn", { "infer_cfg.yml": STRETCH.replace("- {type: Permute}", "- {type: WarpAffine}") }),
      "preprocess-unknown",
      /"WarpAffine"/,
    ],
    [
      "Lanczos",
      () => folderOf("rcnn", { "infer_cfg.yml": STRETCH.replace("interp: 2", "interp: 4") }),
      "preprocess-unknown",
      /interp 4/,
    ],
    [
      "another size than the graph's",
      () => folderOf("yolo", { "infer_cfg.yml": STRETCH.replace("[320, 320]", "[640, 640]") }),
      "input-size",
      /320 x 320.*640 x 640/,
    ],
    ["broken YAML", () => folderOf("rcnn", { "infer_cfg.yml": "Preprocess: [" }), "sidecar-invalid", /infer|form/],
    [
      "a training checkpoint",
      () =>
        folderOf("paddlex1_rcnn", {
          "model.yml": sidecar("paddlex13_model.yml").replace("status: Infer", "status: Normal"),
        }),
      "sidecar-invalid",
      /checkpoint/,
    ],
    ["a torn file", () => folderOf(null, { "a.onnx": "not a graph" }), "graph-invalid", /complete ONNX/],
    ["nothing there", () => join(root, "nowhere"), "model-missing", /Choose the model again/],
    ["another kind of file", () => join(folderOf(null, { "a.txt": "x" }), "a.txt"), "model-not-onnx", /not an \.onnx/],
  ] as const)("%s", async (_, path, code, text) => {
    const failure = await refusal(path());
    expect(failure.code).toBe(code);
    expect(failureText(failure, "en")).toMatch(text);
    expect(failure.file).not.toMatch(/[/\\]/);
  });

  it("weights beside the graph are accepted, outside its folder refused, also through a link", async () => {
    const good = folderOf("external_beside");
    expect((await refusal(good)).code).toBe("graph-external-data");
    copyFileSync(join(GRAPHS, "weights.bin"), join(good, "weights.bin"));
    expect((await open(good)).manifest.classes).toHaveLength(4);
    const linked = folderOf("external_beside");
    symlinkSync(join(GRAPHS, "weights.bin"), join(linked, "weights.bin"));
    for (const folder of [linked, folderOf("external_outside"), folderOf("external_absolute")]) {
      expect((await refusal(folder)).code).toBe("graph-external-data");
    }
  });
});

describe("what is missing is asked for, and written down", () => {
  it("names what it needs and what it knows", async () => {
    const opened = await openModel(folderOf("nameless"));
    expect(opened).toMatchObject({ ok: false, failure: { code: "model-incomplete" } });
    expect(!opened.ok && opened.needs).toEqual({
      missing: ["classes", "preprocess"],
      name: "nameless",
      layout: "ultralytics-raw",
      inputSize: { width: 96, height: 96 },
      classCount: 4,
      suggestion: {
        classes: [],
        preprocess: {
          color: "RGB",
          resize: { kind: "letterbox", width: 96, height: 96, fill: 114, interpolation: "linear" },
          normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
          pad: { kind: "none" },
        },
        nms: { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true },
      },
    });
  });

  it("answers make a model; its manifest opens the same model again; it is never overwritten", async () => {
    const folder = folderOf("nameless");
    const asked = await openModel(folder);
    if (asked.ok || !asked.needs) throw new Error("nothing was asked");
    const opened = await openModel(folder, {
      classes: ["a", "b", "c", "d"],
      preprocess: asked.needs.suggestion.preprocess,
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.model.origin).toBe("recognised");
    expect(await writeManifest(folder, opened.model.manifest)).toMatchObject({ ok: true });
    expect(readdirSync(folder).sort()).toEqual(["manifest.json", "nameless.onnx"]);
    const again = await open(folder);
    expect(again.origin).toBe("manifest");
    expect(again.manifest).toEqual(opened.model.manifest);
    expect(await writeManifest(folder, opened.model.manifest)).toMatchObject({
      ok: false,
      failure: { code: "manifest-exists" },
    });
  });

  it("of ten that write the manifest at once, one does: nobody's is overwritten", async () => {
    const folder = folderOf("nameless");
    const asked = await openModel(folder);
    if (asked.ok || !asked.needs) throw new Error("nothing was asked");
    const preprocess = asked.needs.suggestion.preprocess;
    const opened = await openModel(folder, { classes: ["a", "b", "c", "d"], preprocess });
    if (!opened.ok) throw new Error(opened.failure.code);
    const { manifest } = opened.model;
    const written = await Promise.all(
      Array.from({ length: 10 }, (_, i) => writeManifest(folder, { ...manifest, name: `writer ${i}` })),
    );
    expect(written.filter(({ ok }) => ok).length).toBe(1);
    expect((await open(folder)).manifest.name).toBe(`writer ${written.findIndex(({ ok }) => ok)}`);
    expect(readdirSync(folder).sort()).toEqual(["manifest.json", "nameless.onnx"]);
  });
});

describe.skipIf(process.platform === "win32")("pipes hold nothing up", () => {
  it("as a graph, as labels, as a manifest", async () => {
    const pipe = (folder: string, name: string) => {
      expect(spawnSync("mkfifo", [join(folder, name)]).status).toBe(0);
      return join(folder, name);
    };
    expect(await refusal(pipe(folderOf(null), "a.onnx"))).toMatchObject({ code: "model-unreadable" });
    const labels = folderOf("torchvision");
    pipe(labels, "labels.txt");
    expect(await refusal(labels)).toMatchObject({ code: "model-incomplete" });
    const manifest = folderOf("torchvision", { "labels.txt": "a\nb" });
    pipe(manifest, "manifest.json");
    expect((await open(manifest)).manifest.classes).toEqual(["a", "b"]);
  });
});

describe("a manifest", () => {
  async function withManifest(change: (manifest: ModelManifest) => unknown): Promise<string> {
    const folder = folderOf("rcnn", { "infer_cfg.yml": STRETCH });
    const { manifest } = await open(folder);
    writeFileSync(join(folder, "manifest.json"), JSON.stringify(change(manifest)));
    return folder;
  }
  it("pins the graph by its SHA-256", async () => {
    const folder = await withManifest((manifest) => manifest);
    expect((await open(folder)).origin).toBe("manifest");
    const graph = readFileSync(join(folder, "rcnn.onnx"));
    writeFileSync(join(folder, "rcnn.onnx"), Buffer.concat([graph, Buffer.from([0x18, 0x00])]));
    expect(await refusal(folder)).toMatchObject({ code: "graph-changed", file: "rcnn.onnx" });
  });
  it.each([
    ["a path instead of a name", (m: ModelManifest) => ({ ...m, file: "../rcnn.onnx" }), "manifest-invalid"],
    ["no such graph", (m: ModelManifest) => ({ ...m, file: "other.onnx" }), "graph-missing"],
    ["no classes", (m: ModelManifest) => ({ ...m, classes: [] }), "manifest-invalid"],
    ["inputs of another graph", (m: ModelManifest) => ({ ...m, inputs: { image: "images" } }), "manifest-invalid"],
    ["not an object", () => 7, "manifest-invalid"],
  ] as const)("%s is refused", async (_, change, code) => {
    expect((await refusal(await withManifest(change))).code).toBe(code);
  });
  it("is not taken for a graph that it does not name", async () => {
    const folder = await withManifest((manifest) => manifest);
    copyFileSync(join(GRAPHS, "dynamic.onnx"), join(folder, "dynamic.onnx"));
    expect((await open(join(folder, "dynamic.onnx"))).manifest.layout).toBe("ultralytics-raw");
  });
  it("that is ours and broken is told of, also when the graph beside it was chosen; another tool's is passed over", async () => {
    const ours = await withManifest((manifest) => ({
      ...manifest,
      preprocess: { ...manifest.preprocess, resize: { kind: "short" } },
    }));
    expect(await refusal(join(ours, "rcnn.onnx"))).toMatchObject({ code: "manifest-invalid", file: "manifest.json" });
    const torn = await withManifest((manifest) => manifest);
    writeFileSync(join(torn, "manifest.json"), readFileSync(join(torn, "manifest.json"), "utf8").slice(0, -20));
    expect((await refusal(join(torn, "rcnn.onnx"))).code).toBe("manifest-invalid");
    const theirs = await withManifest(() => ({ name: "a web page", icons: [] }));
    expect((await open(join(theirs, "rcnn.onnx"))).origin).toBe("recognised");
  });
  it("may be chosen itself", async () => {
    const folder = await withManifest((manifest) => manifest);
    expect((await open(join(folder, "manifest.json"))).manifest.layout).toBe("paddle-rcnn");
  });
});
