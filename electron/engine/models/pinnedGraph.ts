/** Pins a model's files by their SHA-256, and holds them against it: a file that changed meanwhile is another model. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelFiles } from "./modelFiles.ts";
import { modelFailure } from "./modelFailures.ts";
import { systemReason } from "../files/systemReason.ts";

export type Hashed = { readonly ok: true; readonly sha256: string } | { readonly ok: false; readonly failure: Failure };

/** Read piece by piece: weights may be larger than memory. */
export async function hashFile(path: string): Promise<Hashed> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
    return {
      ok: false,
      failure: gone ? modelFailure.missing(path) : modelFailure.unreadable(path, systemReason(error)),
    };
  }
  return { ok: true, sha256: hash.digest("hex") };
}

/** Null when graph and weights are those that were opened. */
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
