/** Holds the file of a graph against the SHA-256 that it was opened with: a file that changed meanwhile is another model. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { ModelFiles } from "./detector.ts";
import { modelFailure } from "./modelFailures.ts";

/** Null when the file is the one that was opened. */
export async function changedGraph({ graphPath, manifest }: ModelFiles): Promise<Failure | null> {
  const hash = createHash("sha256");
  try {
    for await (const piece of createReadStream(graphPath, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  } catch (error) {
    const gone = (error as NodeJS.ErrnoException).code === "ENOENT";
    return gone ? modelFailure.missing(graphPath) : modelFailure.unreadable(graphPath, error instanceof Error ? error.message : String(error));
  }
  const found = hash.digest("hex");
  return found === manifest.sha256 ? null : modelFailure.changedWhileOpen(graphPath, manifest.sha256, found);
}
