/** Hatching: lines by hand, and that each lies inside its area at 45 degrees. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hatchingOf, segmentsPath } from "./hatching.ts";

test("a square of 12: x + y is 6, 12, 18", () => {
  expect(segmentsPath(hatchingOf({ left: 0, top: 0, right: 12, bottom: 12 }))).toBe("M0 6L6 0M0 12L12 0M6 12L12 6");
});

test("nothing for an area without width or height", () => {
  expect(hatchingOf({ left: 5, top: 0, right: 5, bottom: 9 })).toEqual([]);
  expect(hatchingOf({ left: 0, top: 9, right: 5, bottom: 3 })).toEqual([]);
});

test("every line stays inside and rises at 45 degrees", () => {
  const side = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(side, side, side, side, (left, top, width, height) => {
      const area = { left, top, right: left + width, bottom: top + height };
      for (const { from, to } of hatchingOf(area)) {
        expect(to.x - from.x).toBe(from.y - to.y);
        expect(
          Math.min(from.x - area.left, area.right - to.x, to.y - area.top, area.bottom - from.y),
        ).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
