/** Loads the WebAssembly kernels: inner loops that run four to five times as fast as the same loops in JavaScript. */

/** A kernel's function: it takes addresses in its memory and whole numbers. */
export type KernelFunction = (...args: number[]) => void;

export interface KernelMemory {
  /** Valid until the next `reserve`. */
  readonly buffer: ArrayBuffer;
  readonly run: KernelFunction;
}

export interface Kernel {
  /** At least `bytes` of memory that hold whatever they held before, and the function that works in them. */
  reserve(bytes: number): KernelMemory;
}

const PAGE = 65_536;
/** Memory of a kernel never shrinks: what a very wide image needs beyond this is given back. */
const MAX_KEPT = 16 * 2 ** 20;

/** `binary`: a module in base64 that imports `kernel.memory` and exports a function called `name`. Not reentrant: a caller is done before the next begins. */
export function openKernel(binary: string, name: string): Kernel {
  const module = new WebAssembly.Module(Uint8Array.from(Buffer.from(binary, "base64")));
  function instantiate(bytes: number) {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    const run = new WebAssembly.Instance(module, { kernel: { memory } }).exports[name] as KernelFunction;
    return { memory, run };
  }
  let kept: ReturnType<typeof instantiate> | null = null;
  return {
    reserve(bytes) {
      if (bytes > MAX_KEPT) {
        const { memory, run } = instantiate(bytes);
        return { buffer: memory.buffer, run };
      }
      kept ??= instantiate(bytes);
      const missing = bytes - kept.memory.buffer.byteLength;
      if (missing > 0) kept.memory.grow(Math.ceil(missing / PAGE));
      return { buffer: kept.memory.buffer, run: kept.run };
    },
  };
}
