/** Rounding against values that Python prints. */
import { expect, test } from "vitest";
import { roundHalfToEven, toFixedHalfToEven } from "./rounding.ts";

test("halves go to the even neighbour, as numpy.round does", () => {
  expect([0.5, 1.5, 2.5, 50.5, 51.5, 0.49999, -0.5, -1.5].map(roundHalfToEven)).toEqual([0, 2, 2, 50, 52, 0, 0, -2]);
});

test("fixed decimals equal Python's, ties included", () => {
  // Python: "{:2f}".format(x) for 1/128, 3/128, 5/128, 2/135, 284/292, 0, 1, -1/128
  const values = [1 / 128, 3 / 128, 5 / 128, 2 / 135, 284 / 292, 0, 1, -1 / 128];
  expect(values.map((value) => toFixedHalfToEven(value, 6))).toEqual([
    "0.007812",
    "0.023438",
    "0.039062",
    "0.014815",
    "0.972603",
    "0.000000",
    "1.000000",
    "-0.007812",
  ]);
});
