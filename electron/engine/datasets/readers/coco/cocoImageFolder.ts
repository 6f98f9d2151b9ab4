/** Finds the folder to which the file names of a COCO file are relative, since the file does not name it. */
import path from "node:path";
import type { DatasetRoot } from "../../datasetRoot.ts";
import type { CocoImage } from "./cocoAnnotations.ts";

/** This many files are checked; more would take too long. */
const TRIED = 50;

/**
 * The folder that contains most of the first images, as a name below the root that ends in `/`, or empty for the root.
 * One folder is used for all: an image that it lacks is missing, and never taken from another split, where a file of
 * the same name may be another image.
 */
export async function findImageFolder(root: DatasetRoot, file: string, images: readonly CocoImage[]): Promise<string> {
  const tried = images.slice(0, TRIED);
  let best = { folder: "", count: -1 };
  for (const folder of foldersFor(file)) {
    let count = 0;
    for (const { name } of tried) if ((await root.locate(nameBelow(folder, name))).kind === "file") count++;
    if (count > best.count) best = { folder, count };
    if (count === tried.length) break;
  }
  return best.folder;
}

/** An absolute name stays absolute, so that it is refused instead of being looked up below the folder. */
export function nameBelow(folder: string, name: string): string {
  return /^([A-Za-z]:|[\\/])/.test(name) ? name : folder + name;
}

/** Beside the file, in the root, in a folder of the split's name (`instances_val2017.json`: `val2017`), or in a folder that tools export images to. */
function foldersFor(file: string): Set<string> {
  const slashed = file.replace(/\\/g, "/");
  const beside = slashed.slice(0, slashed.lastIndexOf("/") + 1);
  const stem = path.posix.basename(slashed).replace(/\.json$/i, "");
  const split = stem.replace(/^_?(?:instances|annotations?|image_info|person_keypoints|labels|coco)[_.-]*/i, "");
  const named = split === "" || split === stem ? [stem] : [split];
  return new Set([
    beside,
    "",
    ...named.flatMap((name) => [`${name}/`, `images/${name}/`, `${beside}${name}/`, `${beside}images/${name}/`]),
    `${beside}images/`,
    "images/",
    "JPEGImages/",
    "data/",
  ]);
}
