/** Labels of overlapping boxes are all legible. */
import { expect, it } from "vitest";
import { stackLabels } from "./stackLabels.ts";

const box = (x: number, y: number, height = 50) => ({ x, y, height, text: "scratch 0.98" });

it("stands above its box, higher where a label is already, below where there is no room", () => {
  // 200 - 7 = 193; 203 - 7 = 196 and 176 are closer to it than a letter of 20, so 156.
  expect(stackLabels([box(100, 200), box(110, 203), box(700, 200)], 20)).toEqual([193, 156, 193]);
  expect(stackLabels([box(100, 5), box(105, 5)], 20)).toEqual([75, 95]);
});
it("gives every label of a heap a place of its own", () => {
  const bases = stackLabels(
    Array.from({ length: 8 }, (_, i) => box(100 + i, 600)),
    20,
  );
  expect(new Set(bases).size).toBe(8);
});
