/** Memory that is given back at once, and memory that must be left alone. */
import { expect, it } from "vitest";
import { releaseMemory } from "./releaseMemory.ts";

it("empties a large buffer of its own", () => {
  const pixels = new Uint8Array(3_000_000).fill(7);
  releaseMemory(pixels);
  expect(pixels.length).toBe(0);
});

it("leaves views, small and shared buffers alone", () => {
  const whole = new Uint8Array(3_000_000).fill(7);
  releaseMemory(whole.subarray(0, 2_000_000));
  expect(whole[2_999_999]).toBe(7);
  const small = new Uint8Array(100).fill(7);
  releaseMemory(small);
  expect(small[99]).toBe(7);
  const shared = new Uint8Array(new SharedArrayBuffer(200_000)).fill(7);
  releaseMemory(shared);
  expect(shared[199_999]).toBe(7);
});

it("the resident memory does not grow with what was released", () => {
  for (let i = 0; i < 20; i++) releaseMemory(new Uint8Array(20_000_000).fill(1));
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 200; i++) releaseMemory(new Uint8Array(20_000_000).fill(1));
  // Four gigabytes passed.
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});
