/** Reads a plain folder of pictures, subfolders included: nothing is known about any of them. */
import path from "node:path";
import { findPictures } from "./folderPictures.ts";
import { assembleDataset, type DatasetOptions, type OpenedDataset } from "./openedDataset.ts";

/** Files of a PaddleX dataset, which may lie in the folder without being worth a remark each. */
const DATASET_FILE = /(?:^|\/)(?:labels\.txt|[^/]*_list\.txt|loupe-dataset\.json)$|(?:^|\/)Annotations\/[^/]*\.xml$/i;

export async function readFolderDataset(root: string, synthetic: boolean, options: DatasetOptions): Promise<OpenedDataset> {
  const { pictures, issues } = await findPictures({
    folder: root,
    prefix: "",
    isExpected: (name) => DATASET_FILE.test(name),
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
    pictures: pictures.map(({ name, file }) => ({ name, file, role: "unlabelled", groundTruth: [], size: null })),
    issues,
  });
}
