/** The nodes of an ONNX graph with who makes and who reads each value: what is needed to exchange one way of computing for another. */
import { readFields, utf8, WireError } from "./protobuf.ts";

/** Field numbers of onnx.proto. */
export const GRAPH = { node: 1, initializer: 5, output: 12, valueInfo: 13 } as const;
export const NODE = { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
export const INT64 = 7;
const ATTRIBUTE = { name: 1, integer: 3, string: 4, tensor: 5, graph: 6, graphs: 11 } as const;

export interface GraphNode {
  /** As it stands in the file. */
  readonly message: Uint8Array;
  /** With its domain in front, unless that is ONNX's own. */
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, NodeAttribute>;
}

export interface NodeAttribute {
  readonly integer: number;
  readonly text: string;
  /** Values of a short list of whole numbers, null for any other tensor. */
  readonly shape: readonly number[] | null;
  readonly graphs: readonly Uint8Array[];
}

export interface GraphNodes {
  readonly nodes: readonly GraphNode[];
  /** By each of their outputs. */
  readonly makers: ReadonlyMap<string, GraphNode>;
  /** How often each value is read: by nodes of this graph, by graphs inside them, as an output. */
  readonly readers: ReadonlyMap<string, number>;
  /** Constants that are short lists of whole numbers. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** More than exporters write; each costs a few hundred bytes here, and an empty one two in a file. */
const MAX_NODES = 200_000;

/** `message`: a GraphProto. Throws `WireError` for damage. */
export function readGraphNodes(message: Uint8Array): GraphNodes {
  const nodes: GraphNode[] = [];
  const makers = new Map<string, GraphNode>();
  const readers = new Map<string, number>();
  const shapes = new Map<string, readonly number[]>();
  readFields(message, ({ field, bytes }) => {
    if (field === GRAPH.node) {
      if (nodes.length === MAX_NODES) throw new WireError("it has too many nodes");
      const node = readNode(bytes);
      nodes.push(node);
      for (const output of node.outputs) makers.set(output, node);
      const shape = node.operator === "Constant" ? node.attributes.get("value")?.shape : null;
      if (shape) shapes.set(node.outputs[0] ?? "", shape);
    }
    if (field === GRAPH.initializer) {
      const { name, shape } = readShape(bytes);
      if (shape) shapes.set(name, shape);
    }
  });
  countReaders(message, readers, 0);
  return { nodes, makers, readers, shapes };
}

/** Deeper nesting than any exporter writes is an attack on the stack. */
const MAX_DEPTH = 16;

function countReaders(graph: Uint8Array, readers: Map<string, number>, depth: number): void {
  if (depth > MAX_DEPTH) throw new WireError("its graphs are nested too deeply");
  const count = (name: string) => readers.set(name, (readers.get(name) ?? 0) + 1);
  readFields(graph, ({ field, bytes }) => {
    if (field === GRAPH.node) {
      const { inputs, attributes } = readNode(bytes);
      inputs.forEach(count);
      for (const { graphs } of attributes.values()) for (const inner of graphs) countReaders(inner, readers, depth + 1);
    }
    // A graph inside may hand out a value of the graph around it as it is.
    if (field === GRAPH.output) count(nameOf(bytes));
  });
}

function readNode(message: Uint8Array): GraphNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, NodeAttribute>();
  let operator = "";
  let domain = "";
  readFields(message, ({ field, bytes }) => {
    if (field === NODE.input) inputs.push(utf8(bytes));
    if (field === NODE.output) outputs.push(utf8(bytes));
    if (field === NODE.operator) operator = utf8(bytes);
    if (field === NODE.attribute) attributes.set(...readAttribute(bytes));
    if (field === NODE.domain) domain = utf8(bytes);
  });
  return {
    message,
    operator: domain === "" || domain === "ai.onnx" ? operator : `${domain}.${operator}`,
    inputs,
    outputs,
    attributes,
  };
}

function readAttribute(message: Uint8Array): [string, NodeAttribute] {
  const graphs: Uint8Array[] = [];
  let name = "";
  let integer = 0;
  let text = "";
  let shape: readonly number[] | null = null;
  readFields(message, ({ field, bytes, value }) => {
    if (field === ATTRIBUTE.name) name = utf8(bytes);
    if (field === ATTRIBUTE.integer) integer = value;
    if (field === ATTRIBUTE.string) text = utf8(bytes);
    if (field === ATTRIBUTE.tensor) shape = readShape(bytes).shape;
    if (field === ATTRIBUTE.graph || field === ATTRIBUTE.graphs) graphs.push(bytes);
  });
  return [name, { integer, text, shape, graphs }];
}

/** Longer than any list of sides. */
const MAX_SHAPE_BYTES = 8 * 16;

function readShape(tensor: Uint8Array): { readonly name: string; readonly shape: readonly number[] | null } {
  let name = "";
  let type = 0;
  let raw: Uint8Array | null = null;
  readFields(tensor, ({ field, bytes, value }) => {
    if (field === TENSOR.name) name = utf8(bytes);
    if (field === TENSOR.type) type = value;
    if (field === TENSOR.raw) raw = bytes;
  });
  return { name, shape: type === INT64 && raw !== null ? wholeNumbers(raw) : null };
}

function wholeNumbers(raw: Uint8Array): readonly number[] | null {
  if (raw.length > MAX_SHAPE_BYTES) return null;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Array.from({ length: Math.floor(raw.length / 8) }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}

/** Of a ValueInfoProto. */
export function nameOf(valueInfo: Uint8Array): string {
  let name = "";
  readFields(valueInfo, ({ field, bytes }) => {
    if (field === 1) name = utf8(bytes);
  });
  return name;
}
