/** The demo's detector in ONNX Runtime, from the image file on, compared with the boxes that its own framework returned. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { compareRows } from "./compareRows.testing.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "./ortDetector.ts";

interface DemoReference {
  readonly images: readonly {
    readonly file: string;
    readonly imShape: readonly [number, number];
    readonly tensor: { readonly shape: readonly number[]; readonly mean: number; readonly std: number };
    readonly rows: readonly (readonly number[])[];
  }[];
}

const PROJECT = join(import.meta.dirname, "../../..");
const MODEL = join(PROJECT, "models/demo-frcnn-dcn");

describe("the demo's detector", () => {
  it("gives the framework's boxes within a thousandth, on every stored image", async () => {
    const reference = JSON.parse(readFileSync(join(MODEL, "reference.json"), "utf8")) as DemoReference;
    expect(reference.images.length).toBeGreaterThanOrEqual(5);
    const opened = await openModel(MODEL);
    if (!opened.ok) throw new Error(opened.failure.code);
    const created = await createDetector(opened.model, "cpu");
    if (!created.ok) throw new Error(created.failure.code);
    for (const { file, imShape, tensor: stored, rows } of reference.images) {
      const decoded = await decodeImage(join(PROJECT, "resources/demo", file));
      if (!decoded.ok) throw new Error(`${file}: ${decoded.reason.code}`);
      const tensor = toTensor(decoded.pixels, opened.model.manifest.preprocess);
      expect([1, 3, tensor.plan.padded.height, tensor.plan.padded.width]).toEqual(stored.shape);
      expect([tensor.plan.resized.height, tensor.plan.resized.width]).toEqual(imShape);
      const mean = tensor.data.reduce((sum, value) => sum + value, 0) / tensor.data.length;
      expect(Math.abs(mean - stored.mean)).toBeLessThan(1e-4);
      const found = await created.detector.detect(tensor, 0);
      if (!found.ok) throw new Error(found.reason.code);
      compareRows(
        found.detections,
        rows.map(([classIndex, score, ...box]) => ({ classIndex: classIndex as number, score: score as number, box })),
        { pixels: 1e-3, score: 1e-3 },
      );
    }
    await created.detector.close();
  }, 60_000);
});
