/** One image opened by itself: a dataset of a single image without ground truth. */
import { realpath, stat } from "node:fs/promises";
import path from "node:path";
import { assembleDataset, type OpenedDataset } from "./openedDataset.ts";
import { probeImage, type ImageProbe } from "./imageProbe.ts";

export type SingleImage = { readonly ok: true; readonly opened: OpenedDataset } | Extract<ImageProbe, { ok: false }>;

/** @param file an existing file, by any name; what it is its first bytes say. Throws where it cannot be reached. */
export async function openSingleImage(file: string): Promise<SingleImage> {
  const real = await realpath(file);
  const { size } = await stat(real);
  const probe = await probeImage(real, size);
  if (!probe.ok) return probe;
  const name = path.basename(file);
  const opened = assembleDataset({
    root: path.dirname(real),
    // Another image of the folder is another dataset.
    reading: `image ${name}`,
    name,
    kind: "folder",
    synthetic: false,
    classes: [],
    images: [{ name, file: { path: real, bytes: size }, role: "unlabelled", groundTruth: [], size: null }],
    issues: [],
  });
  return { ok: true, opened };
}
