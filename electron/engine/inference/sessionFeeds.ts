/** The values of a graph's inputs for a batch of images, as plain typed arrays. */
import type { PreprocessPlan } from "../../../shared/inference/preprocessPlan.ts";
import type { ImageTensor } from "../images/imageTensor.ts";
import type { ModelFiles } from "../models/modelFiles.ts";

export interface SessionFeed {
  readonly name: string;
  readonly type: "float32" | "int32" | "int64";
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** All tensors of one size; what each input means is in the layout's contract. */
export function feedsOf(
  { manifest }: Pick<ModelFiles, "manifest">,
  tensors: readonly ImageTensor[],
): readonly SessionFeed[] {
  const { inputs, layout } = manifest;
  const { height, width } = tensors[0]?.plan.padded ?? { height: 0, width: 0 };
  const count = tensors.length;
  const plans = tensors.map(({ plan }) => plan);
  const dims = layout === "torchvision" ? [3, height, width] : [count, 3, height, width];
  const feeds: SessionFeed[] = [{ name: inputs.image, type: "float32", dims, data: joined(tensors) }];
  const rows = (name: string, row: (plan: PreprocessPlan) => readonly number[]) => {
    const data = Float32Array.from(plans.flatMap(row));
    feeds.push({ name, type: "float32", dims: [count, data.length / count], data });
  };
  // PaddleX 1.x (which has im_info): im_shape is the original image's; later ones: the resized image's, before padding. Height comes first.
  if (inputs.imShape)
    rows(inputs.imShape, ({ source, resized }) =>
      inputs.imInfo ? [source.height, source.width, 1] : [resized.height, resized.width],
    );
  if (inputs.scaleFactor) rows(inputs.scaleFactor, ({ scale }) => [scale.y, scale.x]);
  if (inputs.imInfo) rows(inputs.imInfo, ({ resized, scale }) => [resized.height, resized.width, scale.x]);
  if (inputs.imSize) {
    feeds.push({
      name: inputs.imSize,
      type: "int32",
      dims: [count, 2],
      data: Int32Array.from(plans.flatMap(({ source }) => [source.height, source.width])),
    });
  }
  return feeds;
}

/** A single tensor that is shared, or fills its buffer, goes as it is: sending a view of memory that is not shared would send all of it. */
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
