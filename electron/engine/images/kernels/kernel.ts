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

/** The same loop in JavaScript over memory that is no WebAssembly. */
export type PlainKernel = (buffer: ArrayBuffer) => KernelFunction;

type Instance = KernelMemory & { readonly grow: ((pages: number) => void) | null };

/**
 * `binary`: a module in base64 that imports `kernel.memory` and exports a function called `name`. Not reentrant: a caller is done before the next begins.
 * `plain` takes over where the system gives WebAssembly no memory: under a limit on addresses each memory would take ten gigabytes of them.
 */
export function openKernel(
  binary: string,
  name: string,
  plain: PlainKernel,
  createMemory = (pages: number) => new WebAssembly.Memory({ initial: pages }),
): Kernel {
  let module: WebAssembly.Module | null = null;
  let isRefused = false;

  function instantiate(bytes: number): Instance {
    return (isRefused ? null : assembled(bytes)) ?? plainly(new ArrayBuffer(Math.ceil(bytes / PAGE) * PAGE));
  }

  function assembled(bytes: number): Instance | null {
    try {
      module ??= new WebAssembly.Module(Uint8Array.from(Buffer.from(binary, "base64")));
      const memory = createMemory(Math.ceil(bytes / PAGE));
      const run = new WebAssembly.Instance(module, { kernel: { memory } }).exports[name] as KernelFunction;
      return {
        get buffer() {
          return memory.buffer;
        },
        run,
        grow: (pages) => void memory.grow(pages),
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      isRefused = true;
      return null;
    }
  }

  function plainly(buffer: ArrayBuffer): Instance {
    return { buffer, run: plain(buffer), grow: null };
  }

  /** With what it holds. */
  function grown(instance: Instance, bytes: number): Instance {
    const pages = Math.ceil((bytes - instance.buffer.byteLength) / PAGE);
    try {
      if (instance.grow !== null) {
        instance.grow(pages);
        return instance;
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      isRefused = true;
    }
    const buffer = new ArrayBuffer(instance.buffer.byteLength + pages * PAGE);
    new Uint8Array(buffer).set(new Uint8Array(instance.buffer));
    return plainly(buffer);
  }

  let kept: Instance | null = null;
  return {
    reserve(bytes) {
      if (bytes > MAX_KEPT) return instantiate(bytes);
      kept ??= instantiate(bytes);
      if (bytes > kept.buffer.byteLength) kept = grown(kept, bytes);
      return { buffer: kept.buffer, run: kept.run };
    },
  };
}
