/** Reads one image opened by itself: a dataset of a single image without ground truth. */
import path from "node:path";
import { notAnImage, unreadable } from "../datasetFailures.ts";
import type { FilePlace } from "../datasetPlace.ts";
import { probeImage } from "../imageProbe.ts";
import { assembleDataset, type DatasetOpening } from "../openedDataset.ts";
import type { DatasetReader } from "./reader.ts";

export const singleImageReader: DatasetReader<FilePlace> = {
  name: "folder",
  recognise: (place) =>
    Promise.resolve(
      place.kind === "file"
        ? { sure: "otherwise", found: place }
        : { sure: "no", lookedFor: "*.jpg, *.png, *.bmp, *.tif, *.webp" },
    ),
  read: readSingleImage,
};

/** With any name; its first bytes identify the format. */
async function readSingleImage({ asked, path: real, bytes }: FilePlace): Promise<DatasetOpening> {
  const probe = await probeImage(real);
  if (!probe.ok) {
    const failure = probe.code === "not-an-image" ? notAnImage(asked) : unreadable(asked, probe.reason);
    return { ok: false, failure };
  }
  const name = path.basename(asked);
  const value = assembleDataset({
    root: path.dirname(real),
    // Another image of the folder is another dataset.
    reading: `image ${name}`,
    name,
    kind: "folder",
    synthetic: false,
    classes: [],
    images: [{ name, file: { path: real, bytes }, role: "unlabelled", groundTruth: [], size: null }],
    issues: [],
  });
  return { ok: true, value };
}
