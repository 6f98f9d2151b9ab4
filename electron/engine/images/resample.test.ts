/** Holds our resize against OpenCV's, pixel by pixel. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interpolation } from "../../../shared/inference/preprocess.ts";
import { resample } from "./resample.ts";
import { linearFloatRows } from "./resampleLinearFloat.ts";

interface Oracle {
  readonly images: readonly { readonly width: number; readonly height: number; readonly rgb: string }[];
  readonly floats: readonly {
    readonly image: number;
    readonly width: number;
    readonly height: number;
    readonly values: readonly number[];
  }[];
  readonly cases: readonly {
    readonly image: number;
    readonly width: number;
    readonly height: number;
    readonly scale: number;
    readonly interpolation: Interpolation;
    readonly rgb: string;
  }[];
}

const oracle = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/resize.json"), "utf8")) as Oracle;

describe("resize equals OpenCV", () => {
  it.each(oracle.cases)(
    "$interpolation image $image to $width x $height scale $scale",
    ({ image, width, height, scale, interpolation, rgb }) => {
      const source = oracle.images[image];
      if (!source) throw new Error("no such image");
      const ratio =
        scale > 0 ? { x: 1 / scale, y: 1 / scale } : { x: 1 / (width / source.width), y: 1 / (height / source.height) };
      const found = resample(
        { width: source.width, height: source.height, rgb: Buffer.from(source.rgb, "base64") },
        { width, height, ratio },
        interpolation,
      );
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
    },
  );
});

describe("the resize that keeps fractions equals OpenCV's on floats", () => {
  it.each(oracle.floats)("image $image to $width x $height", ({ image, width, height, values }) => {
    const source = oracle.images[image];
    if (!source) throw new Error("no such image");
    const found: number[] = [];
    const ratio = { x: 1 / (width / source.width), y: 1 / (height / source.height) };
    linearFloatRows(
      { width: source.width, height: source.height, rgb: Buffer.from(source.rgb, "base64") },
      { width, height, ratio },
      (_y, row) => found.push(...row),
    );
    expect(found.length).toBe(values.length);
    values.forEach((value, i) => expect(Math.abs(value - (found[i] as number))).toBeLessThan(1e-3));
  });
});

/** OpenCV's fixed-point bilinear, a pixel at a time: `HResizeLinear`, `VResizeLinear<uchar, int, short>`. */
function byFormula(
  rgb: Uint8Array,
  width: number,
  height: number,
  target: { width: number; height: number },
): number[] {
  const along = (d: number, size: number, sourceSize: number) => {
    const position = Math.fround((d + 0.5) * (sourceSize / size) - 0.5);
    const fraction = Math.fround(position - Math.floor(position));
    return {
      at: Math.floor(position),
      first: Math.round(Math.fround(1 - fraction) * 2048),
      second: Math.round(fraction * 2048),
    };
  };
  const found: number[] = [];
  for (let y = 0; y < target.height; y++) {
    const row = along(y, target.height, height);
    for (let x = 0; x < target.width; x++) {
      let column = along(x, target.width, width);
      if (column.at < 0) column = { at: 0, first: 2048, second: 0 };
      if (column.at >= width - 1) column = { at: width - 1, first: 2048, second: 0 };
      for (let c = 0; c < 3; c++) {
        const value = (i: number, j: number) =>
          rgb[(Math.min(Math.max(i, 0), height - 1) * width + Math.min(j, width - 1)) * 3 + c] as number;
        const sum = (i: number) => (value(i, column.at) * column.first + value(i, column.at + 1) * column.second) >> 4;
        found.push((((sum(row.at) * row.first) >> 16) + ((sum(row.at + 1) * row.second) >> 16) + 2) >> 2);
      }
    }
  }
  return found;
}

it("linear does what the formula says, whatever the sides, one pixel after another image of other sides", () => {
  const side = fc.integer({ min: 1, max: 23 });
  fc.assert(
    fc.property(side, side, side, side, fc.integer({ min: 1, max: 255 }), (width, height, wide, high, seed) => {
      // Halved exactly on both sides it is an average, and at the same sides nothing at all.
      fc.pre(!(width === 2 * wide && height === 2 * high));
      const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31 + i * seed * 7) % 256);
      const target = { width: wide, height: high, ratio: { x: width / wide, y: height / high } };
      expect([...resample({ width, height, rgb }, target, "linear").rgb]).toEqual(
        byFormula(rgb, width, height, target),
      );
    }),
    { numRuns: 300 },
  );
});
