/** Reads and checks a model's manifest and the graph that it pins. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { modelManifestSchema, type ModelManifest } from "../../../shared/inference/modelManifest.ts";
import type { ModelFiles } from "./detector.ts";
import { modelFailure } from "./modelFailures.ts";

export type ManifestRead = { readonly ok: true; readonly files: ModelFiles } | { readonly ok: false; readonly failure: Failure };

/** `folder`: real path of the model's folder. The graph must lie in it, as a plain file, with the SHA-256 the manifest says. */
export async function readManifest(folder: string, text: string): Promise<ManifestRead> {
  const path = join(folder, "manifest.json");
  const parsed = parseManifest(text);
  if (!parsed.ok) return { ok: false, failure: modelFailure.badManifest(path, parsed.reason) };
  const { manifest } = parsed;
  const graphPath = await realpath(join(folder, manifest.file)).catch(() => null);
  if (!graphPath) return { ok: false, failure: modelFailure.graphMissing(join(folder, manifest.file)) };
  if (dirname(graphPath) !== folder) return { ok: false, failure: modelFailure.outsideFolder(graphPath) };
  const sha256 = await hashFile(graphPath);
  if (sha256 !== manifest.sha256) return { ok: false, failure: modelFailure.changed(graphPath, manifest.sha256, sha256) };
  return { ok: true, files: { manifest, graphPath, bytes: (await stat(graphPath)).size } };
}

function parseManifest(text: string): { readonly ok: true; readonly manifest: ModelManifest } | { readonly ok: false; readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
  const parsed = modelManifestSchema.safeParse(json);
  if (parsed.success) return { ok: true, manifest: parsed.data };
  return { ok: false, reason: z.prettifyError(parsed.error).replace(/\s*\n\s*/g, "; ").slice(0, 400) };
}

/** SHA-256 of a file, in hex. */
export function hashFile(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash("sha256");
    createReadStream(path)
      .on("data", (chunk) => hash.update(chunk))
      .on("error", reject)
      .on("end", () => resolve(hash.digest("hex")));
  });
}
