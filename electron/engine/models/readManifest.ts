/** Parses a model's manifest and writes one. */
import { join } from "node:path";
import { z } from "zod";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { MANIFEST_FORMAT, modelManifestSchema, type ModelManifest } from "../../../shared/inference/modelManifest.ts";
import { modelFailure } from "./modelFailures.ts";
import { writeUnlessThere } from "../files/newFile.ts";
import { systemReason } from "../files/systemReason.ts";

export type ManifestRead =
  | { readonly ok: true; readonly manifest: ModelManifest }
  /** `ours`: it declares itself a manifest of Loupe, not of some other tool. */
  | { readonly ok: false; readonly reason: Reason; readonly ours: boolean };

export function parseManifest(text: string): ManifestRead {
  // Found even in broken JSON.
  const ours = text.includes(MANIFEST_FORMAT);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return {
      ok: false,
      reason: reason("not-json", { error: error instanceof Error ? error.message : String(error) }),
      ours,
    };
  }
  const parsed = modelManifestSchema.safeParse(withNmsKey(json));
  if (parsed.success) return { ok: true, manifest: parsed.data };
  return {
    ok: false,
    reason: reason("of-unexpected-form", {
      problems: z
        .prettifyError(parsed.error)
        .replace(/\s*\n\s*/g, "; ")
        .slice(0, 400),
    }),
    ours,
  };
}

/** Until November 2026 manifests and files of answers called `nms` `suppress`; such files can still be read. */
export function withNmsKey(json: unknown): unknown {
  if (typeof json !== "object" || json === null || "nms" in json || !("suppress" in json)) return json;
  const { suppress, ...rest } = json;
  return { ...rest, nms: suppress };
}

export type ManifestWritten =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly failure: Failure };

/** Writes `manifest.json` into the model's folder, complete or not at all; an existing one is kept and named in the failure. */
export async function writeManifest(folder: string, manifest: ModelManifest): Promise<ManifestWritten> {
  const path = join(folder, "manifest.json");
  try {
    const written = await writeUnlessThere(path, `${JSON.stringify(manifest, null, 2)}\n`);
    return written ? { ok: true, path } : { ok: false, failure: modelFailure.manifestExists(path) };
  } catch (error) {
    return { ok: false, failure: modelFailure.manifestNotWritten(path, systemReason(error)) };
  }
}
