/** Opens a path as a dataset of a known format, a plain folder of images, or a single image. */
import type { Failure } from "../../../shared/ipc/contract.ts";
import { belowAsked, noImages, notAFolder, notAnImage } from "./datasetFailures.ts";
import { openPlace } from "./datasetPlace.ts";
import type { DatasetOpening, DatasetOptions, OpenedDataset } from "./openedDataset.ts";
import { recogniseDataset } from "./readers/datasetReaders.ts";
import { readPlainFolder } from "./readers/plainFolder.ts";

/** Tries each format's reader (`readers/datasetReaders.ts`). Throws only when `options.signal` is aborted. */
export async function openDataset(asked: string, options: DatasetOptions = {}): Promise<DatasetOpening> {
  const place = await openPlace(asked);
  if ("failure" in place) return failed(place.failure);
  const { read, lookedFor } = await recogniseDataset(place, options);
  if (read === null) return failed(place.kind === "file" ? notAnImage(asked) : noImages(asked, [], lookedFor));
  const opening = await read();
  if (opening.ok) return withImages(opening.value, asked, lookedFor);
  return failed(place.kind === "file" ? opening.failure : belowAsked(opening.failure, place.root.path, asked));
}

/** Opens every image below a folder, whatever dataset it contains, for inspecting a whole folder. */
export async function openFolderImages(asked: string, options: DatasetOptions = {}): Promise<DatasetOpening> {
  const place = await openPlace(asked);
  if ("failure" in place) return failed(place.failure);
  if (place.kind === "file") return failed(notAFolder(asked));
  return withImages(await readPlainFolder(place, options), asked, []);
}

function withImages(opened: OpenedDataset, asked: string, lookedFor: readonly string[]): DatasetOpening {
  const { images, issues } = opened.dataset;
  return images.length > 0 ? { ok: true, value: opened } : failed(noImages(asked, issues, lookedFor));
}

function failed(failure: Failure): DatasetOpening {
  return { ok: false, failure };
}
