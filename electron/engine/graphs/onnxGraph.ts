/** Reads the facts of an ONNX file: inputs, outputs, metadata, operators, external data. Field numbers are those of onnx.proto. */
import type { GraphFacts, GraphTensor } from "../../../shared/inference/graphFacts.ts";
import { isNegative, readFields, utf8, WireError } from "./protobuf.ts";

export type GraphRead =
  | { readonly ok: true; readonly facts: GraphFacts }
  | { readonly ok: false; readonly reason: string };

/** Never throws for a damaged file. */
export function readOnnxGraph(file: Uint8Array): GraphRead {
  const model: Model = { producer: "", opset: 0, metadata: new Map(), graphs: 0 };
  const graph: Graph = {
    inputs: [],
    outputs: [],
    initializers: new Set(),
    operators: new Set(),
    externalData: new Set(),
    scalars: new Map(),
    floorNames: [],
  };
  try {
    readFields(file, ({ field, bytes }) => {
      if (field === 2) model.producer = utf8(bytes);
      if (field === 7) {
        model.graphs += 1;
        readGraph(bytes, graph, 0);
      }
      if (field === 8) readOpset(bytes, model);
      if (field === 14) model.metadata.set(...readPair(bytes));
    });
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { ok: false, reason: error.message };
  }
  if (model.graphs !== 1 || graph.outputs.length === 0) return { ok: false, reason: "it holds no graph" };
  return {
    ok: true,
    facts: {
      inputs: graph.inputs.filter(({ name }) => !graph.initializers.has(name)),
      outputs: graph.outputs,
      producer: model.producer,
      opset: model.opset,
      metadata: model.metadata,
      operators: graph.operators,
      externalData: [...graph.externalData],
      nmsScoreFloor: nmsScoreFloor(graph),
    },
  };
}

interface Model {
  producer: string;
  opset: number;
  readonly metadata: Map<string, string>;
  graphs: number;
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
}

/** Deeper nesting than any exporter writes is an attack on the stack. */
const MAX_DEPTH = 16;

function readGraph(message: Uint8Array, graph: Graph, depth: number): void {
  if (depth > MAX_DEPTH) throw new WireError("its graphs are nested too deeply");
  readFields(message, ({ field, bytes }) => {
    if (field === 1) readNode(bytes, graph, depth);
    if (field === 5) readTensor(bytes, graph, null);
    if (depth > 0) return;
    if (field === 11) graph.inputs.push(readValueInfo(bytes));
    if (field === 12) graph.outputs.push(readValueInfo(bytes));
  });
}

function readNode(message: Uint8Array, graph: Graph, depth: number): void {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Uint8Array[] = [];
  let operator = "";
  readFields(message, ({ field, bytes }) => {
    if (field === 1) inputs.push(utf8(bytes));
    if (field === 2) outputs.push(utf8(bytes));
    if (field === 4) operator = utf8(bytes);
    if (field === 5) attributes.push(bytes);
  });
  graph.operators.add(operator);
  if (operator === "NonMaxSuppression" && inputs[4]) graph.floorNames.push(inputs[4]);
  for (const attribute of attributes) {
    readFields(attribute, ({ field, bytes }) => {
      if (field === 5) readTensor(bytes, graph, outputs[0] ?? "");
      if (field === 6) readGraph(bytes, graph, depth + 1);
    });
  }
}

/** `name` overrides the tensor's own: a constant goes by its node's output. */
function readTensor(message: Uint8Array, graph: Graph, name: string | null): void {
  let own = "";
  let type = 0;
  let elements = 1;
  let value: number | null = null;
  readFields(message, ({ field, bytes, value: number }) => {
    // Packed sides come as bytes; a single value has at most one side, of 1.
    if (field === 1) elements *= bytes.length === 0 ? number : bytes.length === 1 ? (bytes[0] ?? 0) : 0;
    if (field === 2) type = number;
    if (field === 8) own = utf8(bytes);
    if (field === 13) {
      const [key, text] = readPair(bytes);
      if (key === "location") graph.externalData.add(text);
    }
    const four = bytes.length === 4 ? new DataView(bytes.buffer, bytes.byteOffset, 4) : null;
    if ((field === 9 || field === 4) && four) value = four.getFloat32(0, true);
  });
  if (name === null) graph.initializers.add(own);
  if (type === 1 && elements === 1 && value !== null) graph.scalars.set(name ?? own, value);
}

function readValueInfo(message: Uint8Array): GraphTensor {
  let name = "";
  let elementType = 0;
  let dims: (number | null)[] | null = null;
  readFields(message, ({ field, bytes }) => {
    if (field === 1) name = utf8(bytes);
    if (field !== 2) return;
    readFields(bytes, ({ field: kind, bytes: type }) => {
      if (kind !== 1) return;
      readFields(type, ({ field: part, bytes: shape, value }) => {
        if (part === 1) elementType = value;
        if (part === 2) dims = readShape(shape);
      });
    });
  });
  return { name, elementType, dims };
}

function readShape(message: Uint8Array): (number | null)[] {
  const dims: (number | null)[] = [];
  readFields(message, ({ field, bytes }) => {
    if (field !== 1) return;
    let size: number | null = null;
    // Exporters write an unknown side as a name, as nothing, or as -1.
    readFields(bytes, ({ field: kind, value }) => {
      if (kind === 1 && !isNegative(value)) size = value;
    });
    dims.push(size);
  });
  return dims;
}

function readOpset(message: Uint8Array, model: Model): void {
  let domain = "";
  let version = 0;
  readFields(message, ({ field, bytes, value }) => {
    if (field === 1) domain = utf8(bytes);
    if (field === 2) version = value;
  });
  if (domain === "" || domain === "ai.onnx") model.opset = version;
}

function readPair(message: Uint8Array): [string, string] {
  let key = "";
  let value = "";
  readFields(message, ({ field, bytes }) => {
    if (field === 1) key = utf8(bytes);
    if (field === 2) value = utf8(bytes);
  });
  return [key, value];
}

/** Proposal stages use a floor far below 0; the last stage's is the one that cuts the curve. */
function nmsScoreFloor({ floorNames, scalars }: Graph): number | null {
  const floors = floorNames.flatMap((name) => scalars.get(name) ?? []).filter((floor) => floor >= 0);
  return floors.length === 0 ? null : Math.min(1, Number(Math.max(...floors).toPrecision(6)));
}
