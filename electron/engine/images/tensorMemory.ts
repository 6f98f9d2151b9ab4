/** A pool of tensor memory shared with the session threads: tensors reach them without a copy and leave nothing for the garbage collector. */

export interface TensorMemory {
  /** `length` floats with whatever they held before. */
  take(length: number): Float32Array;
  /** Gives it back; the caller must not read it any more. */
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
