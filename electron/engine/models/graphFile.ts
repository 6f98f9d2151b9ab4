/** A model's graph as a file: read, hashed and checked together with its weights, never loaded into a runtime. */
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { GraphFacts } from "../../../shared/inference/graphFacts.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import { readRegularFile } from "../files/regularFile.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { modelFailure } from "./modelFailures.ts";
import { externalDataProblem, type ModelFolder } from "./modelFolder.ts";
import { hashFile } from "./pinnedGraph.ts";

export interface GraphFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly weights: ModelManifest["weights"];
  readonly facts: GraphFacts;
}

export type GraphFileRead = ({ readonly ok: true } & GraphFile) | { readonly ok: false; readonly failure: Failure };

/** Reads, hashes and checks the graph: it must be a regular file inside the folder, with all its weights. */
export async function readGraph(folder: ModelFolder, file: string): Promise<GraphFileRead> {
  const path = await realpath(join(folder.folder, file)).catch(() => null);
  if (!path) return { ok: false, failure: modelFailure.graphMissing(join(folder.folder, file)) };
  if (dirname(path) !== folder.folder) return { ok: false, failure: modelFailure.outsideFolder(path) };
  const read = await readRegularFile(path, Infinity);
  if (!read.ok) return { ok: false, failure: modelFailure.unreadable(path, read.reason) };
  const { bytes } = read;
  const graph = readOnnxGraph(bytes);
  if (!graph.ok) return { ok: false, failure: modelFailure.notOnnx(path, graph.reason) };
  const weights: { file: string; sha256: string }[] = [];
  for (const location of new Set(graph.facts.externalData)) {
    const problem = await externalDataProblem(folder.folder, location);
    if (problem) return { ok: false, failure: modelFailure.externalData(path, problem) };
    const hashed = await hashFile(join(folder.folder, location));
    if (!hashed.ok) return hashed;
    weights.push({ file: location, sha256: hashed.sha256 });
  }
  if (graph.facts.operators.has("RoiAlign") && graph.facts.opset >= 22)
    return { ok: false, failure: modelFailure.roiAlign22(path) };
  return {
    ok: true,
    path,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    weights,
    facts: graph.facts,
  };
}

/** As a manifest lists them: absent where the graph contains all of its weights. */
export function pinnedWeights({ weights }: GraphFile): Pick<ModelManifest, "weights"> {
  return weights && weights.length > 0 ? { weights } : {};
}

/** Whether a run may give it several images at once. */
export function takesBatches(facts: GraphFacts, { layout, inputs }: ModelManifest): boolean {
  const image = facts.inputs.find(({ name }) => name === inputs.image);
  // Any side that is not a size is open, as in the runtime: a name, nothing, or 0.
  return layoutOf(layout).splitBatch !== null && image !== undefined && !(Number(image.dims?.[0]) > 0);
}
