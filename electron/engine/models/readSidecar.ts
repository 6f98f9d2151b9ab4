/** Reads the file or metadata that describes a graph's preprocessing, and the class names beside it. */
import { join } from "node:path";
import type { Failure } from "../../../shared/core/failure.ts";
import type { GraphFacts } from "../../../shared/inference/graphFacts.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";
import { readConfig, type Config } from "./configReader.ts";
import { modelFailure } from "./modelFailures.ts";
import { readFirst, type ModelFolder } from "./modelFolder.ts";
import { readPaddleDetectionConfig } from "./paddleDetectionConfig.ts";
import { readPaddlexConfig } from "./paddlexConfig.ts";
import type { Sidecar, SidecarRead } from "./sidecar.ts";
import { readUltralyticsMetadata } from "./ultralyticsMetadata.ts";

export type SidecarResult =
  | { readonly ok: true; readonly sidecar: Sidecar }
  | { readonly ok: false; readonly failure: Failure };

const CONFIGS: readonly { readonly name: string; readonly read: (config: Config) => SidecarRead }[] = [
  { name: "infer_cfg.yml", read: readPaddleDetectionConfig },
  { name: "inference.yml", read: readPaddleDetectionConfig },
  { name: "model.yml", read: readPaddlexConfig },
];

/** An empty sidecar where there is nothing to read: what is missing is then asked for. */
export async function readSidecar(
  folder: ModelFolder,
  graph: string,
  facts: GraphFacts,
  recognised: RecognisedLayout,
): Promise<SidecarResult> {
  const sidecar = await readFramework(folder, graph, facts, recognised);
  if (!sidecar.ok || sidecar.sidecar.classes) return sidecar;
  const list = await readFirst(folder, ["labels.txt", "classes.txt", "label_list.txt", "names.txt"]);
  const classes = list?.text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return classes && classes.length > 0 ? { ok: true, sidecar: { ...sidecar.sidecar, classes } } : sidecar;
}

async function readFramework(
  folder: ModelFolder,
  graph: string,
  facts: GraphFacts,
  recognised: RecognisedLayout,
): Promise<SidecarResult> {
  const { framework } = layoutOf(recognised.layout);
  if (facts.metadata.has("names") && framework === "ultralytics") {
    return sidecarResult(graph, readUltralyticsMetadata(facts.metadata, recognised));
  }
  if (framework !== "paddle") return { ok: true, sidecar: { remarks: [] } };
  for (const { name, read } of CONFIGS) {
    const file = await readFirst(folder, [name]);
    if (!file) continue;
    const path = join(folder.folder, name);
    const config = readConfig(file.text);
    return config.ok
      ? sidecarResult(path, read(config.config))
      : {
          ok: false,
          failure: modelFailure.badSidecar(path, config.reason),
        };
  }
  return { ok: true, sidecar: { remarks: [] } };
}

function sidecarResult(path: string, read: SidecarRead): SidecarResult {
  if (read.ok) return read;
  switch (read.kind) {
    case "damaged":
      return { ok: false, failure: modelFailure.badSidecar(path, read.reason) };
    case "unknown-step":
      return { ok: false, failure: modelFailure.unknownStep(path, read.step) };
    case "not-a-detector":
      return { ok: false, failure: modelFailure.notDetector(path, read.what) };
  }
}
