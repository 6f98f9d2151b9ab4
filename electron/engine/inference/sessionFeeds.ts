/** The input values of a graph for a batch of images, as plain typed arrays. */
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { ImageTensor } from "../images/imageTensor.ts";
import type { ModelFiles } from "../models/modelFiles.ts";

export interface SessionFeed {
  readonly name: string;
  readonly type: "float32" | "int32" | "int64";
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** All tensors of one size; the layout defines what each input means. */
export function feedsOf(
  { manifest }: Pick<ModelFiles, "manifest">,
  tensors: readonly ImageTensor[],
): readonly SessionFeed[] {
  const { inputs, layout } = manifest;
  const { height, width } = tensors[0]?.plan.padded ?? { height: 0, width: 0 };
  const count = tensors.length;
  const { imageAxes, sideInputs } = layoutOf(layout);
  const dims = imageAxes === 3 ? [3, height, width] : [count, 3, height, width];
  const image: SessionFeed = { name: inputs.image, type: "float32", dims, data: joined(tensors) };
  const perImage = tensors.map(({ plan }) => sideInputs(inputs, plan));
  const others = (perImage[0] ?? []).map(({ name, type }, i): SessionFeed => {
    const values = perImage.flatMap((side) => side[i]?.values ?? []);
    return { name, type, dims: [count, values.length / count], data: typedValues(type, values) };
  });
  return [image, ...others];
}

/** Plain numbers as an array of the type that the graph takes. */
export function typedValues(type: SessionFeed["type"], values: ArrayLike<number>): SessionFeed["data"] {
  switch (type) {
    case "float32":
      return values instanceof Float32Array ? values : Float32Array.from(values);
    case "int32":
      return Int32Array.from(values);
    case "int64":
      return BigInt64Array.from(values, BigInt);
  }
}

/** A single tensor that is shared, or fills its buffer, is passed as it is: posting a view of unshared memory would copy the whole buffer. */
function joined(tensors: readonly ImageTensor[]): Float32Array {
  const [first] = tensors;
  if (
    tensors.length === 1 &&
    first &&
    (first.data.buffer instanceof SharedArrayBuffer || first.data.byteLength === first.data.buffer.byteLength)
  )
    return first.data;
  const data = new Float32Array(tensors.reduce((total, tensor) => total + tensor.data.length, 0));
  let at = 0;
  for (const tensor of tensors) {
    data.set(tensor.data, at);
    at += tensor.data.length;
  }
  return data;
}
