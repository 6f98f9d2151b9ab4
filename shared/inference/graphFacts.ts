/** What the graph of an ONNX file says about itself, as far as recognising a detector needs it. */

/** ONNX element types that matter here (TensorProto.DataType). */
export const ELEMENT = { float: 1, uint8: 2, int32: 6, int64: 7, float16: 10, double: 11 } as const;

export interface GraphTensor {
  readonly name: string;
  readonly elementType: number;
  /** Null where a side is only known when the model runs; null as a whole where even the rank is unknown. */
  readonly dims: readonly (number | null)[] | null;
}

export interface GraphFacts {
  /** Without those that are only names of weights. */
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
  readonly producer: string;
  /** Of the default operator set. */
  readonly opset: number;
  readonly metadata: ReadonlyMap<string, string>;
  readonly operators: ReadonlySet<string>;
  /** Files that hold weights, as the graph names them, relative to its folder. */
  readonly externalData: readonly string[];
  /** The highest score below which a NonMaxSuppression of the graph drops boxes; null if there is none or it is not a constant. */
  readonly nmsScoreFloor: number | null;
}
