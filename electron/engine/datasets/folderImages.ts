/** Finds the images below a folder, sorted by name, and reports other files. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../shared/core/dataset.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { type DatasetRoot, openDatasetRoot } from "./datasetRoot.ts";
import { readAtPace } from "./readAtPace.ts";
import type { OpenToRead } from "../files/fileReading.ts";
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

/** Deeper folders are excluded and reported: nobody keeps images there, but loops of mounts occur. */
const MAX_FOLDER_DEPTH = 32;

export async function findImages(scan: FolderScan): Promise<FolderImages> {
  const issues: DatasetIssue[] = [];
  const files = await listFiles(scan, issues);
  const root = await openDatasetRoot(scan.folder);
  let read = 0;
  const found = await readAtPace(
    files,
    async (file, open) => {
      const result = await examine(root, file, scan, open);
      scan.onProgress?.(++read, files.length);
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
  { name, isPlain }: ListedFile,
  scan: FolderScan,
  open: OpenToRead,
): Promise<{ name: string; file: ImageFile } | { issue: DatasetIssue } | { expected: true }> {
  const shown = scan.prefix + name;
  const excluded = (code: DatasetIssue["code"], why: Reason) => ({
    issue: { code, file: shown, detail: [why], excluded: true },
  });
  if (!hasImageName(name) && scan.isExpected?.(name)) return { expected: true };
  if (isPlain) return probed(path.join(root.path, name));
  const located = await (scan.within ? scan.within.locate(shown) : root.locate(name));
  switch (located.kind) {
    case "missing":
      return excluded("missing-image", reason("link-to-nothing"));
    case "outside":
      return excluded("outside-dataset", located.reason);
    case "unusable":
      return excluded(hasImageName(name) ? "unreadable-image" : "not-an-image", located.reason);
    case "file":
      return probed(located.realPath);
  }

  async function probed(realPath: string): ReturnType<typeof examine> {
    const probe = await probeImage(realPath, open);
    if (probe.ok) return { name: shown, file: { path: realPath, bytes: probe.bytes } };
    // An empty or locked file without an image's extension was never meant to be an image.
    return excluded(hasImageName(name) ? probe.code : "not-an-image", probe.reason);
  }
}

interface ListedFile {
  readonly name: string;
  /** Not a link, in a folder that was not reached by one: it lies where its name says. */
  readonly isPlain: boolean;
}

/** Every entry below `folder` that is not a folder, as names with `/`, sorted by code unit; links to folders are not followed. */
async function listFiles({ folder, prefix, exclude }: FolderScan, issues: DatasetIssue[]): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
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
      if (!entry.isDirectory()) files.push({ name, isPlain: entry.isFile() });
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
  return files.sort(({ name: a }, { name: b }) => (a < b ? -1 : a > b ? 1 : 0));
}
