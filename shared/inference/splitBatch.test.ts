/** Splitting a batch's outputs by hand: tables by their counts, everything else by the first axis. */
import { expect, it } from "vitest";
import { splitBatch } from "./splitBatch.ts";

const table = { dims: [3, 6], data: Float32Array.from({ length: 18 }, (_, i) => i) };

it("cuts Paddle's table by its counts, an image without rows included", () => {
  expect(splitBatch([{ dims: [3], data: Int32Array.of(2, 0, 1) }, table], "paddle-yolo", 3)).toEqual({
    ok: true,
    images: [
      [{ dims: [2, 6], data: table.data.slice(0, 12) }],
      [{ dims: [0, 6], data: new Float32Array(0) }],
      [{ dims: [1, 6], data: table.data.slice(12) }],
    ],
  });
});

it("cuts the others by their first side", () => {
  const boxes = { dims: [2, 1, 4], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  const scores = { dims: [2, 2, 1], data: Float32Array.of(0.1, 0.2, 0.3, 0.4) };
  expect(splitBatch([boxes, scores], "paddle-raw", 2)).toEqual({
    ok: true,
    images: [
      [
        { dims: [1, 1, 4], data: Float32Array.of(1, 2, 3, 4) },
        { dims: [1, 2, 1], data: Float32Array.of(0.1, 0.2) },
      ],
      [
        { dims: [1, 1, 4], data: Float32Array.of(5, 6, 7, 8) },
        { dims: [1, 2, 1], data: Float32Array.of(0.3, 0.4) },
      ],
    ],
  });
});

it("refuses what does not add up", () => {
  expect(splitBatch([{ dims: [2], data: Int32Array.of(2, 2) }, table], "paddle-detr", 2)).toMatchObject({ ok: false });
  expect(splitBatch([{ dims: [3], data: Int32Array.of(4, -1, 0) }, table], "paddle-detr", 3)).toMatchObject({
    ok: false,
  });
  expect(splitBatch([table], "paddle-yolo", 2)).toMatchObject({ ok: false });
  expect(splitBatch([{ dims: [1, 7, 5], data: new Float32Array(35) }], "ultralytics-raw", 2)).toMatchObject({
    ok: false,
  });
});

it("leaves a single image's outputs as they are", () =>
  expect(splitBatch([table], "torchvision", 1)).toEqual({ ok: true, images: [[table]] }));
