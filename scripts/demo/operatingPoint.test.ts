// The demo's operating point on sweeps small enough to solve by hand.
import { expect, it } from "vitest";
import { pickOperatingPoint } from "./operatingPoint.mjs";

const point = (threshold: number, recall: number, falsePositiveRate: number) => ({
  threshold,
  recall,
  falsePositiveRate,
});

it("takes the fewest escapes within the bearable overkill", () => {
  const sweep = [point(0.1, 1, 0.5), point(0.5, 0.95, 0.1), point(0.6, 0.9, 0.05), point(0.9, 0.5, 0)];
  expect(pickOperatingPoint(sweep)).toEqual(point(0.5, 0.95, 0.1));
});

it("takes the least overkill, then the highest threshold, of equals", () => {
  const sweep = [point(0.5, 0.95, 0.1), point(0.6, 0.95, 0.08), point(0.7, 0.95, 0.08), point(0.8, 0.9, 0)];
  expect(pickOperatingPoint(sweep)).toEqual(point(0.7, 0.95, 0.08));
});

it("says when there is none", () => {
  expect(pickOperatingPoint([point(0, 1, 1), point(0.9, 0.9, 0.11)])).toBeUndefined();
});
