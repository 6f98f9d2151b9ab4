/** Memory for tensors that is used again and again, shared with the threads of the sessions: no copy on the way there, nothing for the collector to sweep. */

export interface TensorMemory {
  /** `length` floats with whatever they held before. */
  take(length: number): Float32Array;
  /** Whoever took it reads it no more. */
  give(data: Float32Array): void;
}

/** Keeps at most `most` pieces that are free. */
export function createTensorMemory(most: number): TensorMemory {
  const free: SharedArrayBuffer[] = [];
  return {
    take(length) {
      const bytes = length * Float32Array.BYTES_PER_ELEMENT;
      const fitting = free.findIndex((piece) => piece.byteLength >= bytes);
      const piece = fitting < 0 ? new SharedArrayBuffer(bytes) : (free.splice(fitting, 1)[0] as SharedArrayBuffer);
      return new Float32Array(piece, 0, length);
    },
    give({ buffer }) {
      if (!(buffer instanceof SharedArrayBuffer)) return;
      free.push(buffer);
      // The oldest is the likeliest of a size that no image has any more.
      if (free.length > most) free.shift();
    },
  };
}
