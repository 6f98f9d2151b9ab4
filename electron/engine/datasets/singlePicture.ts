/** One picture opened by itself: a dataset of a single picture without ground truth. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { assembleDataset, type OpenedDataset } from "./openedDataset.ts";
import { probePicture, type PictureProbe } from "./pictureProbe.ts";

export type SinglePicture = { readonly ok: true; readonly opened: OpenedDataset } | Extract<PictureProbe, { ok: false }>;

/** @param file an existing file, by any name; what it is its first bytes say. Throws where it cannot be reached. */
export async function openSinglePicture(file: string): Promise<SinglePicture> {
  const real = await realpath(file);
  const { size } = await stat(real);
  const probe = await probePicture(real, size);
  if (!probe.ok) return probe;
  const name = path.basename(file);
  const opened = assembleDataset({
    root: path.dirname(real),
    // Another picture of the folder is another dataset.
    reading: `picture ${name}`,
    name,
    kind: "folder",
    synthetic: false,
    classes: [],
    pictures: [{ name, file: { path: real, bytes: size }, role: "unlabelled", groundTruth: [], size: null }],
    issues: [],
  });
  return { ok: true, opened };
}
