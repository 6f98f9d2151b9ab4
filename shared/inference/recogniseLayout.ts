/** Recognises the detector layout of a graph: finds the image among its inputs, then tries the registered layouts. */
import { type Reason, reason } from "../core/reason.ts";
import { ELEMENT, type GraphFacts, type GraphTensor } from "./graphFacts.ts";
import type { Size } from "../core/box.ts";
import { recogniseGraph, type InputRole, type Layout } from "./layoutRegistry.ts";
import type { InputNames } from "./layouts/detectorLayout.ts";

export interface RecognisedLayout {
  readonly layout: Layout;
  readonly inputs: InputNames<InputRole>;
  /** Size of the image input, where the graph fixes it. */
  readonly inputSize: Size | null;
  /** Where the output's shape shows it. */
  readonly classCount: number | null;
  /** The graph takes exactly one image at a time. */
  readonly singleImage: boolean;
}

export type LayoutRead =
  | { readonly ok: true; readonly recognised: RecognisedLayout }
  | { readonly ok: false; readonly reason: Reason };

export function recogniseLayout(facts: GraphFacts): LayoutRead {
  const image =
    facts.inputs.find(({ name }) => name === "image") ??
    facts.inputs.find(({ dims }) => dims !== null && (dims.length === 4 || dims.length === 3));
  if (!image?.dims) return fail(facts, reason("no-image-input"));
  if (image.elementType !== ELEMENT.float) return fail(facts, reason("input-not-float"));
  const rank = image.dims.length;
  const channels = image.dims[rank - 3] ?? null;
  if ((rank !== 3 && rank !== 4) || (channels !== null && channels !== 3))
    return fail(facts, reason("input-not-planes"));
  const batch = rank === 4 ? (image.dims[0] ?? null) : 1;
  if (batch !== null && batch > 1) return fail(facts, reason("input-fixed-batch", { batch }));
  const [height, width] = [image.dims[rank - 2] ?? null, image.dims[rank - 1] ?? null];
  const inputSize = height !== null && width !== null && height > 0 && width > 0 ? { width, height } : null;

  const others = new Set(facts.inputs.filter((input) => input !== image).map(({ name }) => name));
  const found = recogniseGraph({ facts, image: image.name, rank, others, inputSize });
  if (!found) return fail(facts, reason("fits-no-layout"));
  const { layout, recognition } = found;
  const singleImage = batch === 1 || layout.splitBatch === null;
  return { ok: true, recognised: { layout: layout.name, ...recognition, inputSize, singleImage } };
}

function fail(facts: GraphFacts, why: Reason): LayoutRead {
  const list = (tensors: readonly GraphTensor[]) =>
    tensors
      .map(({ name, dims }) => `${name} [${dims?.map((side) => side ?? "?").join(", ") ?? "?"}]`)
      .join(", ")
      .slice(0, 240);
  const [inputs, outputs] = [list(facts.inputs) || "–", list(facts.outputs)];
  return { ok: false, reason: reason("layout-of-graph", { why, inputs, outputs }) };
}
