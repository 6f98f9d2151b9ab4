/** What makes two inspections the same run, so that the second continues the first. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type ProviderChoice, providerChoiceSchema } from "../../../shared/core/run.ts";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";

export const runIdentitySchema = z.object({
  datasetHash: z.string(),
  modelSha256: z.string(),
  /** SHA-256 over the manifest's preprocessing and output settings: the same graph with other settings is another detector. */
  feedingSha256: z.string(),
  provider: providerChoiceSchema,
  scoreFloor: z.number(),
});
export type RunIdentity = Readonly<z.infer<typeof runIdentitySchema>>;

export function runIdentity(
  datasetHash: string,
  manifest: ModelManifest,
  provider: ProviderChoice,
  scoreFloor: number,
): RunIdentity {
  const {
    name: _name,
    title: _title,
    file: _file,
    sha256,
    synthetic: _synthetic,
    training: _training,
    graphScoreFloor: _floor,
    ...feeding
  } = manifest;
  return { datasetHash, modelSha256: sha256, feedingSha256: digest(canonical(feeding)), provider, scoreFloor };
}

/** Name of the run's folder among the app's runs. */
export function runIdOf(identity: RunIdentity): string {
  return digest(JSON.stringify(["loupe-run-1", canonical(identity)])).slice(0, 32);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** JSON with sorted keys: equal objects give equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

export type IdentityPart = "model" | "preprocessing" | "provider" | "scoreFloor";

/** The facts in which two identities differ, apart from the dataset, which may grow between two runs. */
export function differences(stored: RunIdentity, asked: RunIdentity): IdentityPart[] {
  const found: IdentityPart[] = [];
  if (stored.modelSha256 !== asked.modelSha256) found.push("model");
  else if (stored.feedingSha256 !== asked.feedingSha256) found.push("preprocessing");
  if (stored.provider !== asked.provider) found.push("provider");
  if (stored.scoreFloor !== asked.scoreFloor) found.push("scoreFloor");
  return found;
}
