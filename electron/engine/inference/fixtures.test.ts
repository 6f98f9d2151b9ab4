/** Compares all detections of real exports with the results of their own frameworks. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "./ortDetector.ts";
import { compareRows, type Row } from "./compareRows.testing.ts";

interface Reference {
  readonly rows?: readonly (readonly [number, number, number, number, number, number])[];
  readonly boxes?: readonly (readonly [number, number, number, number])[];
  readonly labels?: readonly number[];
  readonly scores?: readonly number[];
  readonly inputs?: {
    readonly image_shape: readonly number[];
    readonly image_mean: number;
    readonly image_std: number;
    readonly image_first8: readonly number[];
  };
}

const FOLDER = join(import.meta.dirname, "../../../../shared/fixtures");
const NAMES = [
  "paddle_frcnn",
  "paddle_frcnn_dcn_deformconv19",
  "paddle_frcnn_empty",
  "paddle_ppyoloe",
  "paddle_rtdetr",
  "torchvision_frcnn",
];
/** The one export that carries no class names: its reference says 11 labels with the background. */
const ANSWERS = { classes: Array.from({ length: 10 }, (_, i) => `class ${i + 1}`) };

function referenceRows(reference: Reference): readonly Row[] {
  const { rows, boxes, labels, scores } = reference;
  if (rows)
    return rows
      .filter(([classId, score]) => classId >= 0 && score > 0)
      .map(([classIndex, score, ...box]) => ({ classIndex, score, box }));
  return (boxes ?? []).map((box, i) => ({
    classIndex: (labels?.[i] ?? NaN) - 1,
    score: scores?.[i] ?? NaN,
    box: [...box],
  }));
}

describe.skipIf(!existsSync(FOLDER))("exports of the frameworks, run by Loupe", () => {
  it.each(NAMES)("%s", async (name) => {
    const reference = JSON.parse(readFileSync(join(FOLDER, name, "reference.json"), "utf8")) as Reference;
    const opened = await openModel(join(FOLDER, name), name === "torchvision_frcnn" ? ANSWERS : {});
    if (!opened.ok) throw new Error(opened.failure.code);
    const decoded = await decodeImage(join(FOLDER, "test_640x480.png"));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
    const tensor = toTensor(decoded.pixels, opened.model.manifest.preprocess);

    if (reference.inputs) {
      const { image_shape: shape, image_mean: mean, image_std: deviation, image_first8: first } = reference.inputs;
      expect([1, 3, tensor.plan.padded.height, tensor.plan.padded.width]).toEqual(shape);
      const average = tensor.data.reduce((sum, value) => sum + value, 0) / tensor.data.length;
      const spread = Math.sqrt(
        tensor.data.reduce((sum, value) => sum + (value - average) ** 2, 0) / tensor.data.length,
      );
      expect(Math.abs(average - mean)).toBeLessThan(0.2 / 255);
      expect(Math.abs(spread - deviation)).toBeLessThan(0.2 / 255);
      first.forEach((value, i) => expect(Math.abs((tensor.data[i] as number) - value)).toBeLessThan(1e-5));
    }

    const created = await createDetector(opened.model, "cpu");
    if (!created.ok) throw new Error(created.failure.code);
    const found = await created.detector.detect(tensor, 0);
    await created.detector.close();
    if (!found.ok) throw new Error(found.reason.code);
    compareRows(found.detections, referenceRows(reference), { pixels: 0.03, score: 1e-4 });
  });
});
