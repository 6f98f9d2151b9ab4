/** Thresholds as people set and read them, checked against values worked out by hand. */
import { describe, expect, it } from "vitest";
import { moveThreshold, shortestBetween, snapThreshold, THRESHOLD_STEP, thresholdText } from "./threshold.ts";

describe("snapThreshold", () => {
  it.each([
    [0.506, 0.51],
    [0.29 + 0.01, 0.3],
    [-1, 0],
    [7, 1],
  ])("%f becomes %f", (value, expected) => expect(snapThreshold(value)).toBe(expected));

  it("keeps thousandths where they are asked for", () => {
    expect(snapThreshold(0.50649, THRESHOLD_STEP.fine)).toBe(0.506);
  });
});

describe("moveThreshold", () => {
  it.each([
    [0.29, 1, 0.3],
    [0.3, -1, 0.29],
    // From between two steps the first press goes to the next round number.
    [0.537, 1, 0.54],
    [0.537, -1, 0.53],
    [0.995, 1, 1],
    [1, 1, 1],
    [0.005, -1, 0],
    [0.5, 10, 0.6],
  ])("%f by %d steps is %f", (from, steps, expected) => expect(moveThreshold(from, steps)).toBe(expected));

  it("goes by thousandths with the fine step", () => {
    expect(moveThreshold(0.5, 1, THRESHOLD_STEP.fine)).toBe(0.501);
    expect(moveThreshold(0.501, -1, THRESHOLD_STEP.fine)).toBe(0.5);
  });

  it("visits every hundredth, each as it is written", () => {
    let threshold = 0;
    for (let i = 1; i <= 100; i++) {
      threshold = moveThreshold(threshold, 1);
      expect(threshold).toBe(Number((i / 100).toFixed(2)));
    }
  });
});

describe("shortestBetween", () => {
  it.each([
    [0.2, 0.55, 0.5],
    [0.125, 0.135, 0.13],
    [0.8731, 0.8739, 0.8739],
    [0.87312, 0.87389, 0.8738],
    [0.5, 0.51, 0.51],
    [0.99, 1, 1],
    [0, 0.004, 0.004],
  ])("of %f .. %f is %f", (from, to, expected) => expect(shortestBetween(from, to)).toBe(expected));

  it("is the end itself where nothing shorter lies between", () => {
    expect(shortestBetween(0.1234567890123, 0.1234567890124)).toBe(0.1234567890124);
  });
});

describe("thresholdText", () => {
  it.each([
    [0.9, "0.90"],
    [0, "0.00"],
    [1, "1.00"],
    [0.905, "0.905"],
    [0.8734567165374756, "0.8734567165374756"],
  ])("%f reads %s", (threshold, text) => expect(thresholdText(threshold)).toBe(text));
});
