/** A layout is one registered file: a made-up one is recognised, written to a manifest, fed, decoded and split using its own object alone. */
import { quoted } from "../core/reason.ts";
import { describe, expect, it, vi } from "vitest";
import type { DetectorLayout, RawOutput } from "./layouts/detectorLayout.ts";

/** One output of `[N, 5]` and an input for the image's number: no real framework has it. */
const madeUp: DetectorLayout<"made-up", "serial"> = {
  name: "made-up",
  framework: "torchvision",
  roles: ["serial"],
  recognise: ({ image, others }) =>
    others.has("serial_number") ? { inputs: { image, serial: "serial_number" }, classCount: 1 } : null,
  imageAxes: 4,
  sideInputs: ({ serial = "" }, { source }) => [{ name: serial, type: "int64", values: [source.width] }],
  customaryPreprocess: () => ({
    color: "BGR",
    resize: { kind: "none" },
    normalize: { divide: 1, mean: [0, 0, 0], std: [1, 1, 1] },
    pad: { kind: "none" },
  }),
  preprocessesItself: true,
  hiddenScoreFloor: null,
  readRows: ([table]) =>
    table
      ? {
          ok: true,
          rows: {
            count: table.dims[0] ?? 0,
            classId: () => 1,
            score: (row) => Number(table.data[row * 5]),
            corner: (row, k) => Number(table.data[row * 5 + 1 + k]),
            frame: "image",
          },
        }
      : { ok: false, reason: quoted("no table") },
  splitBatch: (outputs, count) => ({ ok: true, images: Array.from({ length: count }, () => outputs) }),
  firstClassId: 1,
  nmsBy: "nobody",
  customaryNms: null,
  nmsIsAssumed: false,
};

vi.mock(import("./layouts/index.ts"), async (original) => {
  const { LAYOUTS } = await original();
  // The type of the list is that of the existing layouts; this test adds one more.
  return { LAYOUTS: [...LAYOUTS, madeUp] as unknown as typeof LAYOUTS };
});

const { recogniseLayout } = await import("./recogniseLayout.ts");
const { modelManifestSchema, firstClassIdOf } = await import("./modelManifest.ts");
const { decodeOutputs } = await import("./decodeOutputs.ts");
const { splitBatch } = await import("./splitBatch.ts");
const { layoutNames, layoutOf } = await import("./layoutRegistry.ts");

const facts = {
  inputs: [
    { name: "image", elementType: 1, dims: [null, 3, null, null] },
    { name: "serial_number", elementType: 7, dims: [null, 1] },
  ],
  outputs: [{ name: "boxes", elementType: 1, dims: [null, 5] }],
  producer: "",
  opset: 17,
  metadata: new Map<string, string>(),
  operators: new Set<string>(),
  externalData: [],
  nmsScoreFloor: null,
};

const written = {
  format: "loupe-model",
  formatVersion: 1,
  name: "m",
  file: "m.onnx",
  sha256: "0".repeat(64),
  layout: "made-up",
  inputs: { image: "image", serial: "serial_number" },
  preprocess: madeUp.customaryPreprocess(null),
  classes: ["scratch"],
  graphScoreFloor: null,
  nms: null,
};

describe("a registered layout", () => {
  it("is recognised from the facts of a graph", () =>
    expect(recogniseLayout(facts)).toEqual({
      ok: true,
      recognised: {
        layout: "made-up",
        inputs: { image: "image", serial: "serial_number" },
        classCount: 1,
        inputSize: null,
        singleImage: false,
      },
    }));
  it("stands in a manifest, with its inputs; a layout that is not registered does not", () => {
    const manifest = modelManifestSchema.parse(written);
    expect(manifest.inputs).toEqual(written.inputs);
    expect(firstClassIdOf(manifest)).toBe(1);
    expect(modelManifestSchema.safeParse({ ...written, layout: "unknown" }).success).toBe(false);
  });
  it("is read into detections and cut into images", () => {
    const { layout, classes, nms } = modelManifestSchema.parse(written);
    const outputs: RawOutput[] = [{ dims: [2, 5], data: Float32Array.of(0.25, 1, 2, 3, 4, 0.5, 5, 6, 7, 8) }];
    const size = { width: 10, height: 10 };
    const plan = { source: size, scale: { x: 1, y: 1 }, resized: size, padded: size, offset: { x: 0, y: 0 } };
    expect(decodeOutputs(outputs, { layout, classes, nms }, plan, 0.01)).toEqual({
      ok: true,
      detections: {
        count: 2,
        boxes: Float64Array.of(5, 6, 7, 8, 1, 2, 3, 4),
        scores: Float64Array.of(0.5, 0.25),
        classIndices: Int32Array.of(0, 0),
      },
    });
    expect(splitBatch(outputs, layout, 2)).toEqual({ ok: true, images: [outputs, outputs] });
  });
});

it("names are unique, and every layout has what it says", () => {
  expect(new Set(layoutNames).size).toBe(layoutNames.length);
  for (const name of layoutNames) {
    const { nmsBy, customaryNms, imageAxes, splitBatch: split } = layoutOf(name);
    expect(customaryNms !== null).toBe(nmsBy === "loupe");
    // Without a batch axis there is nothing to split.
    expect(imageAxes === 3 && split !== null).toBe(false);
  }
});
