/** Facts about an ONNX graph, as far as recognising a detector needs them. */

/** ONNX element types that matter here (TensorProto.DataType). */
export const ELEMENT = { float: 1, uint8: 2, int32: 6, int64: 7, float16: 10, double: 11 } as const;

export interface GraphTensor {
  readonly name: string;
  readonly elementType: number;
  /** Null where a side is known only when the model runs; null as a whole where even the rank is unknown. */
  readonly dims: readonly (number | null)[] | null;
}

export interface GraphFacts {
  /** Without those that only name weights. */
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
  readonly producer: string;
  /** Version of the default operator set. */
  readonly opset: number;
  readonly metadata: ReadonlyMap<string, string>;
  readonly operators: ReadonlySet<string>;
  /** Files of weights, as the graph names them, relative to its folder. */
  readonly externalData: readonly string[];
  /** The highest score threshold of any NonMaxSuppression in the graph; null if there is none or it is not a constant. */
  readonly nmsScoreFloor: number | null;
}
