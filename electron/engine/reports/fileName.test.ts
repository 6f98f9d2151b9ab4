/** File names made from image names. */
import { expect, test } from "vitest";
import { fileStem } from "./fileName.ts";

test("names that every system accepts", () => {
  expect(["JPEGImages/角 1.jpg", "a:b?.png", "..", "con.tif", "nul", "no ending", "dots. .jpg"].map(fileStem)).toEqual([
    "JPEGImages_角 1",
    "a_b_",
    "_",
    "_con",
    "_nul",
    "no ending",
    "dots_",
  ]);
  expect(Buffer.byteLength(fileStem(`${"漆".repeat(300)}.jpg`))).toBeLessThanOrEqual(160);
});
