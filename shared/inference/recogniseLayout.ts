/** Tells which detector a graph is: finds the image among its inputs, then asks the registered layouts. */
import type { BilingualText } from "./describePlan.ts";
import { ELEMENT, type GraphFacts, type GraphTensor } from "./graphFacts.ts";
import type { Size } from "../core/box.ts";
import { recogniseGraph, type InputRole, type Layout } from "./layoutRegistry.ts";
import type { InputNames } from "./layouts/detectorLayout.ts";

export interface RecognisedLayout {
  readonly layout: Layout;
  readonly inputs: InputNames<InputRole>;
  /** Of the image input, where the graph fixes it. */
  readonly inputSize: Size | null;
  /** Where the output's shape tells it. */
  readonly classCount: number | null;
  /** The graph takes exactly one image at a time. */
  readonly singleImage: boolean;
}

export type LayoutRead =
  | { readonly ok: true; readonly recognised: RecognisedLayout }
  | { readonly ok: false; readonly reason: BilingualText };

export function recogniseLayout(facts: GraphFacts): LayoutRead {
  const image =
    facts.inputs.find(({ name }) => name === "image") ??
    facts.inputs.find(({ dims }) => dims !== null && (dims.length === 4 || dims.length === 3));
  if (!image?.dims) return fail(facts, "no input is an image", "没有图片输入");
  if (image.elementType !== ELEMENT.float)
    return fail(
      facts,
      "the image's input is not of 32-bit floats; export it without half precision",
      "图片输入不是 32 位浮点数，请不使用半精度导出",
    );
  const rank = image.dims.length;
  const channels = image.dims[rank - 3] ?? null;
  if ((rank !== 3 && rank !== 4) || (channels !== null && channels !== 3))
    return fail(facts, "the image's input does not have three channels in planes", "图片输入不是按平面排列的三通道");
  const batch = rank === 4 ? (image.dims[0] ?? null) : 1;
  if (batch !== null && batch > 1)
    return fail(
      facts,
      `it takes exactly ${batch} images at a time; export it for a batch of 1`,
      `它每次固定处理 ${batch} 张图片，请以批大小 1 导出`,
    );
  const [height, width] = [image.dims[rank - 2] ?? null, image.dims[rank - 1] ?? null];
  const inputSize = height !== null && width !== null && height > 0 && width > 0 ? { width, height } : null;

  const others = new Set(facts.inputs.filter((input) => input !== image).map(({ name }) => name));
  const found = recogniseGraph({ facts, image: image.name, rank, others, inputSize });
  if (!found)
    return fail(
      facts,
      "the set of inputs and the shapes of outputs fit none of the known ones",
      "输入集合与输出形状不符合任何已知类型",
    );
  const { layout, recognition } = found;
  const singleImage = batch === 1 || layout.splitBatch === null;
  return { ok: true, recognised: { layout: layout.name, ...recognition, inputSize, singleImage } };
}

function fail(facts: GraphFacts, en: string, zh: string): LayoutRead {
  const list = (tensors: readonly GraphTensor[]) =>
    tensors
      .map(({ name, dims }) => `${name} [${dims?.map((side) => side ?? "?").join(", ") ?? "?"}]`)
      .join(", ")
      .slice(0, 240);
  const [inputs, outputs] = [list(facts.inputs) || "–", list(facts.outputs)];
  return {
    ok: false,
    reason: { en: `${en} (inputs: ${inputs}; outputs: ${outputs})`, zh: `${zh}（输入：${inputs}；输出：${outputs}）` },
  };
}
