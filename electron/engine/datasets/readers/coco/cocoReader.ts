/** Recognises a COCO dataset: a JSON file of images, annotations and categories, given by the user or found where tools put it. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { openRegularFile } from "../../../files/regularFile.ts";
import { severalLists } from "../../datasetFailures.ts";
import type { DatasetPlace } from "../../datasetPlace.ts";
import { type DatasetRoot, openDatasetRoot, toName } from "../../datasetRoot.ts";
import type { DatasetReader } from "../reader.ts";
import { readCocoDataset } from "./readCocoDataset.ts";

export interface FoundCoco {
  readonly root: DatasetRoot;
  readonly synthetic: boolean;
  /** Names of annotation files below the root; if there are several, the user must choose. */
  readonly files: readonly string[];
  /** Every annotation file that could be named instead. */
  readonly others: readonly string[];
  readonly asked: string;
}

const LOOKED_FOR = '*.json with "images", "annotations", "categories"';
/** Read from the beginning and the end: the long lists are in between, and the keys around them. */
const LOOK_BYTES = 1024 * 1024;
/** More JSON files in one folder are the results of some tool. */
const MAX_LOOKS = 64;
const KEYS = [/"images"\s*:\s*\[/, /"annotations"\s*:\s*\[/, /"categories"\s*:\s*\[/];

export const cocoReader: DatasetReader<FoundCoco> = {
  name: "coco",
  async recognise(place, { list }) {
    const { root, synthetic } = await rootOf(place);
    const { asked } = place;
    if (list !== undefined) {
      if (!/\.json$/i.test(list)) return { sure: "no", lookedFor: LOOKED_FOR };
      return { sure: "certain", found: { root, synthetic, files: [list], others: [], asked } };
    }
    const found: string[] = [];
    const names = place.kind === "file" ? [toName(root.path, place.path)] : await candidates(root.path);
    for (const name of names.slice(0, MAX_LOOKS)) if (await looksLikeCoco(root, name)) found.push(name);
    if (found.length === 0) return { sure: "no", lookedFor: LOOKED_FOR };
    const validation = found.filter((name) => /val/i.test(name));
    const files = found.length > 1 && validation.length === 1 ? validation : found;
    return { sure: "certain", found: { root, synthetic, files, others: found, asked } };
  },
  choices: ({ files: [file, ...more], others }) =>
    Promise.resolve({
      lists: others,
      usualList: more.length > 0 ? null : (file ?? null),
      usualBackground: null,
    }),
  read({ root, synthetic, files, asked }, options) {
    const [file] = files;
    if (file === undefined || files.length > 1)
      return Promise.resolve({ ok: false, failure: severalLists(asked, files) });
    return readCocoDataset({ root, synthetic, file }, options);
  },
};

/** An annotation file in a folder `annotations` refers to images beside that folder. */
async function rootOf(place: DatasetPlace): Promise<{ root: DatasetRoot; synthetic: boolean }> {
  if (place.kind === "folder") return place;
  const folder = path.dirname(place.path);
  const within = path.basename(folder).toLowerCase() === "annotations" ? path.dirname(folder) : folder;
  return { root: await openDatasetRoot(within), synthetic: false };
}

/** JSON files of the folder and of `annotations`, and the files that Roboflow puts into each split. */
async function candidates(root: string): Promise<string[]> {
  const top = await readdir(root, { withFileTypes: true }).catch(() => []);
  const json = (name: string) => /\.json$/i.test(name);
  const names = top.filter((entry) => !entry.isDirectory() && json(entry.name)).map(({ name }) => name);
  for (const folder of top.filter((entry) => entry.isDirectory())) {
    if (folder.name.toLowerCase() === "annotations") {
      const inside = await readdir(path.join(root, folder.name)).catch(() => []);
      names.push(...inside.filter(json).map((name) => `${folder.name}/${name}`));
    } else names.push(`${folder.name}/_annotations.coco.json`);
  }
  return names.sort();
}

async function looksLikeCoco(root: DatasetRoot, name: string): Promise<boolean> {
  const located = await root.locate(name);
  if (located.kind !== "file" || !/\.json$/i.test(located.realPath)) return false;
  const opened = await openRegularFile(located.realPath);
  if (!opened.ok) return false;
  try {
    const look = async (from: number) => {
      const bytes = Buffer.alloc(Math.min(LOOK_BYTES, opened.bytes));
      const { bytesRead } = await opened.handle.read(bytes, 0, bytes.length, from);
      return bytes.subarray(0, bytesRead).toString("latin1");
    };
    const head = await look(0);
    if (!/^(?:\u00ef\u00bb\u00bf)?\s*\{/.test(head)) return false;
    const text = opened.bytes > LOOK_BYTES ? `${head}\n${await look(opened.bytes - LOOK_BYTES)}` : head;
    return KEYS.filter((key) => key.test(text)).length >= 2;
  } catch {
    return false;
  } finally {
    await opened.handle.close();
  }
}
