/** When key presses are one gesture and when they are two. */
import { expect, it } from "vitest";
import { createBurst } from "./burst.ts";

it("goes on while presses follow within a second, however long in all", () => {
  let time = 0;
  const gesture = createBurst("keys", () => time);
  const names = [0, 900, 1800, 2700, 3701, 3800].map((at) => {
    time = at;
    return gesture();
  });
  expect(names).toEqual(["keys-1", "keys-1", "keys-1", "keys-1", "keys-2", "keys-2"]);
});
