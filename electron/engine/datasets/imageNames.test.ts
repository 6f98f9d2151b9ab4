/** How names in result files are matched to images. */
import { expect, test } from "vitest";
import { createImageNames } from "./imageNames.ts";

const names = createImageNames(["JPEGImages/a.jpg", "JPEGImages/b 1.jpg", "val/a.jpg", "val/漏.png", "b 1.jpg"]);

test.each([
  ["JPEGImages/a.jpg", 0],
  ["JPEGImages\\a.jpg", 0],
  ["./JPEGImages//a.jpg", 0],
  ["/home/me/set/JPEGImages/a.jpg", 0],
  ["C:\\set\\val\\a.jpg", 2],
  ["漏.png", 3],
  ["漏", 3],
  ["JPEGImages/b 1", 1],
  ["b 1.jpg", 4],
])("%s is image %d", (named, index) => {
  expect(names.byName(named)).toEqual({ kind: "image", index });
});

test("a base name of two images is ambiguous, another is unknown", () => {
  expect(names.byName("a.jpg")).toEqual({ kind: "ambiguous" });
  expect(names.byName("other/a.jpg")).toEqual({ kind: "unknown" });
  expect(names.byName("train/漏.png")).toEqual({ kind: "unknown" });
  expect(names.byName("c.jpg")).toEqual({ kind: "unknown" });
  expect(names.byName("")).toEqual({ kind: "unknown" });
});

test("a name of any length is compared no further than the dataset's own reach", { timeout: 10_000 }, () => {
  // Before: every end of it was made, 250 MB for 16,000 folders and the end of the process for 100,000.
  const before = process.memoryUsage().rss;
  expect(names.byName(`${"x/".repeat(2_000_000)}val/a.jpg`)).toEqual({ kind: "image", index: 2 });
  expect(names.byName(`${"x/".repeat(2_000_000)}no.jpg`)).toEqual({ kind: "unknown" });
  expect(names.byName("x".repeat(4_000_000))).toEqual({ kind: "unknown" });
  expect(names.byName(`${"x".repeat(4_000_000)}JPEGImages/b 1.jpg`)).toEqual({ kind: "image", index: 4 });
  expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
});

test("positions", () => {
  expect(names.byPosition(1, 1)).toEqual({ kind: "image", index: 0 });
  expect(names.byPosition(0, 0)).toEqual({ kind: "image", index: 0 });
  expect(names.byPosition(6, 1)).toEqual({ kind: "unknown" });
  expect(names.byPosition(1.5, 1)).toEqual({ kind: "unknown" });
});

test("exact names allow no ends", () => {
  expect(names.byExactName("val\\a.jpg")).toEqual({ kind: "image", index: 2 });
  expect(names.byExactName("漏.png")).toEqual({ kind: "unknown" });
});
