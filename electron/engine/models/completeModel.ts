/** Checks what a user filled in about a model against the graph, and writes the manifest: beside the graph, or, where that is not possible, among Loupe's own files. */
import { constants } from "node:fs";
import { access, copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelAnswers } from "../../../shared/inference/modelNeeds.ts";
import { writeAtomically } from "../files/writeAtomically.ts";
import { keepManifest } from "./keptManifests.ts";
import { modelFailure } from "./modelFailures.ts";
import { openModel, type OpenedModel, type OpenModelResult } from "./openModel.ts";
import { writeManifest, type ManifestWritten } from "./readManifest.ts";
import { reason } from "../../../shared/core/reason.ts";
import { systemReason } from "../files/systemReason.ts";

export interface Completion {
  /** Absolute; null where manifests are only written beside graphs. */
  readonly keptFolder: string | null;
  /** A manifest of this very model may be replaced; the previous one is kept beside it under another name. */
  readonly replace: boolean;
  /** Writes a new manifest into a folder; only tests give another function. */
  readonly write?: (folder: string, manifest: ModelManifest) => Promise<ManifestWritten>;
}

/** The model reopened from what was written, so that the report equals what the next start will find. */
export async function completeModel(
  path: string,
  answers: ModelAnswers,
  completion: Completion,
): Promise<OpenModelResult> {
  const opening = await openModel(path, answers, completion.keptFolder);
  if (!opening.ok) return opening;
  const written = await writeDown(opening.model, completion);
  return written.ok ? openModel(path, {}, completion.keptFolder) : written;
}

async function writeDown(
  { manifest, graphPath, origin }: OpenedModel,
  { keptFolder, replace, write = writeManifest }: Completion,
): Promise<ManifestWritten> {
  const folder = dirname(graphPath);
  switch (origin) {
    case "manifest":
      return replace
        ? replaceManifest(join(folder, "manifest.json"), manifest)
        : { ok: false, failure: modelFailure.manifestExists(join(folder, "manifest.json")) };
    case "kept":
      if (!replace) return { ok: false, failure: modelFailure.manifestExists(`${manifest.sha256}.json`) };
      return keptFolder === null ? { ok: false, failure: notKept(graphPath) } : keepManifest(keptFolder, manifest);
    case "recognised": {
      const beside = await write(folder, manifest);
      // Another model's manifest is left unchanged, and in a folder that is not writable the user must not be asked again every time.
      return beside.ok || keptFolder === null ? beside : keepManifest(keptFolder, manifest);
    }
  }
}

/** The previous manifest becomes `manifest.before-1.json`, or the next free number. */
async function replaceManifest(path: string, manifest: ModelManifest): Promise<ManifestWritten> {
  try {
    await copyFile(path, await freeName(path), constants.COPYFILE_EXCL);
    await writeAtomically(path, [`${JSON.stringify(manifest, null, 2)}\n`]);
    return { ok: true, path };
  } catch (error) {
    return { ok: false, failure: modelFailure.manifestNotWritten(path, systemReason(error)) };
  }
}

async function freeName(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = path.replace(/\.json$/, `.before-${number}.json`);
    const taken = await access(candidate).then(
      () => true,
      () => false,
    );
    if (!taken) return candidate;
  }
}

function notKept(graphPath: string): Failure {
  return modelFailure.manifestNotWritten(graphPath, reason("no-folder-for-manifests"));
}
