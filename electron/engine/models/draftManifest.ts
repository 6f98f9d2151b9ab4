/** Drafts the manifest of a model that has none, from its graph, its framework's files and the user's answers. */
import { MAX_SIDE } from "../../../shared/inference/preprocess.ts";
import { basename, extname } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import { MANIFEST_FORMAT, type ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelAnswers, ModelNeed, ModelNeeds } from "../../../shared/inference/modelNeeds.ts";
import type { RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";
import { type GraphFile, pinnedWeights } from "./graphFile.ts";
import { modelFailure } from "./modelFailures.ts";
import type { Sidecar } from "./sidecar.ts";

export type ManifestDraft =
  | { readonly ok: true; readonly manifest: ModelManifest }
  /** `needs`: what a user must answer, if nothing else is missing. */
  | { readonly ok: false; readonly failure: Failure; readonly needs?: ModelNeeds };

/** Answers take precedence over the sidecar, and both over the defaults of the layout. */
export function draftManifest(
  graph: GraphFile,
  recognised: RecognisedLayout,
  sidecar: Sidecar,
  answers: ModelAnswers,
): ManifestDraft {
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

/** Class names or sizes that contradict the graph; null when none do. */
export function misfit(
  path: string,
  { classCount, inputSize }: RecognisedLayout,
  classes: readonly string[],
  { resize }: ModelManifest["preprocess"],
): Failure | null {
  if (classCount !== null && classCount !== classes.length)
    return modelFailure.classCount(path, classCount, classes.length);
  if (inputSize && Math.max(inputSize.width, inputSize.height) > MAX_SIDE)
    return modelFailure.inputTooLarge(path, inputSize, MAX_SIDE);
  const sized = resize.kind === "stretch" || resize.kind === "letterbox" ? resize : null;
  if (inputSize && sized && (sized.width !== inputSize.width || sized.height !== inputSize.height))
    return modelFailure.inputSize(path, inputSize, sized);
  return null;
}
