/** The layout that makes the image larger, against hand calculation. */
import { expect, it } from "vitest";
import { largerLayout, stageSize } from "./paneLayout.ts";

it("leaves what the headers do not take", () => {
  expect(stageSize({ width: 901, height: 655 }, "side")).toEqual({ width: 450, height: 600 });
  expect(stageSize({ width: 900, height: 667 }, "stacked")).toEqual({ width: 900, height: 300 });
});

// Of 900 x 660: side by side 450 x 605 each, one above the other 900 x 297; 8 px of margin on every side.
it.each([
  // 434 / 1280 = 0.339 against 281 / 960 = 0.293.
  ["4:3", { width: 1280, height: 960 }, "side"],
  // 434 / 2560 = 0.170 against 281 / 1280 = 0.220.
  ["2:1", { width: 2560, height: 1280 }, "stacked"],
  // A line scan: 434 / 8000 against 281 / 1000 (884 / 8000 by width).
  ["8:1", { width: 8000, height: 1000 }, "stacked"],
  ["portrait", { width: 600, height: 1600 }, "side"],
  ["square", { width: 512, height: 512 }, "side"],
] as const)("%s", (_name, image, expected) => expect(largerLayout(image, { width: 900, height: 660 })).toBe(expected));

it("a tall window turns the same image", () => {
  const image = { width: 1280, height: 960 };
  expect(largerLayout(image, { width: 700, height: 1200 })).toBe("stacked");
  expect(largerLayout(image, { width: 1400, height: 500 })).toBe("side");
});

it("before anything is measured the panes stand side by side", () =>
  expect(largerLayout({ width: 1280, height: 960 }, { width: 0, height: 0 })).toBe("side"));
