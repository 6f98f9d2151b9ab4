/** The choices a folder offers before it is opened: which list is read, and which subfolder holds the defect-free images. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetChoices } from "../../../shared/core/dataset.ts";
import type { Failure } from "../../../shared/core/failure.ts";
import { type DatasetPlace, openPlace } from "./datasetPlace.ts";
import { hasImageName } from "./imageProbe.ts";
import { recogniseDataset } from "./readers/datasetReaders.ts";

/** Folders where the formats keep the images that their lists name, and what belongs to them. */
const OWN_FOLDERS = new Set(["jpegimages", "annotations", "images", "labels", "imagesets"]);

/** Looks at names and the beginnings of files; no image is read. */
export async function datasetChoices(
  asked: string,
): Promise<{ readonly ok: true; readonly value: DatasetChoices } | { readonly ok: false; readonly failure: Failure }> {
  const place = await openPlace(asked);
  if ("failure" in place) return { ok: false, failure: place.failure };
  const { choices } = await recogniseDataset(place, {});
  const { lists, usualList, usualBackground } = await choices();
  const backgrounds = await imageFolders(place);
  const usual = backgrounds.find((name) => name === usualBackground) ?? null;
  return { ok: true, value: { lists: [...lists], usualList, backgrounds, usualBackground: usual } };
}

/** Folders directly inside that hold images themselves, by name. */
async function imageFolders(place: DatasetPlace): Promise<string[]> {
  if (place.kind === "file") return [];
  const { root } = place;
  const names: string[] = [];
  for (const entry of await readdir(root.path, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory() || OWN_FOLDERS.has(entry.name.toLowerCase())) continue;
    const inside = await readdir(path.join(root.path, entry.name)).catch(() => []);
    if (inside.some(hasImageName)) names.push(entry.name);
  }
  return names.sort();
}
