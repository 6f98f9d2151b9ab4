/** Opens a model: by its manifest where it has one, otherwise by what its graph and its framework's own files say. */
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { describePlan, type BilingualText } from "../../../shared/inference/describePlan.ts";
import type { GraphFacts } from "../../../shared/inference/graphFacts.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import { MANIFEST_FORMAT, type ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelAnswers, ModelNeed, ModelNeeds } from "../../../shared/inference/modelNeeds.ts";
import { recogniseLayout, type RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { readKeptManifest } from "./keptManifests.ts";
import { modelFailure } from "./modelFailures.ts";
import { externalDataProblem, pickGraph, readFirst, readModelFolder, type ModelFolder } from "./modelFolder.ts";
import { remarksOf, type ModelRemark } from "./modelRemarks.ts";
import { readOnnxGraph } from "../graphs/onnxGraph.ts";
import { hashFile } from "./pinnedGraph.ts";
import { parseManifest } from "./readManifest.ts";
import { readSidecar } from "./readSidecar.ts";
import type { Sidecar } from "./sidecar.ts";
import { readRegularFile } from "../files/regularFile.ts";

export interface OpenedModel extends ModelFiles {
  /** The preprocessing plan, one step an entry. */
  readonly plan: readonly BilingualText[];
  /** What a user needs to hear before the first run. */
  readonly remarks: readonly ModelRemark[];
  /** Where the manifest came from: its file beside the graph, Loupe's own folder, or made up of what was recognised. */
  readonly origin: "manifest" | "kept" | "recognised";
}

type Failed = { readonly ok: false; readonly failure: Failure; readonly needs?: ModelNeeds };
export type OpenModelResult = { readonly ok: true; readonly model: OpenedModel } | Failed;

/**
 * `path`: a model's folder, its `manifest.json`, or an `.onnx` file. `answers`: what a user filled in after `needs` came back, or changed.
 * `keptFolder`: where manifests lie that could not be written beside their graphs. The graph is read and hashed, never loaded into a runtime here.
 */
export async function openModel(
  path: string,
  answers: ModelAnswers = {},
  keptFolder: string | null = null,
): Promise<OpenModelResult> {
  const found = await readModelFolder(path);
  if (!found.ok) return found;
  const { folder } = found;
  const file = await readFirst(folder, ["manifest.json"]);
  if (file) {
    const parsed = parseManifest(file.text);
    if (!parsed.ok) {
      // A graph chosen by name may lie beside another tool's manifest.json.
      if (!folder.chosen || parsed.ours)
        return { ok: false, failure: modelFailure.badManifest(join(folder.folder, "manifest.json"), parsed.reason) };
    } else if (!folder.chosen || folder.chosen === parsed.manifest.file) {
      return openByManifest(folder, parsed.manifest, answers);
    }
  }
  return openByRecognition(folder, answers, keptFolder);
}

async function openByManifest(
  folder: ModelFolder,
  manifest: ModelManifest,
  answers: ModelAnswers,
): Promise<OpenModelResult> {
  const graph = await readGraph(folder, manifest.file);
  if (!graph.ok) return graph;
  if (graph.sha256 !== manifest.sha256)
    return { ok: false, failure: modelFailure.changed(graph.path, manifest.sha256, graph.sha256) };
  // A manifest that does not name the weights is older than they are pinned; what runs with them is pinned all the same.
  for (const pinned of manifest.weights ?? []) {
    const found = graph.weights?.find(({ file }) => file === pinned.file);
    if (found && found.sha256 !== pinned.sha256)
      return {
        ok: false,
        failure: modelFailure.changed(join(folder.folder, pinned.file), pinned.sha256, found.sha256),
      };
  }
  return openAs(folder, graph, changedBy(manifest, answers), "manifest");
}

/** What a manifest says, held against the graph. */
function openAs(
  folder: ModelFolder,
  graph: GraphFile,
  manifest: ModelManifest,
  origin: "manifest" | "kept",
): OpenModelResult {
  const names = new Set(graph.facts.inputs.map(({ name }) => name));
  const wanted = Object.values(manifest.inputs).filter((name) => name !== undefined);
  const stranger = wanted.find((name) => !names.has(name));
  if (stranger !== undefined || wanted.length !== names.size) {
    return {
      ok: false,
      failure: modelFailure.badManifest(
        join(folder.folder, "manifest.json"),
        `its inputs are ${wanted.join(", ")}, the graph's are ${[...names].join(", ")}`,
      ),
    };
  }
  const layout = recogniseLayout(graph.facts);
  const problem = layout.ok ? misfit(graph.path, layout.recognised, manifest.classes, manifest.preprocess) : null;
  const { weights: _former, ...said } = manifest;
  return problem ? { ok: false, failure: problem } : opened(graph, { ...said, ...pinnedWeights(graph) }, [], origin);
}

/** Answers that are given stand above what is written. */
function changedBy(manifest: ModelManifest, { classes, preprocess, nms }: ModelAnswers): ModelManifest {
  return {
    ...manifest,
    ...(classes ? { classes } : {}),
    ...(preprocess ? { preprocess } : {}),
    ...(nms && manifest.nms ? { nms } : {}),
  };
}

async function openByRecognition(
  folder: ModelFolder,
  answers: ModelAnswers,
  keptFolder: string | null,
): Promise<OpenModelResult> {
  const picked = pickGraph(folder);
  if (!picked.ok) return picked;
  const graph = await readGraph(folder, picked.file);
  if (!graph.ok) return graph;
  const kept = keptFolder === null ? null : await readKeptManifest(keptFolder, graph.sha256);
  // Keyed by the graph's hash, so whatever the file is called now, it is the same graph.
  if (kept) return openAs(folder, graph, changedBy({ ...kept, file: basename(graph.path) }, answers), "kept");
  const layout = recogniseLayout(graph.facts);
  if (!layout.ok) return { ok: false, failure: modelFailure.unknownLayout(graph.path, layout.reason) };
  const read = await readSidecar(folder, graph.path, graph.facts, layout.recognised);
  if (!read.ok) return read;
  const draft = draftManifest(graph, layout.recognised, read.sidecar, answers);
  if (!draft.ok) return draft;
  return opened(graph, draft.manifest, read.sidecar.remarks, "recognised", layout.recognised);
}

interface GraphFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly weights: ModelManifest["weights"];
  readonly facts: GraphFacts;
}

