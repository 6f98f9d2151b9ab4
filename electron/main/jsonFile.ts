/** Reads and writes small JSON files of the user's profile: whole or not at all; a damaged one is kept aside, never overwritten. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { z } from "zod";

/** `backup` is where a damaged file went; the value is then the fallback. */
export interface JsonRead<T> {
  readonly value: T;
  readonly backup: string | null;
}

export function readJsonFile<T>(file: string, schema: z.ZodType<T>, fallback: T): JsonRead<T> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return { value: fallback, backup: null };
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return { value: parsed.data, backup: null };
  return { value: fallback, backup: setAside(file) };
}

/**
 * Written beside it, onto the disk, then renamed; `electron/engine/files/asideFile.ts` says why by hand. Throws where the profile cannot be written, and
 * leaves nothing behind then.
 */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.partial`;
  try {
    const handle = openSync(aside, "w");
    try {
      writeFileSync(handle, `${JSON.stringify(value, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(aside, file);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function setAside(file: string): string | null {
  for (let number = 1; number < 100; number += 1) {
    const backup = `${file}.damaged-${number}`;
    if (existsSync(backup)) continue;
    try {
      renameSync(file, backup);
      return backup;
    } catch {
      return null;
    }
  }
  return null;
}
