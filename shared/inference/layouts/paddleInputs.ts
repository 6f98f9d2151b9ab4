/** The inputs that Paddle's exports have besides the image, and their values; height comes first in all of them. */
import type { PreprocessPlan } from "../preprocessPlan.ts";
import type { InputNames, SideInput } from "./detectorLayout.ts";

/** `imInfo` and `imSize` belong to PaddleX 1.x exports. */
export type PaddleRole = "imShape" | "scaleFactor" | "imInfo" | "imSize";

export function paddleSideInputs<Role extends PaddleRole>(
  inputs: InputNames<Role>,
  { source, resized, scale }: PreprocessPlan,
): readonly SideInput[] {
  const { imShape, scaleFactor, imInfo, imSize }: InputNames<PaddleRole> = inputs;
  const float = (name: string | undefined, values: readonly number[]): readonly SideInput[] =>
    name === undefined ? [] : [{ name, type: "float32", values }];
  return [
    // In PaddleX 1.x (which has im_info) im_shape is the original image's; in later exports the resized image's, before padding.
    ...float(imShape, imInfo === undefined ? [resized.height, resized.width] : [source.height, source.width, 1]),
    ...float(scaleFactor, [scale.y, scale.x]),
    ...float(imInfo, [resized.height, resized.width, scale.x]),
    ...(imSize === undefined ? [] : [{ name: imSize, type: "int32" as const, values: [source.height, source.width] }]),
  ];
}
