/** The decision rules of projects, a small file each in the user's profile. */
import { createHash } from "node:crypto";
import path from "node:path";
import { decisionRuleSchema, type DecisionRule } from "../../shared/core/decisionRule.ts";
import { readJsonFile, writeJsonFile } from "./jsonFile.ts";

export interface ProjectKey {
  readonly datasetHash: string;
  readonly modelSha256: string;
}

export interface ProjectRules {
  /** Null where none was saved, or the file is damaged (it is then kept aside). */
  read(project: ProjectKey): DecisionRule | null;
  /** Where the disk cannot be written, the rule holds until Loupe ends. */
  write(project: ProjectKey, rule: DecisionRule): void;
}

/** @param folder absolute; made with the first rule */
export function openProjectRules(folder: string): ProjectRules {
  return {
    read(project) {
      const { value, backup } = readJsonFile(fileOf(folder, project), decisionRuleSchema.nullable(), null);
      if (backup !== null)
        console.warn(`The rule of a project was damaged: it starts with the default, the old file is ${backup}`);
      return value;
    },
    write(project, rule) {
      try {
        writeJsonFile(fileOf(folder, project), rule);
      } catch (error) {
        console.warn(`The rule cannot be saved: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

/** The page names a project by hashes; no text of it becomes part of a path. */
function fileOf(folder: string, { datasetHash, modelSha256 }: ProjectKey): string {
  const name = createHash("sha256")
    .update(JSON.stringify([datasetHash, modelSha256]))
    .digest("hex")
    .slice(0, 32);
  return path.join(folder, `${name}.json`);
}
