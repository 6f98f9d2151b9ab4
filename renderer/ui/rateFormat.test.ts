/** Rates by the words of the case: 280 / 292 is 95.9 %, 1 / 135 is 0.74 %. */
import { describe, expect, it } from "vitest";
import { parseThreshold, ratePercent } from "./rateFormat.ts";

describe("ratePercent", () => {
  it.each([
    [280 / 292, "95.9"],
    [1 / 135, "0.74"],
    [0, "0"],
    [1, "100"],
    [99999 / 100000, ">99.9"],
    [1 / 100000, "<0.01"],
    [0.1, "10.0"],
    [0.09999, "10.0"],
  ])("%s reads %s", (rate, text) => {
    expect(ratePercent(rate)).toBe(text);
  });
});

describe("parseThreshold", () => {
  it.each([
    ["0.9", 0.9],
    [" .5 ", 0.5],
    ["0,35", 0.35],
    ["1", 1],
    ["0.", 0],
    ["1.01", null],
    ["-0.1", null],
    ["", null],
    [".", null],
    ["abc", null],
    ["1e-1", null],
  ])("%j is %s", (text, value) => {
    expect(parseThreshold(text)).toBe(value);
  });
});
