/** Replaces a file in one step: whoever reads it finds the old one or the new one, whole. */
import { rename } from "node:fs/promises";
import path from "node:path";
import { type Content, writeAside } from "./asideFile.ts";

/** On any failure the old file stays and nothing is left behind. */
export async function writeAtomically(file: string, content: Content): Promise<void> {
  await writeAside(path.dirname(file), content, (aside) => rename(aside, file));
}
