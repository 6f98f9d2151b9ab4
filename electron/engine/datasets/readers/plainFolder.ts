/** Reads a plain folder of images, subfolders included: none of them has ground truth. */
import { realpath } from "node:fs/promises";
import path from "node:path";
import type { FolderPlace } from "../datasetPlace.ts";
import { findImages } from "../folderImages.ts";
import { assembleDataset, type DatasetOptions, type OpenedDataset } from "../openedDataset.ts";
import type { DatasetReader } from "./reader.ts";

export const plainFolderReader: DatasetReader<FolderPlace> = {
  name: "folder",
  recognise: (place) =>
    Promise.resolve(
      place.kind === "folder" ? { sure: "otherwise", found: place } : { sure: "no", lookedFor: "a folder" },
    ),
  read: async (place, options) => ({ ok: true, value: await readPlainFolder(place, options) }),
};

/** Files of a PaddleX dataset or of a run, which may be in the folder without needing a remark each. */
const EXPECTED_FILE =
  /(?:^|\/)(?:labels\.txt|[^/]*_list\.txt|loupe-dataset\.json)$|(?:^|\/)Annotations\/[^/]*\.xml$|^(?:run\.[^/]*sqlite[^/]*|detections\.json)$/i;

export async function readPlainFolder(
  { root: { path: root }, synthetic }: FolderPlace,
  options: DatasetOptions,
): Promise<OpenedDataset> {
  const { images, issues } = await findImages({
    folder: root,
    prefix: "",
    isExpected: (name) => EXPECTED_FILE.test(name),
    exclude: await resolved(options.exclude),
    signal: options.signal,
    onProgress: options.onProgress,
  });
  return assembleDataset({
    root,
    reading: "folder",
    name: path.basename(root),
    kind: "folder",
    synthetic,
    classes: [],
    images: images.map(({ name, file }) => ({ name, file, role: "unlabelled", groundTruth: [], size: null })),
    issues,
  });
}

/** With links resolved, like the root; a folder that does not exist yet need not be excluded. */
async function resolved(folder: string | undefined): Promise<string | undefined> {
  return folder === undefined ? undefined : realpath(folder).catch(() => undefined);
}
