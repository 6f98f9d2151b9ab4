/** What found and missed defects show about a model, over all images together; the levels are those of Wilson's interval, computed by hand. */
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import { detectionsFromRows } from "../../../shared/core/detections.ts";
import { judgeGroundTruth, type TruthOfImage } from "./groundTruthFindings.ts";

const truth = (place: number): GroundTruthBox => ({
  classIndex: 0,
  x1: place * 30,
  y1: 0,
  x2: place * 30 + 20,
  y2: 20,
  difficult: false,
});
/** Defects side by side, of which the first `found` are found, under class `classIndex`. */
const answer = (found: number, score = 0.8, classIndex = 0) =>
  detectionsFromRows(
    Array.from({ length: found }, (_, i) => ({ box: imageBox(i * 30, 0, i * 30 + 20, 20), score, classIndex })),
  );
const image = (found: number, total: number, swapped = found): TruthOfImage => ({
  asConfigured: answer(found),
  swapped: answer(swapped),
  groundTruth: Array.from({ length: total }, (_, i) => truth(i)),
});
const levels = (...images: readonly TruthOfImage[]) =>
  Object.fromEntries(judgeGroundTruth({ color: "RGB", images }).map(({ code, level }) => [code, level]));

describe("the ground truth", () => {
  // 95 % intervals: 0 of 1 up to 0.79, 0 of 3 to 0.56, 0 of 4 to 0.49, 5 of 10 from 0.24, 30 of 40 from 0.60.
  it.each([
    [1, 1, "good"],
    [0, 1, "inconclusive"],
    [0, 3, "inconclusive"],
    [0, 4, "bad"],
    [2, 3, "inconclusive"],
    [4, 5, "good"],
    [5, 10, "inconclusive"],
    [1, 10, "bad"],
    [30, 40, "warning"],
    [32, 40, "good"],
  ] as const)("%i of %i found: %s", (found, total, level) =>
    expect(levels(image(found, total))["ground-truth"]).toBe(level),
  );

  it("one hard image among nine plain ones is no reason for distrust", () => {
    const plain = Array.from({ length: 9 }, () => image(1, 1));
    expect(levels(image(0, 1))["ground-truth"]).toBe("inconclusive");
    expect(levels(image(0, 1), ...plain)["ground-truth"]).toBe("good");
  });

  it("images without it, or whose output cannot be used, count for nothing", () => {
    expect(levels(image(3, 0))).toEqual({});
    expect(levels({ ...image(0, 4), asConfigured: null }, image(2, 2))["ground-truth"]).toBe("good");
  });
});

describe("the colour order", () => {
  it("is suspected where the other finds clearly more, not where it finds one of twenty more", () => {
    expect(levels(image(2, 10, 9))["colour-order"]).toBe("warning");
    expect(levels(image(18, 20, 19))["colour-order"]).toBe("good");
    expect(levels(image(0, 1, 1))["colour-order"]).toBe("warning");
  });
  it("is suspected where the same defects are found far more surely in the other", () => {
    const sure = { ...image(2, 2), asConfigured: answer(2, 0.35), swapped: answer(2, 0.9) };
    expect(levels(sure)["colour-order"]).toBe("warning");
  });
});

describe("the order of classes", () => {
  const confused = { ...image(0, 1), asConfigured: answer(1, 0.8, 1) };
  it("is suspected where many are found under another name, not for one of twenty", () => {
    expect(levels(confused)["class-order"]).toBe("warning");
    expect(levels(confused, image(19, 19))["class-order"]).toBeUndefined();
  });
});
