/** Finds the images below a folder, sorted by name, and reports other files. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { type DatasetRoot, openDatasetRoot } from "./datasetRoot.ts";
import { mapOrdered } from "./mapOrdered.ts";
import type { ImageFile } from "./openedDataset.ts";
import { hasImageName, probeImage } from "./imageProbe.ts";
import { systemReason } from "../files/systemReason.ts";

export interface FolderImages {
  readonly images: readonly { readonly name: string; readonly file: ImageFile }[];
  readonly issues: readonly DatasetIssue[];
}

export interface FolderScan {
  /** Absolute; every name is relative to it. */
  readonly folder: string;
  /** Prefix of each name: the path from the dataset's root to the folder, or a placeholder for a folder outside. */
  readonly prefix: string;
  /** Links may lead anywhere inside it; by default only inside the folder. `prefix` is then the path from it to the folder. */
  readonly within?: DatasetRoot;
  /** Files that belong to the folder's layout and need no remark. */
  readonly isExpected?: (name: string) => boolean;
  /** Absolute: a subfolder that is not entered. */
  readonly exclude?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((read: number, total: number | null) => void) | undefined;
}

const PARALLEL_FILES = 16;
/** Deeper folders are excluded and reported: nobody keeps images there, but loops of mounts occur. */
const MAX_FOLDER_DEPTH = 32;

export async function findImages(scan: FolderScan): Promise<FolderImages> {
  const issues: DatasetIssue[] = [];
  const names = await listFiles(scan, issues);
  const root = await openDatasetRoot(scan.folder);
  let read = 0;
  const found = await mapOrdered(
    names,
    PARALLEL_FILES,
    async (name) => {
      const result = await examine(root, name, scan);
      scan.onProgress?.(++read, names.length);
      return result;
    },
    scan.signal,
  );
  const images: { name: string; file: ImageFile }[] = [];
  for (const one of found) {
    if ("file" in one) images.push(one);
    else if ("issue" in one) issues.push(one.issue);
  }
  return { images, issues };
}

async function examine(
  root: DatasetRoot,
  name: string,
  scan: FolderScan,
): Promise<{ name: string; file: ImageFile } | { issue: DatasetIssue } | { expected: true }> {
  const shown = scan.prefix + name;
  const excluded = (code: DatasetIssue["code"], why: Reason) => ({
    issue: { code, file: shown, detail: [why], excluded: true },
  });
  if (!hasImageName(name) && scan.isExpected?.(name)) return { expected: true };
  const located = await (scan.within ? scan.within.locate(shown) : root.locate(name));
  switch (located.kind) {
    case "missing":
      return excluded("missing-image", reason("link-to-nothing"));
    case "outside":
      return excluded("outside-dataset", located.reason);
    case "unusable":
      return excluded(hasImageName(name) ? "unreadable-image" : "not-an-image", located.reason);
    case "file": {
      const probe = await probeImage(located.realPath, located.bytes);
      if (probe.ok) return { name: shown, file: { path: located.realPath, bytes: located.bytes } };
      // An empty or locked file without an image's extension was never meant to be an image.
      return excluded(hasImageName(name) ? probe.code : "not-an-image", probe.reason);
    }
  }
}

/** Every entry below `folder` that is not a folder, as names with `/`, sorted by code unit; links to folders are not followed. */
async function listFiles({ folder, prefix, exclude }: FolderScan, issues: DatasetIssue[]): Promise<string[]> {
  const names: string[] = [];
  async function walk(relative: string, depth: number): Promise<void> {
    let entries;
    try {
      entries = await readdir(path.join(folder, relative), { withFileTypes: true });
    } catch (error) {
      if (relative === "") throw error;
      issues.push({ code: "unreadable-image", file: prefix + relative, detail: [systemReason(error)], excluded: true });
      return;
    }
    for (const entry of entries) {
      const name = relative === "" ? entry.name : `${relative}/${entry.name}`;
      if (!entry.isDirectory()) names.push(name);
      else if (exclude !== undefined && path.relative(path.join(folder, name), exclude) === "") continue;
      else if (depth < MAX_FOLDER_DEPTH) await walk(name, depth + 1);
      else
        issues.push({
          code: "not-an-image",
          file: prefix + name,
          detail: [reason("folders-too-deep", { most: MAX_FOLDER_DEPTH })],
          excluded: true,
        });
    }
  }
  await walk("", 1);
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
