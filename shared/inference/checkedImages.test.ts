/** The images of a self-check: with ground truth where there is any, spread over the dataset, each once. */
import { expect, it } from "vitest";
import type { DatasetImage } from "../core/dataset.ts";
import { imagesToCheck } from "./checkedImages.ts";

const image = (i: number, boxes: number): DatasetImage => ({
  id: String(i),
  name: `${i}.png`,
  role: boxes > 0 ? "annotated" : "background",
  groundTruth: Array.from({ length: boxes }, () => ({ classIndex: 0, x1: 1, y1: 1, x2: 9, y2: 9, difficult: false })),
  size: null,
});
const ids = (images: readonly DatasetImage[]) => imagesToCheck(images).map(({ id }) => Number(id));

it("takes all of a few, and only those with ground truth", () => {
  expect(ids([image(0, 0), image(1, 1), image(2, 0), image(3, 2)])).toEqual([1, 3]);
  expect(ids([image(0, 0), image(1, 0)])).toEqual([0, 1]);
  expect(ids([])).toEqual([]);
});

it("takes ten of many, in the middle of ten equal parts", () => {
  expect(ids(Array.from({ length: 100 }, (_, i) => image(i, 1)))).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
  for (const count of [11, 12, 19, 37]) {
    const taken = ids(Array.from({ length: count }, (_, i) => image(i, 1)));
    expect(new Set(taken).size).toBe(10);
    expect([...taken].sort((a, b) => a - b)).toEqual(taken);
  }
});
