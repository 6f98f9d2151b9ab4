/** Pointers to boxes outside of the view against hand calculation. */
import { describe, expect, it } from "vitest";
import { imageBox, type ScreenBox } from "../../../shared/core/box.ts";
import { edgePointers, pointerAt } from "./edgePointers.ts";
import type { PaneBox } from "./paneBoxes.ts";

const pane = { width: 400, height: 300 };

function at(row: number, x: number, y: number): { box: PaneBox; screen: ScreenBox } {
  const edges = imageBox(0, 0, 10, 10);
  const box: PaneBox = {
    side: "prediction",
    row,
    pixels: edges,
    edges,
    classIndex: 0,
    score: 0.5,
    verdict: "fp",
    partner: null,
    iou: null,
  };
  return { box, screen: { x1: x - 5, y1: y - 5, x2: x + 5, y2: y + 5 } };
}

describe("pointers", () => {
  it("stand at the edge nearest to the box and point to it", () => {
    const [right, above, corner] = edgePointers([at(0, 900, 150), at(1, 200, -400), at(2, -82, 382)], pane);
    expect(right).toMatchObject({ x: 382, y: 150, angle: 0, count: 1 });
    expect(above).toMatchObject({ x: 200, y: 18, angle: -Math.PI / 2 });
    // (-82 - 18, 382 - 282): as far to the left as down.
    expect(corner).toMatchObject({ x: 18, y: 282 });
    expect(corner?.angle).toBeCloseTo((3 * Math.PI) / 4, 12);
  });

  it("are one where they would lie over one another, and stand for the first", () => {
    const pointers = edgePointers([at(7, 900, 150), at(8, 700, 155), at(9, 900, 40)], pane);
    expect(pointers.map(({ box, count }) => [box.row, count])).toEqual([
      [7, 2],
      [9, 1],
    ]);
  });

  it("are found where they stand", () => {
    const pointers = edgePointers([at(7, 900, 150)], pane);
    expect(pointerAt(pointers, { x: 380, y: 146 })?.box.row).toBe(7);
    expect(pointerAt(pointers, { x: 350, y: 150 })).toBeNull();
  });

  it("a thousand boxes come to a few", () => {
    const many = Array.from({ length: 1000 }, (_, i) => at(i, 600 + (i % 30) * 20, i % 300));
    const pointers = edgePointers(many, pane);
    expect(pointers.length).toBeLessThan(20);
    expect(pointers.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  });
});