/** Reads, hashes and checks the graph: it must lie in the folder as a file of its own, with all its weights. */
async function readGraph(folder: ModelFolder, file: string): Promise<({ readonly ok: true } & GraphFile) | Failed> {
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

function pinnedWeights({ weights }: GraphFile): Pick<ModelManifest, "weights"> {
  return weights && weights.length > 0 ? { weights } : {};
}

function draftManifest(
  graph: GraphFile,
  recognised: RecognisedLayout,
  sidecar: Sidecar,
  answers: ModelAnswers,
): { readonly ok: true; readonly manifest: ModelManifest } | Failed {
  const { layout, inputs, inputSize, classCount } = recognised;
  const { customaryNms, customaryPreprocess, preprocessesItself } = layoutOf(layout);
  const customary = customaryPreprocess(inputSize);
  const preprocess = answers.preprocess ?? sidecar.preprocess ?? (preprocessesItself ? customary : undefined);
  const classes = answers.classes ?? sidecar.classes;
  const nms = answers.nms ?? sidecar.nms ?? customaryNms;
  const name = basename(graph.path, extname(graph.path));
  if (!preprocess || !classes) {
    const missing: ModelNeed[] = [
      ...(classes ? [] : (["classes"] as const)),
      ...(preprocess ? [] : (["preprocess"] as const)),
    ];
    const suggestion = { classes: [...(classes ?? [])], preprocess: preprocess ?? customary, nms };
    return {
      ok: false,
      failure: modelFailure.incomplete(graph.path, missing),
      needs: { missing, name, layout, inputSize, classCount, suggestion },
    };
  }
  const problem = misfit(graph.path, recognised, classes, preprocess);
  if (problem) return { ok: false, failure: problem };
  const manifest: ModelManifest = {
    format: MANIFEST_FORMAT,
    formatVersion: 1,
    name,
    file: basename(graph.path),
    sha256: graph.sha256,
    ...pinnedWeights(graph),
    layout,
    inputs,
    preprocess,
    classes: [...classes],
    ...(sidecar.firstClassId === 1 ? { firstClassId: 1 as const } : {}),
    graphScoreFloor: graph.facts.nmsScoreFloor ?? sidecar.graphScoreFloor ?? null,
    nms,
    synthetic: false,
  };
  return { ok: true, manifest };
}

/** Class names and sizes that the graph contradicts; null when it does not. */
function misfit(
  path: string,
  { classCount, inputSize }: RecognisedLayout,
  classes: readonly string[],
  { resize }: ModelManifest["preprocess"],
): Failure | null {
  if (classCount !== null && classCount !== classes.length)
    return modelFailure.classCount(path, classCount, classes.length);
  const sized = resize.kind === "stretch" || resize.kind === "letterbox" ? resize : null;
  if (inputSize && sized && (sized.width !== inputSize.width || sized.height !== inputSize.height))
    return modelFailure.inputSize(path, inputSize, sized);
  return null;
}

function opened(
  graph: GraphFile,
  manifest: ModelManifest,
  told: readonly ModelRemark[],
  origin: OpenedModel["origin"],
  recognised?: RecognisedLayout,
): OpenModelResult {
  const remarks = [...remarksOf(manifest, recognised), ...told];
  return {
    ok: true,
    model: {
      manifest,
      graphPath: graph.path,
      bytes: graph.bytes,
      plan: describePlan(manifest),
      remarks,
      origin,
      batches: takesBatches(graph, manifest),
    },
  };
}

function takesBatches({ facts }: GraphFile, { layout, inputs }: ModelManifest): boolean {
  const image = facts.inputs.find(({ name }) => name === inputs.image);
  // Whatever is no size is open, as the runtime has it: a name, nothing, or 0.
  return layoutOf(layout).splitBatch !== null && image !== undefined && !(Number(image.dims?.[0]) > 0);
}
