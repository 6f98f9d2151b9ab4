/** The memory that kernels use. */
import { describe, expect, it } from "vitest";
import { planesOfRow } from "./assembled.ts";
import { openKernel } from "./kernel.ts";

describe("a kernel's memory", () => {
  it("grows, and keeps what it holds", () => {
    const kernel = openKernel(planesOfRow, "planesOfRow");
    new Uint8Array(kernel.reserve(100).buffer)[99] = 7;
    const { buffer } = kernel.reserve(1_000_000);
    expect(buffer.byteLength).toBeGreaterThanOrEqual(1_000_000);
    expect(new Uint8Array(buffer)[99]).toBe(7);
    expect(kernel.reserve(200).buffer).toBe(buffer);
  });
  it("what a very wide image needs is not kept", () => {
    const kernel = openKernel(planesOfRow, "planesOfRow");
    expect(kernel.reserve(40 * 2 ** 20).buffer.byteLength).toBeGreaterThanOrEqual(40 * 2 ** 20);
    expect(kernel.reserve(200).buffer.byteLength).toBe(65_536);
  });
});
