/** Pins a model's files by their SHA-256, and verifies them later: a file that changed meanwhile is another model. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { modelFailure } from "./modelFailures.ts";
import { openRegularFile } from "../files/regularFile.ts";
import { systemReason } from "../files/systemReason.ts";

export type Hashed = { readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly failure: Failure };

/** Read in pieces: weights may be larger than memory. */
export async function hashFile(path: string): Promise<Hashed> {
  const opened = await openRegularFile(path);
  if (!opened.ok) {
    const failure =
      opened.code === "missing" ? modelFailure.missing(path) : modelFailure.unreadable(path, opened.reason);
    return { ok: false, failure };
  }
  const hash = createHash("sha256");
  try {
    // The stream closes the handle.
    const stream = opened.handle.createReadStream({ highWaterMark: 1 << 20 });
    for await (const piece of stream) hash.update(piece as Buffer);
  } catch (error) {
    return { ok: false, failure: modelFailure.unreadable(path, systemReason(error)) };
  }
  return { ok: true, sha256: hash.digest("hex") };
}

/** Null when graph and weights are the ones that were opened. */
export async function changedGraph({ graphPath, manifest }: ModelFiles): Promise<Failure | null> {
  for (const { file, sha256 } of [{ file: graphPath, sha256: manifest.sha256 }, ...besides(graphPath, manifest)]) {
    const found = await hashFile(file);
    if (!found.ok) return found.failure;
    if (found.sha256 !== sha256) return modelFailure.changedWhileOpen(file, sha256, found.sha256);
  }
  return null;
}

function besides(
  graphPath: string,
  { weights = [] }: ModelManifest,
): { readonly file: string; readonly sha256: string }[] {
  return weights.map(({ file, sha256 }) => ({ file: join(dirname(graphPath), file), sha256 }));
}
