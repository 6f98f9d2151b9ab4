/** What makes two inspections the same run, so that the second continues the first. */
import { createHash } from "node:crypto";
import type { ProviderChoice } from "../../../shared/core/run.ts";

export interface RunIdentity {
  readonly datasetHash: string;
  readonly modelSha256: string;
  readonly provider: ProviderChoice;
  readonly scoreFloor: number;
}

/** Name of the run's folder among the runs of the app. */
export function runIdOf(identity: RunIdentity): string {
  const { datasetHash, modelSha256, provider, scoreFloor } = identity;
  return createHash("sha256").update(JSON.stringify(["loupe-run-1", datasetHash, modelSha256, provider, scoreFloor])).digest("hex").slice(0, 32);
}

/** The facts in which two identities differ apart from the dataset, which may grow between two runs. */
export function differences(stored: RunIdentity, asked: RunIdentity): ("model" | "provider" | "scoreFloor")[] {
  const found: ("model" | "provider" | "scoreFloor")[] = [];
  if (stored.modelSha256 !== asked.modelSha256) found.push("model");
  if (stored.provider !== asked.provider) found.push("provider");
  if (stored.scoreFloor !== asked.scoreFloor) found.push("scoreFloor");
  return found;
}
