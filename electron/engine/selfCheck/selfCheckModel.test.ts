/** The self-check on a real small network, and its judgement on made-up results. */
import { reason } from "../../../shared/core/reason.ts";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectionsFromRows } from "../../../shared/core/detections.ts";
import { imageBox } from "../../../shared/core/box.ts";
import { judgeSelfCheck, type ExpectedBox, type SelfCheckInput } from "../../../shared/inference/selfCheck.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { selfCheckModel } from "./selfCheckModel.ts";

const found = (score: number) => ({
  ok: true as const,
  detections: detectionsFromRows([{ box: imageBox(10, 10, 30, 30), score, classIndex: 0 }]),
});
const base: SelfCheckInput = {
  image: { width: 100, height: 80 },
  classes: ["a", "b"],
  color: "RGB",
  asConfigured: found(0.6),
  swapped: found(0.5),
  datasetClasses: null,
};
const levels = (input: Partial<SelfCheckInput>) =>
  Object.fromEntries(judgeSelfCheck({ ...base, ...input }).map(({ code, level }) => [code, level]));

describe("judging a model", () => {
  it("is content with a plain answer", () =>
    expect(levels({})).toEqual({ "usable-output": "good", "colour-order": "good" }));
  it("says what is unusable", () =>
    expect(levels({ asConfigured: { ok: false, reason: reason("score-out-of-range", { score: "NaN" }) } })).toEqual({
      "unusable-output": "bad",
    }));
  it("suspects the other colour order when it is clearly surer", () => {
    expect(levels({ asConfigured: found(0.2), swapped: found(0.9) })["colour-order"]).toBe("warning");
    expect(levels({ asConfigured: found(0.5), swapped: found(0.6) })["colour-order"]).toBe("good");
  });
  it("compares class names with the dataset's", () => {
    expect(levels({ datasetClasses: ["b", "a"] })["class-names"]).toBe("good");
    expect(levels({ datasetClasses: ["a"] })["class-names"]).toBe("warning");
    expect(levels({ datasetClasses: ["a", "c"] })["class-names"]).toBe("bad");
  });
  it("wonders at nothing, and at boxes outside the image", () => {
    expect(levels({ asConfigured: { ok: true, detections: detectionsFromRows([]) } })["nothing-found"]).toBe("warning");
    const outside = detectionsFromRows([{ box: imageBox(500, 10, 600, 30), score: 0.5, classIndex: 0 }]);
    expect(levels({ asConfigured: { ok: true, detections: outside } })["outside-image"]).toBe("warning");
  });
});

describe("a real network", () => {
  it("finds its own boxes again as expected, and notices that those of changed colours are others", async () => {
    const opened = await openModel(join(import.meta.dirname, "../inference/fixtures/graphs/network.onnx"));
    const decoded = await decodeImage(join(import.meta.dirname, "../images/fixtures/decode/rgb.png"));
    if (!opened.ok || !decoded.ok) throw new Error("fixtures are missing");
    const created = await createDetector(opened.model, "cpu");
    if (!created.ok) throw new Error(created.failure.code);
    const { model } = opened;
    const swapped = await created.detector.detect(
      toTensor(decoded.pixels, { ...model.manifest.preprocess, color: "BGR" }),
      0.01,
    );
    const straight = await created.detector.detect(toTensor(decoded.pixels, model.manifest.preprocess), 0.01);
    if (!swapped.ok || !straight.ok) throw new Error("no detections");
    expect(straight.detections.count).toBeGreaterThan(3);
    expect([...straight.detections.scores]).not.toEqual([...swapped.detections.scores]);
    const expectedOf = ({ boxes, scores, classIndices }: typeof straight.detections): ExpectedBox[] =>
      [...scores].map((score, i) => ({
        className: model.manifest.classes[classIndices[i] as number] as string,
        score,
        x1: boxes[i * 4] as number,
        y1: boxes[i * 4 + 1] as number,
        x2: boxes[i * 4 + 2] as number,
        y2: boxes[i * 4 + 3] as number,
      }));
    const check = async (expected: ExpectedBox[]) =>
      Object.fromEntries(
        (
          await selfCheckModel({
            model,
            detector: created.detector,
            image: decoded.pixels,
            expected,
            datasetClasses: null,
          })
        ).findings.map(({ code, level }) => [code, level]),
      );
    expect(await check(expectedOf(straight.detections))).toMatchObject({
      "expected-boxes": "good",
      "colour-order": "good",
    });
    expect(await check(expectedOf(swapped.detections))).toMatchObject({
      "expected-boxes": "bad",
      "colour-order": "warning",
    });
    await created.detector.close();
  });
});
