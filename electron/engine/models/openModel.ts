/** Opens a model: by its manifest where it has one, otherwise by its graph and its framework's own files. */
import { basename, join } from "node:path";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { describePlan } from "../../../shared/inference/describePlan.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelAnswers, ModelNeeds } from "../../../shared/inference/modelNeeds.ts";
import { recogniseLayout, type RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";
import { draftManifest, misfit } from "./draftManifest.ts";
import { type GraphFile, pinnedWeights, readGraph, takesBatches } from "./graphFile.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { readKeptManifest } from "./keptManifests.ts";
import { modelFailure } from "./modelFailures.ts";
import { pickGraph, readFirst, readModelFolder, type ModelFolder } from "./modelFolder.ts";
import { remarksOf, type ModelRemark } from "./modelRemarks.ts";
import { parseManifest } from "./readManifest.ts";
import { readSidecar } from "./readSidecar.ts";

export interface OpenedModel extends ModelFiles {
  /** The preprocessing plan, one entry per step. */
  readonly plan: readonly Reason[];
  /** What a user needs to know before the first run. */
  readonly remarks: readonly ModelRemark[];
  /** The manifest's origin: a file beside the graph, Loupe's own folder, or inferred. */
  readonly origin: "manifest" | "kept" | "recognised";
}

type Failed = { readonly ok: false; readonly failure: Failure; readonly needs?: ModelNeeds };
export type OpenModelResult = { readonly ok: true; readonly model: OpenedModel } | Failed;

/**
 * `path`: a model's folder, its `manifest.json`, or an `.onnx` file. `answers`: what a user filled in after `needs` was
 * returned, or changed. `keptFolder`: the folder of manifests that could not be written beside their graphs. The graph
 * is read and hashed, never loaded into a runtime here.
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
      // A graph chosen by name may be beside another tool's manifest.json.
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
  // A manifest that does not list the weights was written before they were pinned; they are pinned all the same.
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

/** Checks a manifest against the graph. */
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
        reason("manifest-inputs-differ", { manifest: wanted.join(", "), graph: [...names].join(", ") }),
      ),
    };
  }
  const layout = recogniseLayout(graph.facts);
  const problem = layout.ok ? misfit(graph.path, layout.recognised, manifest.classes, manifest.preprocess) : null;
  const { weights: _former, ...said } = manifest;
  return problem ? { ok: false, failure: problem } : opened(graph, { ...said, ...pinnedWeights(graph) }, [], origin);
}

/** Given answers take precedence over what is written. */
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
  // Looked up by the graph's hash, so that a renamed file is recognised as the same graph.
  if (kept) return openAs(folder, graph, changedBy({ ...kept, file: basename(graph.path) }, answers), "kept");
  const layout = recogniseLayout(graph.facts);
  if (!layout.ok) return { ok: false, failure: modelFailure.unknownLayout(graph.path, layout.reason) };
  const read = await readSidecar(folder, graph.path, graph.facts, layout.recognised);
  if (!read.ok) return read;
  const draft = draftManifest(graph, layout.recognised, read.sidecar, answers);
  if (!draft.ok) return draft;
  return opened(graph, draft.manifest, read.sidecar.remarks, "recognised", layout.recognised);
}

function opened(
  graph: GraphFile,
  manifest: ModelManifest,
  sidecarRemarks: readonly ModelRemark[],
  origin: OpenedModel["origin"],
  recognised?: RecognisedLayout,
): OpenModelResult {
  const remarks = [...remarksOf(manifest, recognised), ...sidecarRemarks];
  return {
    ok: true,
    model: {
      manifest,
      graphPath: graph.path,
      bytes: graph.bytes,
      plan: describePlan(manifest),
      remarks,
      origin,
      batches: takesBatches(graph.facts, manifest),
    },
  };
}
