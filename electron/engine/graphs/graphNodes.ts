/** The nodes of an ONNX graph with the producer and the consumers of each value, as rewriting a graph requires. */
import { reason } from "../../../shared/core/reason.ts";
import { ELEMENT } from "../../../shared/inference/graphFacts.ts";
import { decodeMessage, fieldId, isPresent, numberOf, viewOf } from "./onnxMessages.ts";
import { readFields, WireError } from "./wireFields.ts";

export const GRAPH = {
  node: fieldId("GraphProto", "node"),
  initializer: fieldId("GraphProto", "initializer"),
  output: fieldId("GraphProto", "output"),
  valueInfo: fieldId("GraphProto", "valueInfo"),
} as const;

export interface GraphNode {
  /** As encoded in the file. */
  readonly message: Uint8Array;
  readonly name: string;
  /** Prefixed with its domain unless that is ONNX's own. */
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, NodeAttribute>;
}

export interface NodeAttribute {
  readonly integer: number;
  readonly text: string;
  /** The values of a short list of integers, null for any other tensor. */
  readonly shape: readonly number[] | null;
  readonly graphs: readonly Uint8Array[];
}

export interface GraphNodes {
  readonly nodes: readonly GraphNode[];
  /** Nodes by each of their outputs. */
  readonly makers: ReadonlyMap<string, GraphNode>;
  /** How often each value is read: by nodes of this graph, by nested graphs, as an output. */
  readonly readers: ReadonlyMap<string, number>;
  /** Constants that are short lists of integers. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** More than exporters write; each node costs a few hundred bytes here, and an empty one two in a file. */
const MAX_NODES = 200_000;

/** `message`: a GraphProto. Throws `WireError` for damage. */
export function readGraphNodes(message: Uint8Array): GraphNodes {
  const nodes: GraphNode[] = [];
  const makers = new Map<string, GraphNode>();
  const readers = new Map<string, number>();
  const shapes = new Map<string, readonly number[]>();
  readFields(message, (id, payload) => {
    if (id === GRAPH.node) {
      if (nodes.length === MAX_NODES) throw new WireError(reason("graph-too-many-nodes", { most: MAX_NODES }));
      const node = readNode(payload);
      nodes.push(node);
      for (const output of node.outputs) makers.set(output, node);
      const shape = node.operator === "Constant" ? node.attributes.get("value")?.shape : null;
      if (shape) shapes.set(node.outputs[0] ?? "", shape);
    }
    if (id === GRAPH.initializer) {
      const { name, shape } = readShape(payload);
      if (shape) shapes.set(name, shape);
    }
  });
  countReaders(message, readers, 0);
  return { nodes, makers, readers, shapes };
}

/** Deeper nesting than any exporter writes is an attack on the stack. */
const MAX_DEPTH = 16;

function countReaders(graph: Uint8Array, readers: Map<string, number>, depth: number): void {
  if (depth > MAX_DEPTH) throw new WireError(reason("graph-too-deep", { most: MAX_DEPTH }));
  const count = (name: string) => readers.set(name, (readers.get(name) ?? 0) + 1);
  readFields(graph, (id, payload) => {
    if (id === GRAPH.node) {
      const { inputs, attributes } = readNode(payload);
      inputs.forEach(count);
      for (const { graphs } of attributes.values()) for (const inner of graphs) countReaders(inner, readers, depth + 1);
    }
    // A nested graph may return a value of the outer graph unchanged.
    if (id === GRAPH.output) count(nameOf(payload));
  });
}

function readNode(message: Uint8Array): GraphNode {
  const { input, output, opType, domain, name, attribute } = decodeMessage("NodeProto", message);
  return {
    message,
    name,
    operator: domain === "" || domain === "ai.onnx" ? opType : `${domain}.${opType}`,
    inputs: input,
    outputs: output,
    attributes: new Map(attribute.map(readAttribute)),
  };
}

function readAttribute(message: Uint8Array): [string, NodeAttribute] {
  const { name, i, s, t, g, graphs } = decodeMessage("AttributeProto", message);
  const inner = [...(g.length > 0 ? [viewOf(g)] : []), ...graphs];
  return [
    name,
    {
      integer: numberOf(i),
      text: utf8(viewOf(s)),
      shape: t.length > 0 ? readShape(viewOf(t)).shape : null,
      graphs: inner,
    },
  ];
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Longer than any list of axes. */
const MAX_SHAPE_BYTES = 8 * 16;

function readShape(tensor: Uint8Array): { readonly name: string; readonly shape: readonly number[] | null } {
  const message = decodeMessage("TensorProto", tensor);
  const { name, dataType, rawData } = message;
  return {
    name,
    shape: dataType === ELEMENT.int64 && isPresent(message, "rawData") ? wholeNumbers(viewOf(rawData)) : null,
  };
}

function wholeNumbers(raw: Uint8Array): readonly number[] | null {
  if (raw.length > MAX_SHAPE_BYTES) return null;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / 8) }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}

/** From a ValueInfoProto. */
export function nameOf(valueInfo: Uint8Array): string {
  return decodeMessage("ValueInfoProto", valueInfo).name;
}
