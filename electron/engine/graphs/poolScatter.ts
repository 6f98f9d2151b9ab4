/**
 * Rewrites how torchvision's exports put pooled regions back in order. They scatter a level's regions element by
 * element, each with an index of its own (`ScatterElements`, on one thread); scattering whole rows by one index each
 * (`ScatterND`) gives the same result in a tenth of the time.
 */
import { ELEMENT } from "../../../shared/inference/graphFacts.ts";
import { GRAPH, type GraphNode, type GraphNodes, nameOf, readGraphNodes } from "./graphNodes.ts";
import { decodeMessage, encodeMessage, fieldId, numberOf } from "./onnxMessages.ts";
import { delimited, joinBytes, readFields, WireError } from "./wireFields.ts";

const MODEL_GRAPH = fieldId("ModelProto", "graph");
/** Before it, constants of a graph had to be its inputs, too. */
const MIN_IR_VERSION = 4;

/**
 * The file with every such node rewritten and everything else bit for bit unchanged; null where there is none. A node
 * is rewritten only where the graph proves that both ways are equivalent: one index per row, and no row twice.
 * `ScatterND` itself checks that rows are written whole: it accepts only rows of the target's shape.
 */
export function rewritePoolScatters(file: Uint8Array): Uint8Array | null {
  try {
    const graph = onlyGraph(file);
    if (graph === null) return null;
    const nodes = readGraphNodes(graph);
    const places = nodes.nodes.flatMap((node) => placeOf(node, nodes) ?? []);
    if (places.length === 0 || nodes.shapes.has(ROWS) || nodes.makers.has(ROWS)) return null;
    const parts: Uint8Array[] = [];
    readFields(file, (id, _, start, end) =>
      parts.push(
        ...(id === MODEL_GRAPH ? delimited(MODEL_GRAPH, rewrittenGraph(graph, places)) : [file.subarray(start, end)]),
      ),
    );
    return joinBytes(parts);
  } catch (error) {
    // Damage is reported when the file itself is loaded.
    if (error instanceof WireError) return null;
    throw error;
  }
}

function onlyGraph(file: Uint8Array): Uint8Array | null {
  const { irVersion, graph } = decodeMessage("ModelProto", file);
  return graph.length === 1 && numberOf(irVersion) >= MIN_IR_VERSION ? (graph[0] as Uint8Array) : null;
}

interface Place {
  readonly scatter: GraphNode;
  /** Expands the index of a row to one for each of its elements. */
  readonly expand: GraphNode;
}

function placeOf(scatter: GraphNode, graph: GraphNodes): Place | null {
  const [, indices = "", updates = ""] = scatter.inputs;
  const { attributes } = scatter;
  if (
    scatter.operator !== "ScatterElements" ||
    (attributes.get("axis")?.integer ?? 0) !== 0 ||
    (attributes.get("reduction")?.text ?? "none") !== "none"
  )
    return null;
  const expand = graph.makers.get(indices);
  if (expand?.operator !== "Expand" || graph.readers.get(indices) !== 1) return null;
  const column = graph.makers.get(expand.inputs[0] ?? "");
  if (column?.operator !== "Reshape" || !isColumn(graph.shapes.get(column.inputs[1] ?? ""))) return null;
  const pooled = origin(updates, graph, ["Cast", "Identity"]);
  // Without a squeeze of a named axis the coordinates of a matrix could pass for a single list.
  const squeeze = graph.makers.get(column.inputs[0] ?? "");
  if (squeeze?.operator !== "Squeeze" || graph.shapes.get(squeeze.inputs[1] ?? "")?.length !== 1) return null;
  // No cast and no reshape may follow it either: numbers could become equal, or the coordinates a single list.
  const chosen = origin(squeeze.inputs[0] ?? "", graph, ["Identity", "Split", "Squeeze", "Transpose"]);
  return pooled === "RoiAlign" && chosen === "NonZero" ? { scatter, expand } : null;
}

/** -1, 1, 1, 1: one index per row. With fewer axes than the pooled regions have, the indices would run along another one. */
function isColumn(shape: readonly number[] | undefined): boolean {
  return shape?.join() === "-1,1,1,1";
}

const MAX_STEPS = 8;

/** The operator that produces a value, seen through those that only change its shape; a node with several outputs returns parts and is not one of them. */
function origin(value: string, { makers }: GraphNodes, through: readonly string[]): string | null {
  let name = value;
  for (let step = 0; step < MAX_STEPS; step++) {
    const maker = makers.get(name);
    if (maker === undefined) return null;
    if (!through.includes(maker.operator) || maker.outputs.length !== 1) return maker.operator;
    name = maker.inputs[0] ?? "";
  }
  return null;
}

/** The shape that gives each row its own index, as a constant of the graph. */
const ROWS = "loupe.rows";

/** The fields of the graph, rewritten. */
function rewrittenGraph(graph: Uint8Array, places: readonly Place[]): readonly Uint8Array[] {
  const nodes = new Map<number, readonly Uint8Array[]>();
  // What the file states about their shapes is no longer true.
  const changed = new Set<string>();
  for (const { scatter, expand } of places) {
    nodes.set(expand.message.byteOffset, withOperator(expand, "Reshape", [expand.inputs[0] ?? "", ROWS]));
    nodes.set(scatter.message.byteOffset, withOperator(scatter, "ScatterND", scatter.inputs));
    changed.add(expand.outputs[0] ?? "");
  }
  const parts: Uint8Array[] = [...delimited(GRAPH.initializer, [twoSides(ROWS, [-1, 1])])];
  readFields(graph, (id, payload, start, end) => {
    if (id === GRAPH.valueInfo && changed.has(nameOf(payload))) return;
    parts.push(...((id === GRAPH.node ? nodes.get(payload.byteOffset) : undefined) ?? [graph.subarray(start, end)]));
  });
  return parts;
}

/** A node with the name and the outputs of `node`, without its attributes. */
function withOperator(node: GraphNode, opType: string, input: readonly string[]): readonly Uint8Array[] {
  const { outputs: output, name } = node;
  return delimited(GRAPH.node, [
    encodeMessage("NodeProto", { input, output, opType, ...(name === "" ? {} : { name }) }),
  ]);
}

/** A TensorProto. */
function twoSides(name: string, sides: readonly [number, number]): Uint8Array {
  const rawData = new Uint8Array(16);
  const view = new DataView(rawData.buffer);
  sides.forEach((side, i) => view.setBigInt64(i * 8, BigInt(side), true));
  return encodeMessage("TensorProto", { dims: [2], dataType: ELEMENT.int64, name, rawData });
}
