/** Values for every input of a graph that is only tried: a black image of a plausible size, and the matching sizes. */
import type { Size } from "../../../shared/core/box.ts";
import type { GraphFacts } from "../../../shared/inference/graphFacts.ts";
import { ELEMENT } from "../../../shared/inference/graphFacts.ts";
import { type SessionFeed, typedValues } from "./sessionFeeds.ts";

const USUAL: Size = { width: 640, height: 480 };

/** A gigabyte of 32-bit floats: no plausible image is larger. */
const MAX_VALUES = 2 ** 28;

/**
 * Null when the graph takes something other than numbers of the three types, or more of them than memory should hold.
 * `size`: of the image, where the graph leaves it open; the caller has seen that memory holds it.
 */
export function trialFeeds(
  facts: Pick<GraphFacts, "inputs">,
  { size }: { readonly size?: Size } = {},
): readonly SessionFeed[] | null {
  const image = facts.inputs.find(({ dims }) => dims !== null && dims.length >= 3)?.dims ?? [];
  const usual = size ?? USUAL;
  const height = image[image.length - 2] ?? usual.height;
  const width = image[image.length - 1] ?? usual.width;
  const most = Math.max(MAX_VALUES, 3 * usual.width * usual.height);
  const feeds: SessionFeed[] = [];
  for (const { name, elementType, dims } of facts.inputs) {
    const type =
      elementType === ELEMENT.float
        ? "float32"
        : elementType === ELEMENT.int32
          ? "int32"
          : elementType === ELEMENT.int64
            ? "int64"
            : null;
    if (type === null || dims === null) return null;
    const rank = dims.length;
    const sides = dims.map(
      (side, axis) =>
        side ?? (rank < 3 ? 1 : axis === rank - 1 ? width : axis === rank - 2 ? height : axis === rank - 3 ? 3 : 1),
    );
    const count = sides.reduce((product, side) => product * side, 1);
    if (count > most) return null;
    const values = new Float32Array(count);
    if (rank < 3) values.set(sizeValues(name, values.length, height, width));
    feeds.push({ name, type, dims: sides, data: typedValues(type, values) });
  }
  return feeds;
}

function sizeValues(name: string, count: number, height: number, width: number): readonly number[] {
  return name === "scale_factor" ? [1, 1].slice(0, count) : [height, width, 1].slice(0, count);
}

/** A 3 x 3 convolution and a sigmoid over 8 x 8 pixels, opset 13: shows whether a provider works at all. */
export const TRIAL_GRAPH: Uint8Array = Buffer.from(
  "CAgSBWxvdXBlOvMBCiIKAXgKAXcSAWMiBENvbnYqEQoEcGFkc0ABQAFAAUABoAEHCg8KAWMSAXkiB1NpZ21vaWQSBXRyaWFsKnsIAQgDCAMIAxABQgF3Smy+hPa+OY7jvrSX0L4vob2+q6qqvia0l76hvYS+OY5j" +
    "vi+hPb4mtBe+OY7jvSa0l70mtBe9AAAAACa0Fz0mtJc9OY7jPSa0Fz4voT0+OY5jPqG9hD4mtJc+q6qqPi+hvT60l9A+OY7jPr6E9j5aGwoBeBIWChQIARIQCgIIAQoCCAMKAggICgIICGIbCgF5EhYKFAgBEhAKAggBCgIIAQoCCAgKAggIQgQKABAN",
  "base64",
);
