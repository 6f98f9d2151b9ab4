/** Tells which detector a graph is, by the names of its inputs and the shapes of its outputs; names of outputs differ by converter and are not looked at. */
import type { BilingualText } from "./describePlan.ts";
import { ELEMENT, type GraphFacts, type GraphTensor } from "./graphFacts.ts";
import type { Layout, ModelManifest } from "./modelManifest.ts";

export interface RecognisedLayout {
  readonly layout: Layout;
  readonly inputs: ModelManifest["inputs"];
  /** Of the image input, where the graph fixes it. */
  readonly inputSize: { readonly width: number; readonly height: number } | null;
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
  const named = byInputs(facts, image.name, others, inputSize !== null) ?? byOutputs(facts, image.name, rank, others);
  if (!named)
    return fail(
      facts,
      "the set of inputs and the shapes of outputs fit none of the known ones",
      "输入集合与输出形状不符合任何已知类型",
    );
  // A Paddle R-CNN's graph mixes the boxes of all images; its batch axis is open but only 1 works.
  return { ok: true, recognised: { ...named, inputSize, singleImage: batch === 1 || named.layout === "paddle-rcnn" } };
}

type Named = Pick<RecognisedLayout, "layout" | "inputs" | "classCount">;

/** Paddle's exports have input names that never change. */
function byInputs(facts: GraphFacts, image: string, others: ReadonlySet<string>, fixed: boolean): Named | null {
  const are = (...names: readonly string[]) => others.size === names.length && names.every((name) => others.has(name));
  const table = facts.outputs.some(
    ({ dims, elementType }) =>
      elementType === ELEMENT.float && (dims === null || (dims.length === 2 && (dims[1] === 6 || dims[1] === null))),
  );
  if (are("im_shape", "scale_factor") && table) {
    return {
      layout: fixed ? "paddle-detr" : "paddle-rcnn",
      inputs: { image, imShape: "im_shape", scaleFactor: "scale_factor" },
      classCount: null,
    };
  }
  if (are("im_info", "im_shape") && table)
    return { layout: "paddle-rcnn", inputs: { image, imInfo: "im_info", imShape: "im_shape" }, classCount: null };
  if (are("im_size") && table) return { layout: "paddle-yolo", inputs: { image, imSize: "im_size" }, classCount: null };
  const raw = rawPair(facts.outputs);
  if (are("scale_factor") && raw)
    return { layout: "paddle-raw", inputs: { image, scaleFactor: "scale_factor" }, classCount: raw.classCount };
  if (are("im_shape", "scale_factor") && raw) {
    return {
      layout: "paddle-raw",
      inputs: { image, imShape: "im_shape", scaleFactor: "scale_factor" },
      classCount: raw.classCount,
    };
  }
  if (are("scale_factor") && table)
    return { layout: "paddle-yolo", inputs: { image, scaleFactor: "scale_factor" }, classCount: null };
  return null;
}

function rawPair(outputs: readonly GraphTensor[]): { readonly classCount: number | null } | null {
  const threes = outputs.filter(({ dims, elementType }) => elementType === ELEMENT.float && dims?.length === 3);
  const boxes = threes.find(({ dims }) => dims?.[2] === 4) ?? null;
  const scores = threes.find((output) => output !== boxes) ?? null;
  return boxes && scores ? { classCount: scores.dims?.[1] ?? null } : null;
}

/** A single input: torchvision's has no batch axis, Ultralytics' has. */
function byOutputs(facts: GraphFacts, image: string, rank: number, others: ReadonlySet<string>): Named | null {
  if (others.size > 0) return null;
  const { outputs } = facts;
  if (rank === 3) {
    const boxes = outputs.some(({ dims }) => dims?.length === 2 && (dims[1] === 4 || dims[1] === null));
    const labels = outputs.some(
      ({ elementType, dims }) => elementType === ELEMENT.int64 && (dims === null || dims.length === 1),
    );
    return boxes && labels ? { layout: "torchvision", inputs: { image }, classCount: null } : null;
  }
  const table = outputs[0];
  if (outputs.length !== 1 || table?.elementType !== ELEMENT.float || table.dims?.length !== 3) return null;
  const [, rows, columns] = table.dims;
  if (columns === 6) return { layout: "ultralytics-end2end", inputs: { image }, classCount: null };
  const wide =
    rows !== null && rows !== undefined && rows > 4 && (columns === null || columns === undefined || columns > rows);
  if (wide) return { layout: "ultralytics-raw", inputs: { image }, classCount: rows - 4 };
  return facts.metadata.has("names") && rows === null
    ? { layout: "ultralytics-raw", inputs: { image }, classCount: null }
    : null;
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
