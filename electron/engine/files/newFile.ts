/** Writes a file under a free name: complete or not at all, and never over an existing file. */
import { link, mkdir, open, rename, unlink } from "node:fs/promises";
import path from "node:path";
import { type Content, writeAside } from "./asideFile.ts";

/** If more names than this are taken, something else is wrong. */
const MAX_NUMBERS = 10_000;

/** Gives a file a second name, and fails with EEXIST where that is taken: `link` of Node's file system, or one that fails on purpose. */
export type LinkFile = (existing: string, added: string) => Promise<void>;

/**
 * Writes `content` into `folder` as `name`, or as `name (2).ext`, `name (3).ext` … when that exists, and returns the
 * name that was free. The bytes go to a hidden file beside it and onto the disk first; only then does the name appear.
 * Throws the file system's error (no space, no permission); nothing is left behind then.
 */
export function writeNewFile(
  folder: string,
  name: string,
  content: Content,
  linkFile: LinkFile = link,
): Promise<string> {
  return writeAside(folder, content, (aside) =>
    firstFree(name, (candidate) => moveToFreeName(aside, path.join(folder, candidate), linkFile)),
  );
}

/** False where a file of that name exists, even if it appears during the write; that file is not changed. Throws as `writeNewFile`. */
export async function writeUnlessThere(file: string, content: Content, linkFile: LinkFile = link): Promise<boolean> {
  const folder = path.dirname(file);
  return writeAside(folder, content, async (aside) => {
    const placed = await moveToFreeName(aside, file, linkFile);
    if (!placed) await unlink(aside);
    return placed;
  });
}

/** Makes a folder of that name, or of `name (2)` …, and returns the name used. */
export async function makeNewFolder(parent: string, name: string): Promise<string> {
  return firstFree(name, async (candidate) => {
    try {
      await mkdir(path.join(parent, candidate));
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  });
}

async function firstFree(name: string, take: (candidate: string) => Promise<boolean>): Promise<string> {
  for (let number = 1; number <= MAX_NUMBERS; number++) {
    const candidate = numberedName(name, number);
    if (await take(candidate)) return candidate;
  }
  throw new Error(`every name up to ${numberedName(name, MAX_NUMBERS)} is taken`);
}

/** `report.pdf`, `report (2).pdf`, `report (3).pdf` … */
export function numberedName(name: string, number: number): string {
  if (number === 1) return name;
  const { name: stem, ext } = path.parse(name);
  return `${stem} (${number})${ext}`;
}

/** False where the name is taken. A hard link is the one call that never replaces; rename does so silently. */
async function moveToFreeName(aside: string, target: string, linkFile: LinkFile): Promise<boolean> {
  try {
    await linkFile(aside, target);
  } catch (error) {
    const code = codeOf(error);
    if (code === "EEXIST") return false;
    if (code === "ENOENT" || code === "ENOSPC" || code === "EROFS") throw error;
    return moveWithoutLinks(aside, target);
  }
  await unlink(aside);
  return true;
}

/** For file systems without hard links (FAT, some shares): an empty file reserves the name, then the complete one replaces it. */
async function moveWithoutLinks(aside: string, target: string): Promise<boolean> {
  try {
    await (await open(target, "wx")).close();
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
  try {
    await rename(aside, target);
    return true;
  } catch (error) {
    await unlink(target).catch(() => undefined);
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
