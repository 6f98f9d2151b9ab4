/** Reads the facts of an ONNX file: inputs, outputs, metadata, operators, external data. */
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { ELEMENT, type GraphFacts, type GraphTensor } from "../../../shared/inference/graphFacts.ts";
import { decodeMessage, fieldId, isPresent, numberOf, type OnnxMessages, viewOf } from "./onnxMessages.ts";
import { readFields, WireError } from "./wireFields.ts";

export type GraphRead =
  | { readonly ok: true; readonly facts: GraphFacts }
  | { readonly ok: false; readonly reason: Reason };

/** Never throws for a damaged file. */
export function readOnnxGraph(file: Uint8Array): GraphRead {
  try {
    return readModel(file);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { ok: false, reason: error.reason };
  }
}

function readModel(file: Uint8Array): GraphRead {
  const model = decodeMessage("ModelProto", file);
  const graph: Graph = {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    operators: new Set(),
    externalData: new Set(),
    scalars: new Map(),
    floorNames: [],
    nodes: 0,
  };
  for (const message of model.graph) readGraph(message, graph, 0);
  if (model.graph.length !== 1 || graph.outputs.length === 0) return { ok: false, reason: reason("no-graph") };
  const pairs = model.metadataProps.map((pair) => decodeMessage("StringStringEntryProto", pair));
  const opset = model.opsetImport.filter(({ domain }) => domain === "" || domain === "ai.onnx").pop();
  return {
    ok: true,
    facts: {
      inputs: graph.inputs.filter(({ name }) => !graph.initializers.has(name)),
      outputs: graph.outputs,
      producer: model.producerName,
      opset: opset ? numberOf(opset.version) : 0,
      metadata: new Map(pairs.map(({ key, value }) => [key, value])),
      operators: graph.operators,
      externalData: [...graph.externalData],
      nmsScoreFloor: nmsScoreFloor(graph),
    },
  };
}

interface Graph {
  readonly inputs: GraphTensor[];
  readonly outputs: GraphTensor[];
  readonly initializers: Set<string>;
  readonly operators: Set<string>;
  readonly externalData: Set<string>;
  /** One-element float constants by name. */
  readonly scalars: Map<string, number>;
  /** Names of the score thresholds of all NonMaxSuppression nodes. */
  readonly floorNames: string[];
  nodes: number;
}

const GRAPH = {
  node: fieldId("GraphProto", "node"),
  initializer: fieldId("GraphProto", "initializer"),
  input: fieldId("GraphProto", "input"),
  output: fieldId("GraphProto", "output"),
} as const;

/** More than exporters write; an empty one takes two bytes in a file, so that a small file may have millions. */
const MAX_NODES = 1_000_000;

/** Deeper nesting than any exporter writes is an attack on the stack. */
const MAX_DEPTH = 16;

function readGraph(message: Uint8Array, graph: Graph, depth: number): void {
  if (depth > MAX_DEPTH) throw new WireError(reason("graph-too-deep", { most: MAX_DEPTH }));
  readFields(message, (id, payload) => {
    if (id === GRAPH.node) readNode(payload, graph, depth);
    if (id === GRAPH.initializer) readTensor(payload, graph, null);
    if (depth > 0) return;
    if (id === GRAPH.input) graph.inputs.push(readValueInfo(payload));
    if (id === GRAPH.output) graph.outputs.push(readValueInfo(payload));
  });
}

function readNode(message: Uint8Array, graph: Graph, depth: number): void {
  graph.nodes += 1;
  if (graph.nodes > MAX_NODES) throw new WireError(reason("graph-too-many-nodes", { most: MAX_NODES }));
  const { opType, input, output, attribute } = decodeMessage("NodeProto", message);
  graph.operators.add(opType);
  if (opType === "NonMaxSuppression" && input[4]) graph.floorNames.push(input[4]);
  for (const bytes of attribute) {
    const part = decodeMessage("AttributeProto", bytes);
    if (part.t.length > 0) readTensor(viewOf(part.t), graph, output[0] ?? "");
    if (part.g.length > 0) readGraph(viewOf(part.g), graph, depth + 1);
  }
}

/** `name` overrides the tensor's own: a constant is known by its node's output. */
function readTensor(message: Uint8Array, graph: Graph, name: string | null): void {
  const tensor = decodeMessage("TensorProto", message);
  for (const { key, value } of tensor.externalData) if (key === "location") graph.externalData.add(value);
  if (name === null) graph.initializers.add(tensor.name);
  const value = tensor.dataType === ELEMENT.float ? onlyFloat(tensor) : null;
  if (value !== null) graph.scalars.set(name ?? tensor.name, value);
}

/** The number in a tensor with one element. */
function onlyFloat({ dims, rawData, floatData }: OnnxMessages["TensorProto"]): number | null {
  if (dims.some((side) => numberOf(side) !== 1)) return null;
  const bytes = [viewOf(rawData), ...floatData].find(({ length }) => length === 4);
  return bytes ? new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true) : null;
}

function readValueInfo(message: Uint8Array): GraphTensor {
  const { name, type } = decodeMessage("ValueInfoProto", message);
  const tensor = type?.tensorType ?? null;
  return {
    name,
    elementType: tensor?.elemType ?? 0,
    dims:
      tensor?.shape?.dim.map((side) => {
        // Exporters write an unknown side as a name, as nothing, or as -1.
        const size = isPresent(side, "dimValue") ? numberOf(side.dimValue) : -1;
        return size >= 0 ? size : null;
      }) ?? null,
  };
}

/** Proposal stages use a floor far below 0; the floor that cuts the curve is the last stage's. */
function nmsScoreFloor({ floorNames, scalars }: Graph): number | null {
  const floors = floorNames.flatMap((name) => scalars.get(name) ?? []).filter((floor) => floor >= 0);
  return floors.length === 0 ? null : Math.min(1, Number(Math.max(...floors).toPrecision(6)));
}
