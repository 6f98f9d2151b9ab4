/** Holds our resize against OpenCV's, pixel by pixel. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Interpolation } from "../../../shared/inference/modelManifest.ts";
import { resample } from "./resample.ts";
import { linearFloatRows } from "./resampleLinearFloat.ts";

interface Oracle {
  readonly pictures: readonly { readonly width: number; readonly height: number; readonly rgb: string }[];
  readonly floats: readonly { readonly picture: number; readonly width: number; readonly height: number; readonly values: readonly number[] }[];
  readonly cases: readonly { readonly picture: number; readonly width: number; readonly height: number; readonly scale: number; readonly interpolation: Interpolation; readonly rgb: string }[];
}

const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/resize.json"), "utf8")) as Oracle;

describe("resize equals OpenCV", () => {
  it.each(oracle.cases)("$interpolation picture $picture to $width x $height scale $scale", ({ picture, width, height, scale, interpolation, rgb }) => {
    const source = oracle.pictures[picture];
    if (!source) throw new Error("no such picture");
    const ratio = scale > 0 ? { x: 1 / scale, y: 1 / scale } : { x: 1 / (width / source.width), y: 1 / (height / source.height) };
    const found = resample({ width: source.width, height: source.height, rgb: Buffer.from(source.rgb, "base64") }, { width, height, ratio }, interpolation);
    const expected = Buffer.from(rgb, "base64");
    expect(found.rgb.length).toBe(expected.length);
    let worst = 0;
    let different = 0;
    expected.forEach((value, i) => {
      const difference = Math.abs(value - (found.rgb[i] as number));
      worst = Math.max(worst, difference);
      if (difference > 0) different += 1;
    });
    // Nearest and linear are whole numbers and exact. A float sum at a half rounds by the order of its additions, and a ratio such as 2 x 2.5 has many halves.
    const ties = { nearest: 0, linear: 0, cubic: 0.04, area: 0.17 }[interpolation];
    expect(worst).toBeLessThanOrEqual(ties > 0 ? 1 : 0);
    expect(different / expected.length).toBeLessThanOrEqual(ties);
  });
});

describe("the resize that keeps fractions equals OpenCV's on floats", () => {
  it.each(oracle.floats)("picture $picture to $width x $height", ({ picture, width, height, values }) => {
    const source = oracle.pictures[picture];
    if (!source) throw new Error("no such picture");
    const found: number[] = [];
    const ratio = { x: 1 / (width / source.width), y: 1 / (height / source.height) };
    linearFloatRows({ width: source.width, height: source.height, rgb: Buffer.from(source.rgb, "base64") }, { width, height, ratio }, (_y, row) => found.push(...row));
    expect(found.length).toBe(values.length);
    values.forEach((value, i) => expect(Math.abs(value - (found[i] as number))).toBeLessThan(1e-3));
  });
});
