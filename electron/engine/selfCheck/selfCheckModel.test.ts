/** The self-check on a real small network, and its judgement on made-up results. */
import { reason } from "../../../shared/core/reason.ts";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { detectionsFromRows } from "../../../shared/core/detections.ts";
import { imageBox } from "../../../shared/core/box.ts";
import { type CheckedRun, type ExpectedBox, judgeSelfCheck, worstLevel } from "../../../shared/inference/selfCheck.ts";
import { decodeImage } from "../images/decodeImage.ts";
import { toTensor } from "../images/toTensor.ts";
import { openModel } from "../models/openModel.ts";
import { createDetector } from "../inference/ortDetector.ts";
import { judgeModel, runBothOrders } from "./selfCheckModel.ts";

const found = (score: number) => ({
  ok: true as const,
  detections: detectionsFromRows([{ box: imageBox(10, 10, 30, 30), score, classIndex: 0 }]),
});
const base = {
  image: { width: 100, height: 80 },
  asConfigured: found(0.6) as CheckedRun,
  swapped: found(0.5) as CheckedRun,
  datasetClasses: null as readonly string[] | null,
};
const levels = (...changed: readonly Partial<typeof base>[]) =>
  Object.fromEntries(
    judgeSelfCheck({
      images: changed.map((change) => ({ ...base, ...change })),
      classes: ["a", "b"],
      color: "RGB",
      datasetClasses: changed[0]?.datasetClasses ?? null,
    }).map(({ code, level }) => [code, level]),
  );

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
    expect(levels({ asConfigured: { ok: true, detections: detectionsFromRows([]) } })["nothing-found"]).toBe(
      "inconclusive",
    );
    const outside = detectionsFromRows([{ box: imageBox(500, 10, 600, 30), score: 0.5, classIndex: 0 }]);
    expect(levels({ asConfigured: { ok: true, detections: outside } })["outside-image"]).toBe("warning");
  });
});

describe("judging a model on several images", () => {
  const nothing = { asConfigured: { ok: true, detections: detectionsFromRows([]) } } as const;
  it("one output that cannot be used is enough", () =>
    expect(levels({}, { asConfigured: { ok: false, reason: reason("score-out-of-range", { score: "NaN" }) } })).toEqual(
      {
        "unusable-output": "bad",
        "colour-order": "good",
      },
    ));
  it("an image in which nothing is found is no news beside others; a model that finds nothing in three is suspected", () => {
    expect(levels({}, nothing)["nothing-found"]).toBeUndefined();
    expect(levels(nothing, nothing)["nothing-found"]).toBe("inconclusive");
    expect(levels(nothing, nothing, nothing)["nothing-found"]).toBe("warning");
  });
  it("colours are compared by the mean of the best scores", () => {
    const surer = { asConfigured: found(0.2), swapped: found(0.9) };
    expect(levels(surer, {}, {}, {})["colour-order"]).toBe("good");
    expect(levels(surer, surer, surer, {})["colour-order"]).toBe("warning");
  });
  it("the verdict is the worst of all findings", () => {
    const verdict = (...all: readonly ("good" | "inconclusive" | "warning" | "bad")[]) =>
      worstLevel(all.map((level) => ({ level })));
    expect([verdict(), verdict("good"), verdict("inconclusive", "good"), verdict("warning", "inconclusive")]).toEqual([
      "good",
      "good",
      "inconclusive",
      "warning",
    ]);
    expect(verdict("warning", "bad", "inconclusive")).toBe("bad");
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
        judgeModel({
          model,
          images: [{ ...(await runBothOrders(model, created.detector, decoded.pixels)), groundTruth: [] }],
          expected,
          datasetClasses: null,
        }).map(({ code, level }) => [code, level]),
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
