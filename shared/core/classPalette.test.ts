/** The palette under simulated colour blindness and against its own labels. */
import { expect, test } from "vitest";
import { CLASS_PALETTE, colourOf, contrastRatio, linearRgb, textColourOn } from "./classPalette.ts";

type Rgb = [number, number, number];
type Matrix = [Rgb, Rgb, Rgb];

/** Machado, Oliveira and Fernandes 2009, severity 1, for linear light. */
const VIEWS: Record<string, Matrix> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

test.each(Object.entries(VIEWS))("all pairs stay apart: %s", (_view, matrix) => {
  const seen = CLASS_PALETTE.map((colour) => oklab(clip(apply(matrix, linearRgb(colour)))));
  const distances = seen.flatMap((a, i) =>
    seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  );
  expect(distances.length).toBe(66);
  expect(Math.min(...distances)).toBeGreaterThan(0.065);
});

test("a label's text reads on every colour", () => {
  for (const colour of CLASS_PALETTE) expect(contrastRatio(colour, textColourOn(colour))).toBeGreaterThan(4.5);
});

test("black on white is 21:1, and beyond the palette colours repeat", () => {
  expect(contrastRatio("#000000", "#ffffff")).toBeCloseTo(21, 10);
  expect([colourOf(12), colourOf(0), colourOf(-1)]).toEqual([CLASS_PALETTE[0], CLASS_PALETTE[0], "#b4b4b4"]);
});

function apply(matrix: Matrix, colour: Rgb): Rgb {
  return matrix.map((row) => row.reduce((sum, weight, i) => sum + weight * (colour[i] as number), 0)) as Rgb;
}

function clip(colour: Rgb): Rgb {
  return colour.map((value) => Math.min(1, Math.max(0, value))) as Rgb;
}

/** Ottosson 2020. */
function oklab(colour: Rgb): Rgb {
  const cones = apply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  );
  return apply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as Rgb,
  );
}
