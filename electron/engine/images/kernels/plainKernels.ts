/**
 * The kernels' loops in JavaScript, to the last bit the same: for a process that may not reserve the ten gigabytes of addresses that WebAssembly's memory
 * takes, as under `ulimit -v`. Their arguments are those of the `.wat` files.
 */
import type { KernelFunction } from "./kernel.ts";

/** As `linearRow.wat`: horizontal sums lose 4 bits, vertical products 16, the rest is rounded. */
export function plainLinearRow(buffer: ArrayBuffer): KernelFunction {
  const bytes = new Uint8Array(buffer);
  const places = new Int32Array(buffer);
  const weights = new Int16Array(buffer);
  return (upper = 0, lower = 0, columns = 0, end = 0, top = 0, bottom = 0, out = 0) => {
    let to = out;
    for (let column = columns; column < end; column += 8) {
      const at = places[column >> 2] as number;
      const first = weights[(column >> 1) + 2] as number;
      const second = weights[(column >> 1) + 3] as number;
      for (let channel = 0; channel < 3; channel++) {
        const u = upper + at + channel;
        const l = lower + at + channel;
        const above = ((bytes[u] as number) * first + (bytes[u + 3] as number) * second) >>> 4;
        const below = ((bytes[l] as number) * first + (bytes[l + 3] as number) * second) >>> 4;
        const sum = ((above * top) >>> 16) + ((below * bottom) >>> 16);
        bytes[to++] = Math.min(255, (sum + 2) >>> 2);
      }
    }
  };
}

/** As `planesOfRow.wat`. */
export function plainPlanesOfRow(buffer: ArrayBuffer): KernelFunction {
  const bytes = new Uint8Array(buffer);
  const floats = new Float32Array(buffer);
  return (row = 0, end = 0, tables = 0, first = 0, second = 0, third = 0) => {
    const table = tables >> 2;
    let pixel = 0;
    for (let at = row; at < end; at += 3, pixel++) {
      floats[(first >> 2) + pixel] = floats[table + (bytes[at] as number)] as number;
      floats[(second >> 2) + pixel] = floats[table + 256 + (bytes[at + 1] as number)] as number;
      floats[(third >> 2) + pixel] = floats[table + 512 + (bytes[at + 2] as number)] as number;
    }
  };
}
