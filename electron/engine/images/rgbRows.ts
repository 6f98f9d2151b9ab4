/** Types of the resizing code: source pixels, target size, and the sink that receives rows. */

export interface RgbPixels {
  readonly width: number;
  readonly height: number;
  /** Interleaved; length width * height * 3. */
  readonly rgb: Uint8Array;
}

export interface ResampleTarget {
  readonly width: number;
  readonly height: number;
  /** Source pixels per target pixel: how the sampling grid lies over the source. */
  readonly ratio: { readonly x: number; readonly y: number };
}

/** Gets row `y` (length width * 3); the array is reused for the next row. */
export type RowSink = (y: number, row: Uint8Array) => void;

/** The same for values that keep their fractions. */
export type FloatRowSink = (y: number, row: Float32Array) => void;
