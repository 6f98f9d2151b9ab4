/** Manifests of models whose folder is not writable: kept among Loupe's own files, one per graph, named by its SHA-256. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import { readTextFile } from "../files/regularFile.ts";
import { writeAtomically } from "../files/writeAtomically.ts";
import { modelFailure } from "./modelFailures.ts";
import { parseManifest, type ManifestWritten } from "./readManifest.ts";
import { systemReason } from "../files/systemReason.ts";

const MAX_MANIFEST_BYTES = 16 * 1024 * 1024;

/** Null where there is none, or a damaged one: its content is then asked for again. */
export async function readKeptManifest(keptFolder: string, sha256: string): Promise<ModelManifest | null> {
  const read = await readTextFile(join(keptFolder, `${sha256}.json`), MAX_MANIFEST_BYTES);
  if (!read.ok) return null;
  const parsed = parseManifest(read.text);
  return parsed.ok && parsed.manifest.sha256 === sha256 ? parsed.manifest : null;
}

/** Replaces the kept manifest of the same graph. */
export async function keepManifest(keptFolder: string, manifest: ModelManifest): Promise<ManifestWritten> {
  const path = join(keptFolder, `${manifest.sha256}.json`);
  try {
    await mkdir(keptFolder, { recursive: true });
    await writeAtomically(path, [`${JSON.stringify(manifest, null, 2)}\n`]);
    return { ok: true, path };
  } catch (error) {
    return { ok: false, failure: modelFailure.manifestNotWritten(path, systemReason(error)) };
  }
}
