/** Replaces a file in one step: a reader finds either the old one or the new one, complete. */
import { rename } from "node:fs/promises";
import path from "node:path";
import { type Content, writeAside } from "./asideFile.ts";

/** On any failure the old file is unchanged and nothing is left behind. */
export async function writeAtomically(file: string, content: Content): Promise<void> {
  await writeAside(path.dirname(file), content, (aside) => rename(aside, file));
}
