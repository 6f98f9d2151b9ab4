/** The geometry of preprocessing by hand, and that mapping there and back returns the same box. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputBox } from "../core/box.ts";
import type { Preprocess, Resize } from "./preprocess.ts";
import { planPreprocess, roundHalfToEven, samplingRatio, toImageBox } from "./preprocessPlan.ts";

const preprocessOf = (resize: Resize, pad: Preprocess["pad"] = { kind: "none" }): Preprocess => ({
  color: "RGB",
  resize,
  normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
  pad,
});
const SHORT: Resize = { kind: "short-side", short: 800, max: 1333, interpolation: "linear" };

describe("plans", () => {
  it("short side: 640 x 480 grows to 1067 x 800, padded to 1088 x 800", () => {
    const plan = planPreprocess(preprocessOf(SHORT, { kind: "stride", stride: 32 }), { width: 640, height: 480 });
    expect(plan).toMatchObject({
      resized: { width: 1067, height: 800 },
      padded: { width: 1088, height: 800 },
      offset: { x: 0, y: 0 },
    });
    expect(plan.scale.x).toBeCloseTo(800 / 480, 12);
  });
  it("short side: the long one would pass 1333, so it is 1333 itself", () => {
    const plan = planPreprocess(preprocessOf(SHORT, { kind: "stride", stride: 32 }), { width: 1000, height: 380 });
    expect(plan).toMatchObject({
      scale: { x: 1.333, y: 1.333 },
      resized: { width: 1333, height: 507 },
      padded: { width: 1344, height: 512 },
    });
  });
  it("letterbox: 2560 x 1920 into 640 x 640 leaves 80 rows above", () => {
    const plan = planPreprocess(
      preprocessOf({ kind: "letterbox", width: 640, height: 640, fill: 114, interpolation: "linear" }),
      { width: 2560, height: 1920 },
    );
    expect(plan).toMatchObject({
      scale: { x: 0.25, y: 0.25 },
      resized: { width: 640, height: 480 },
      padded: { width: 640, height: 640 },
      offset: { x: 0, y: 80 },
    });
  });
  it("pads to a given size", () => {
    const plan = planPreprocess(preprocessOf({ kind: "none" }, { kind: "size", width: 1024, height: 608 }), {
      width: 1000,
      height: 700,
    });
    expect(plan.padded).toEqual({ width: 1024, height: 700 });
  });
  it("PaddleDetection samples by the scale, PaddleX by the rounded size", () => {
    const source = { width: 640, height: 480 };
    const resize = { ...SHORT, short: 320, max: 533 };
    const plan = planPreprocess(preprocessOf(resize), source);
    expect(samplingRatio({ ...resize, sampling: "scale" }, plan).x).toBeCloseTo(1.5, 12);
    expect(samplingRatio(resize, plan).x).toBeCloseTo(640 / 427, 12);
  });
  it("rounds halves to even", () =>
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4999].map(roundHalfToEven)).toEqual([0, 2, 2, 0, -2, 2]));
  it("never plans less than one pixel", () => {
    const plan = planPreprocess(
      preprocessOf({ kind: "letterbox", width: 64, height: 64, fill: 0, interpolation: "linear" }),
      { width: 16000, height: 3 },
    );
    expect(plan.resized).toEqual({ width: 64, height: 1 });
  });
});

it("a box that goes to the input comes back to the same place in the image", () => {
  const resizes: readonly Resize[] = [
    SHORT,
    { kind: "stretch", width: 640, height: 512, interpolation: "linear" },
    { kind: "letterbox", width: 640, height: 512, fill: 114, interpolation: "linear" },
    { kind: "none" },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...resizes),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.array(fc.float({ min: -50, max: 6000, noNaN: true }), { minLength: 4, maxLength: 4 }),
      (resize, width, height, corners) => {
        const plan = planPreprocess(preprocessOf(resize), { width, height });
        const [x1, y1, x2, y2] = corners as [number, number, number, number];
        const box = toImageBox(
          plan,
          inputBox(
            x1 * plan.scale.x + plan.offset.x,
            y1 * plan.scale.y + plan.offset.y,
            x2 * plan.scale.x + plan.offset.x,
            y2 * plan.scale.y + plan.offset.y,
          ),
        );
        [box.x1, box.y1, box.x2, box.y2].forEach((value, i) => expect(value).toBeCloseTo(corners[i] as number, 6));
      },
    ),
    { seed: 1 },
  );
});
