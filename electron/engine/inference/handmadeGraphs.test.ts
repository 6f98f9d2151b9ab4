/** Layouts whose suppression or letterbox is done by Loupe, run end to end and compared with torchvision's batched_nms. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { toTensor } from "../images/toTensor.ts";
import { compareRows, type Row } from "./compareRows.testing.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "./ortDetector.ts";

const FOLDER = join(import.meta.dirname, "fixtures/handmade");
const expected = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as {
  readonly image: readonly [number, number];
  readonly classes: readonly string[];
  readonly rows: Record<string, Record<string, readonly (readonly number[])[]>>;
};

const LAYOUTS = {
  paddle_raw: "paddle-raw",
  ultra_raw: "ultralytics-raw",
  ultra_end2end: "ultralytics-end2end",
} as const;

describe("hand-made graphs", () => {
  it.each(Object.entries(LAYOUTS))("%s is recognised as %s and gives torchvision's rows", async (name, layout) => {
    const opened = await openModel(join(FOLDER, `${name}.onnx`));
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.model.manifest.layout).toBe(layout);
    expect(opened.model.manifest.classes).toEqual(expected.classes);
    const created = await createDetector(opened.model, "cpu");
    if (!created.ok) throw new Error(created.failure.code);
    const [width, height] = expected.image;
    const tensor = toTensor(
      { width, height, rgb: new Uint8Array(width * height * 3).fill(90) },
      opened.model.manifest.preprocess,
    );
    for (const [floor, rows] of Object.entries(expected.rows[name] ?? {})) {
      const found = await created.detector.detect(tensor, Number(floor));
      if (!found.ok) throw new Error(found.reason.code);
      const wanted = rows.map(
        ([classIndex, score, ...box]): Row => ({ classIndex: classIndex as number, score: score as number, box }),
      );
      expect(wanted.length).toBeGreaterThan(20);
      compareRows(found.detections, wanted, { pixels: 1e-3, score: 1e-6 });
      const scores = [...found.detections.scores];
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
    await created.detector.close();
  });
});
