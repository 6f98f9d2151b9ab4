/** Recognises a PaddleX VOC dataset: by its list, or by `Annotations` beside `JPEGImages` where there is no list at all. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { FolderPlace } from "../../datasetPlace.ts";
import type { DatasetRoot } from "../../datasetRoot.ts";
import type { DatasetReader } from "../reader.ts";
import { readVocDataset } from "./readVocDataset.ts";
import { textLists } from "../../datasetFailures.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { DEFAULT_BACKGROUND, DEFAULT_LIST, findVocLayout, MAX_LIST_BYTES } from "./vocLayout.ts";
import { parseVocList, type VocListRow } from "./vocList.ts";

export interface FoundVoc {
  readonly place: FolderPlace;
  /** Made from the names of the annotations where there is no list; null where the list is to be read. */
  readonly rows: readonly VocListRow[] | null;
}

export const vocReader: DatasetReader<FoundVoc> = {
  name: "voc",
  async recognise(place, { list }) {
    const no = { sure: "no", lookedFor: `${DEFAULT_LIST}, Annotations/*.xml + JPEGImages` } as const;
    // A list of another format is recognised by its extension.
    if (place.kind === "file" || /\.(json|ya?ml|xml)$/i.test(list ?? "")) return no;
    const located = await place.root.locate(list ?? DEFAULT_LIST);
    if (located.kind !== "missing") return { sure: "certain", found: { place, rows: null } };
    if (list !== undefined) return { sure: "likely", found: { place, rows: null } };
    const rows = await rowsWithoutList(place.root).catch(() => null);
    if (rows !== null) return { sure: "certain", found: { place, rows } };
    return (await hasOtherLists(place.root)) ? { sure: "likely", found: { place, rows: null } } : no;
  },
  async choices({ place: { root }, rows }) {
    const lists = rows === null ? await pairLists(root) : [];
    const usualList = lists.find((name) => name === DEFAULT_LIST) ?? null;
    return { lists, usualList, usualBackground: DEFAULT_BACKGROUND };
  },
  async read({ place, rows }, options) {
    const layout = await findVocLayout(place, rows, options);
    if ("failure" in layout) return { ok: false, failure: layout.failure };
    return { ok: true, value: await readVocDataset(layout, options) };
  },
};

/** Without any list, `Annotations` beside `JPEGImages` still define which image has which ground truth. Null when the layout is another one. */
async function rowsWithoutList(root: DatasetRoot): Promise<VocListRow[] | null> {
  const top = await readdir(root.path, { withFileTypes: true });
  if (top.some((entry) => /_list\.txt$/i.test(entry.name))) return null;
  const folders = new Map(
    top.filter((entry) => entry.isDirectory()).map((entry) => [entry.name.toLowerCase(), entry.name]),
  );
  const images = folders.get("jpegimages");
  const annotations = folders.get("annotations");
  if (images === undefined || annotations === undefined) return null;
  const stems = new Map<string, string>();
  for (const name of await readdir(path.join(root.path, annotations))) {
    if (/\.xml$/i.test(name)) stems.set(name.slice(0, -4).normalize("NFC"), name);
  }
  const rows: VocListRow[] = [];
  for (const name of (await readdir(path.join(root.path, images))).sort()) {
    const annotation = stems.get(name.replace(/\.[^.]*$/, "").normalize("NFC"));
    if (annotation !== undefined)
      rows.push({
        kind: "pair",
        line: rows.length + 1,
        image: `${images}/${name}`,
        annotation: `${annotations}/${annotation}`,
      });
  }
  return rows.length > 0 ? rows : null;
}

/** The text files whose rows name an image and an annotation. */
async function pairLists(root: DatasetRoot): Promise<string[]> {
  const lists: string[] = [];
  for (const name of await textLists(root).catch(() => [])) {
    const located = await root.locate(name);
    const read = located.kind === "file" ? await readTextFile(located.realPath, MAX_LIST_BYTES) : null;
    if (read?.ok && parseVocList(read.text).some(({ kind }) => kind === "pair")) lists.push(name);
  }
  return lists;
}

async function hasOtherLists(root: DatasetRoot): Promise<boolean> {
  const top = await readdir(root.path).catch(() => []);
  return top.some((name) => /_list\.txt$/i.test(name)) && top.some((name) => name.toLowerCase() === "annotations");
}
