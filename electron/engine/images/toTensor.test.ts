/** Tensors by hand: planes and their order, fill and padding, buffers used again, fractions kept. */
import { describe, expect, it } from "vitest";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import { createTensorMemory } from "./tensorMemory.ts";
import { toTensor } from "./toTensor.ts";

const PLAIN: Preprocess = {
  color: "RGB",
  resize: { kind: "none" },
  normalize: { divide: 1, mean: [0, 0, 0], std: [1, 1, 1] },
  pad: { kind: "none" },
};
/** Red 10, 20; green 30, 40; blue 50, 60. */
const TWO = { width: 2, height: 1, rgb: Uint8Array.of(10, 30, 50, 20, 40, 60) };

describe("planes", () => {
  it("are red, green, blue, or blue, green, red", () => {
    expect([...toTensor(TWO, PLAIN).data]).toEqual([10, 20, 30, 40, 50, 60]);
    expect([...toTensor(TWO, { ...PLAIN, color: "BGR" }).data]).toEqual([50, 60, 30, 40, 10, 20]);
  });
  it("take mean and deviation in their own order", () => {
    const normalize: Preprocess["normalize"] = { divide: 10, mean: [1, 2, 3], std: [1, 2, 4] };
    expect([...toTensor(TWO, { ...PLAIN, normalize }).data]).toEqual([0, 1, 0.5, 1, 0.5, 0.75]);
    expect([...toTensor(TWO, { ...PLAIN, color: "BGR", normalize }).data]).toEqual([4, 5, 0.5, 1, -0.5, -0.25]);
  });
});

describe("around the image", () => {
  it("padding is zero after normalising", () => {
    const { data, plan } = toTensor(TWO, {
      ...PLAIN,
      normalize: { divide: 1, mean: [5, 5, 5], std: [1, 1, 1] },
      pad: { kind: "stride", stride: 3 },
    });
    expect(plan.padded).toEqual({ width: 3, height: 3 });
    expect([...data.subarray(0, 9)]).toEqual([5, 15, 0, 0, 0, 0, 0, 0, 0]);
  });
  it("a letterbox is grey before it", () => {
    const { data } = toTensor(TWO, {
      ...PLAIN,
      normalize: { divide: 2, mean: [7, 0, 0], std: [1, 1, 1] },
      resize: { kind: "letterbox", width: 2, height: 3, fill: 114, interpolation: "linear" },
    });
    expect([...data.subarray(0, 6)]).toEqual([50, 50, -2, 3, 50, 50]);
    expect([...data.subarray(6, 12)]).toEqual([57, 57, 15, 20, 57, 57]);
  });
  it("a buffer used again holds nothing of the image before", () => {
    const memory = createTensorMemory(2);
    const used = memory.take(100).fill(99);
    memory.give(used);
    const preprocess: Preprocess = { ...PLAIN, pad: { kind: "stride", stride: 4 } };
    const { data } = toTensor(TWO, preprocess, memory.take);
    expect(data.buffer).toBe(used.buffer);
    expect([...data]).toEqual([...toTensor(TWO, preprocess).data]);
    // The only piece is taken, and one that is too small is no help.
    expect(memory.take(48).buffer).not.toBe(used.buffer);
    memory.give(memory.take(5));
    expect(memory.take(48).length).toBe(48);
  });
});

it("fractions kept differ from rounded ones by what rounding and fixed point lose", () => {
  const image = { width: 31, height: 17, rgb: Uint8Array.from({ length: 31 * 17 * 3 }, (_, i) => (i * 97) % 256) };
  for (const color of ["RGB", "BGR"] as const) {
    const preprocess: Preprocess = {
      ...PLAIN,
      color,
      resize: { kind: "stretch", width: 20, height: 23, interpolation: "linear" },
      pad: { kind: "stride", stride: 8 },
    };
    const whole = toTensor(image, preprocess).data;
    const kept = toTensor(image, { ...preprocess, resizeOn: "float32" }).data;
    expect(kept.some((value) => !Number.isInteger(value))).toBe(true);
    // Rounding loses a half, OpenCV's two truncations to quarters up to a quarter each, of which its rounding term gives a quarter back.
    kept.forEach((value, i) => expect(Math.abs(value - (whole[i] as number))).toBeLessThan(0.75));
  }
});
