/** Opens a model: its manifest where it has one, otherwise what its graph and its framework's own files tell. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { describePlan, type BilingualText } from "../../../shared/inference/describePlan.ts";
import type { ModelFiles } from "./detector.ts";
import { modelFailure } from "./modelFailures.ts";
import { readManifest } from "./readManifest.ts";
import { remarksOf, type ModelRemark } from "./modelRemarks.ts";

export interface OpenedModel extends ModelFiles {
  /** The preprocessing plan, one step an entry. */
  readonly plan: readonly BilingualText[];
  /** What a user needs to hear before the first run. */
  readonly remarks: readonly ModelRemark[];
}

export type OpenModelResult = { readonly ok: true; readonly model: OpenedModel } | { readonly ok: false; readonly failure: Failure };

/** `path`: a model's folder, or an `.onnx` file. Nothing is loaded into a runtime. */
export async function openModel(path: string): Promise<OpenModelResult> {
  const target = await realpath(path).catch(() => null);
  if (!target) return { ok: false, failure: modelFailure.missing(path) };
  const folder = (await stat(target)).isDirectory() ? target : dirname(target);
  const manifestText = await readFile(join(folder, "manifest.json"), "utf8").catch(() => null);
  if (manifestText === null) return { ok: false, failure: modelFailure.incomplete(path, { en: "how the model is fed", zh: "模型的输入方式" }) };
  const read = await readManifest(folder, manifestText);
  if (!read.ok) return read;
  return { ok: true, model: { ...read.files, plan: describePlan(read.files.manifest), remarks: remarksOf(read.files.manifest) } };
}
