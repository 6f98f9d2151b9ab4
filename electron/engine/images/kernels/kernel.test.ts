/** The memory that kernels use. */
import { describe, expect, it } from "vitest";
import { linearRow, planesOfRow } from "./assembled.ts";
import { openKernel } from "./kernel.ts";
import { plainLinearRow, plainPlanesOfRow } from "./plainKernels.ts";

describe("a kernel's memory", () => {
  it("grows, and keeps what it holds", () => {
    const kernel = openKernel(planesOfRow, "planesOfRow", plainPlanesOfRow);
    new Uint8Array(kernel.reserve(100).buffer)[99] = 7;
    const { buffer } = kernel.reserve(1_000_000);
    expect(buffer.byteLength).toBeGreaterThanOrEqual(1_000_000);
    expect(new Uint8Array(buffer)[99]).toBe(7);
    expect(kernel.reserve(200).buffer).toBe(buffer);
  });
  it("what a very wide image needs is not kept", () => {
    const kernel = openKernel(planesOfRow, "planesOfRow", plainPlanesOfRow);
    expect(kernel.reserve(40 * 2 ** 20).buffer.byteLength).toBeGreaterThanOrEqual(40 * 2 ** 20);
    expect(kernel.reserve(200).buffer.byteLength).toBe(65_536);
  });
});

describe("where the system gives WebAssembly no memory", () => {
  const refuse = (): never => {
    throw new RangeError("WebAssembly.Memory(): could not allocate memory");
  };
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };

  it("JavaScript resizes a row to the last bit as the assembled loop does", () => {
    const width = 200;
    const source = 90;
    const [upper, lower, out] = [width * 8, width * 8 + source * 3 + 8, width * 8 + 2 * (source * 3 + 8)];
    const filled = Uint8Array.from({ length: 2 * (source * 3 + 8) }, () => random(256));
    const rows = [
      openKernel(linearRow, "linearRow", plainLinearRow),
      openKernel(linearRow, "linearRow", plainLinearRow, refuse),
    ].map((kernel) => {
      seed = 11;
      const { buffer, run } = kernel.reserve(out + width * 3 + 8);
      for (let x = 0; x < width; x++) {
        new Int32Array(buffer)[x * 2] = 3 * random(source - 1);
        const first = random(2049);
        new Int16Array(buffer).set([first, 2048 - first], x * 4 + 2);
      }
      new Uint8Array(buffer).set(filled, upper);
      const top = random(2049);
      run(upper, lower, 0, width * 8, top, 2048 - top, out);
      return [...new Uint8Array(buffer, out, width * 3)];
    });
    expect(rows[1]).toEqual(rows[0]);
    expect(new Set(rows[0]).size).toBeGreaterThan(50);
  });

  it("JavaScript normalises a row as the assembled loop does, and keeps what its memory holds when that grows", () => {
    const width = 64;
    const [planes, row] = [3072, 3072 + 3 * width * 4];
    const found = [
      openKernel(planesOfRow, "planesOfRow", plainPlanesOfRow),
      openKernel(planesOfRow, "planesOfRow", plainPlanesOfRow, refuse),
    ].map((kernel) => {
      seed = 5;
      const first = kernel.reserve(row + width * 3).buffer;
      new Float32Array(first, 0, 768).set(Float32Array.from({ length: 768 }, () => random(1000) / 7));
      new Uint8Array(first, row, width * 3).set(Uint8Array.from({ length: width * 3 }, () => random(256)));
      const { buffer, run } = kernel.reserve(200_000);
      run(row, row + width * 3, 0, planes, planes + width * 4, planes + width * 8);
      return [...new Float32Array(buffer, planes, width * 3)];
    });
    expect(found[1]).toEqual(found[0]);
  });
});
