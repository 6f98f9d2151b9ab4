/** The file or folder that a user named as a dataset, before its format is known; paths cannot leave the folder. */
import { opendir, realpath, stat } from "node:fs/promises";
import type { Failure } from "../../../shared/ipc/contract.ts";
import { readRegularFile } from "../files/regularFile.ts";
import { notAFolder, refusedBySystem } from "./datasetFailures.ts";
import { type DatasetRoot, openDatasetRoot } from "./datasetRoot.ts";

export interface FilePlace {
  readonly kind: "file";
  /** As requested: failures use this name. */
  readonly asked: string;
  /** Absolute, links resolved. */
  readonly path: string;
  readonly bytes: number;
}

export interface FolderPlace {
  readonly kind: "folder";
  readonly asked: string;
  readonly root: DatasetRoot;
  /** Its images are generated, as it declares itself. */
  readonly synthetic: boolean;
}

export type DatasetPlace = FilePlace | FolderPlace;

/** Only regular files and folders are accepted, so that no reader opens a pipe. */
export async function openPlace(asked: string): Promise<DatasetPlace | { readonly failure: Failure }> {
  try {
    const info = await stat(asked);
    if (info.isFile()) return { kind: "file", asked, path: await realpath(asked), bytes: info.size };
    if (!info.isDirectory()) return { failure: notAFolder(asked) };
    const root = await openDatasetRoot(asked);
    // A folder that cannot be listed is reported here, once for all readers.
    await (await opendir(root.path)).close();
    return { kind: "folder", asked, root, synthetic: await isSynthetic(root) };
  } catch (error) {
    return { failure: refusedBySystem(asked, error) };
  }
}

/** A dataset of generated images declares it in `loupe-dataset.json`, so that no figure made from it is mistaken for a real one. */
async function isSynthetic(root: DatasetRoot): Promise<boolean> {
  const file = await root.locate("loupe-dataset.json");
  if (file.kind !== "file") return false;
  const read = await readRegularFile(file.realPath, 65_536);
  if (!read.ok) return false;
  try {
    const marker: unknown = JSON.parse(read.bytes.toString("utf8"));
    return typeof marker === "object" && marker !== null && (marker as { synthetic?: unknown }).synthetic === true;
  } catch {
    return false;
  }
}
