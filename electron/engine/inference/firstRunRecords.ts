/** Which graphs have had their first run on this machine, and how much memory each took: a graph that is known is loaded at once. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Provider } from "../../../shared/core/run.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { writeAtomically } from "../files/writeAtomically.ts";
import { runtimeVersion } from "./ortRuntime.ts";

const recordSchema = z.object({ milliseconds: z.number(), peakBytes: z.number() });
export type FirstRunRecord = Readonly<z.infer<typeof recordSchema>>;

const ENDING = ".first-run.json";
/** The newest that stay; each is a few dozen bytes. */
const MAX_RECORDS = 500;

/** The name of a record: of the graph with its weights, how it is fed, on what, and by which runtime. */
export function firstRunKey({ manifest }: Pick<ModelFiles, "manifest">, provider: Provider): string {
  const { sha256, weights = [], preprocess } = manifest;
  const facts = [sha256, weights.map((file) => file.sha256), preprocess, provider, runtimeVersion(), process.arch];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 40);
}

/** Null where there is none, or none that can be read: then the graph has its first run again. */
export async function readFirstRun(folder: string, key: string): Promise<FirstRunRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(join(folder, key + ENDING), "utf8")));
  } catch {
    return null;
  }
}

/** A disk that refuses costs another first run, nothing else. */
export async function writeFirstRun(folder: string, key: string, record: FirstRunRecord): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeAtomically(join(folder, key + ENDING), [JSON.stringify(record)]);
    await removeOld(folder);
  } catch {
    // As said above.
  }
}

async function removeOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  if (names.length <= MAX_RECORDS) return;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  dated.sort((a, b) => b.time - a.time);
  await Promise.all(dated.slice(MAX_RECORDS).map(({ name }) => rm(join(folder, name), { force: true })));
}
