/** Recognises a YOLO dataset by its `data.yaml`, and reads one split: images with their label files, those without objects as defect-free. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { reason } from "../../../../../shared/core/reason.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { findBackground, readBackgrounds } from "../../backgroundImages.ts";
import { severalLists, unreadable } from "../../datasetFailures.ts";
import type { DatasetPlace } from "../../datasetPlace.ts";
import { type DatasetRoot, openDatasetRoot } from "../../datasetRoot.ts";
import { mapOrdered } from "../../mapOrdered.ts";
import { assembleDataset, type DatasetOpening, type DatasetOptions } from "../../openedDataset.ts";
import { orderImages } from "../labelledImages.ts";
import type { DatasetReader } from "../reader.ts";
import { MAX_CONFIG_BYTES, parseYoloConfig, type YoloConfig } from "./yoloConfig.ts";
import { findSplitImages, type YoloImage } from "./yoloImages.ts";
import { readYoloImage, withoutLabels } from "./yoloImage.ts";

export interface FoundYolo {
  readonly root: DatasetRoot;
  readonly synthetic: boolean;
  readonly asked: string;
  readonly files: readonly { readonly name: string; readonly config: YoloConfig }[];
}

const PARALLEL_IMAGES = 16;
const LOOKED_FOR = 'data.yaml with "names" and "val"';
/** The first split in the file is read when the user named none. */
const USUAL_SPLITS = ["val", "valid", "minival", "test", "train"];

export const yoloReader: DatasetReader<FoundYolo> = {
  name: "yolo",
  async recognise(place, { list }) {
    const no = { sure: "no", lookedFor: LOOKED_FOR } as const;
    const root = place.kind === "folder" ? place.root : await openDatasetRoot(path.dirname(place.path));
    const files = [];
    for (const name of await configNames(place, list)) {
      const located = await root.locate(name);
      if (located.kind !== "file") continue;
      const text = await readTextFile(located.realPath, MAX_CONFIG_BYTES);
      const read = text.ok ? parseYoloConfig(text.text) : text;
      if (read.ok && "config" in read) files.push({ name, config: read.config });
    }
    const isSplit = list === undefined || isConfigName(list) || files.some(({ config }) => config.splits.has(list));
    if (files.length === 0 || !isSplit) return no;
    return {
      sure: "certain",
      found: { root, synthetic: place.kind === "folder" && place.synthetic, asked: place.asked, files },
    };
  },
  choices({ files }) {
    const file = usualFile(files);
    // Several configurations are told apart by their file, the parts of one by their names.
    const lists = files.length > 1 ? files.map(({ name }) => name) : [...(file?.config.splits.keys() ?? [])];
    const usualList = files.length > 1 ? file?.name : file && usualSplit(file.config);
    return Promise.resolve({ lists, usualList: usualList ?? null, usualBackground: null });
  },
  async read({ root, synthetic, asked, files }, options) {
    const file = usualFile(files);
    if (file === undefined) {
      const names = files.map(({ name }) => name);
      return { ok: false, failure: severalLists(asked, names) };
    }
    return readSplit(root, synthetic, file, options);
  },
};

function usualFile(files: FoundYolo["files"]): FoundYolo["files"][number] | undefined {
  return files.length === 1 ? files[0] : files.find(({ name }) => /^(?:data|dataset)\.ya?ml$/i.test(name));
}

function usualSplit({ splits }: YoloConfig): string {
  return USUAL_SPLITS.find((usual) => splits.has(usual)) ?? "";
}

function isConfigName(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

async function configNames(place: DatasetPlace, list: string | undefined): Promise<string[]> {
  if (place.kind === "file") return isConfigName(place.path) ? [path.basename(place.path)] : [];
  if (list !== undefined && isConfigName(list)) return [list];
  return (await readdir(place.root.path).catch(() => [])).filter(isConfigName).sort();
}

async function readSplit(
  root: DatasetRoot,
  synthetic: boolean,
  { name, config }: FoundYolo["files"][number],
  options: DatasetOptions,
): Promise<DatasetOpening> {
  const named = options.list !== undefined && config.splits.has(options.list) ? options.list : undefined;
  const split = named ?? usualSplit(config);
  const background = await findBackground(root, options, null);
  if (background !== null && "failure" in background) return { ok: false, failure: background.failure };
  const issues: DatasetIssue[] = [];
  const found: YoloImage[] = [];
  const base = name.slice(0, name.lastIndexOf("/") + 1);
  for (const place of config.splits.get(split) ?? []) {
    const part = await findSplitImages(root, { base, path: config.path, place }, options);
    if (part === null) {
      const why = reason("split-not-found", { split, place: place.slice(0, 200) });
      return { ok: false, failure: unreadable(path.join(root.path, name), why) };
    }
    found.push(...part.images);
    issues.push(...part.issues);
  }
  let read = 0;
  const readings = await mapOrdered(
    found,
    PARALLEL_IMAGES,
    async (image) => {
      const reading = await readYoloImage(root, image, config);
      options.onProgress?.(++read, found.length);
      return reading;
    },
    options.signal,
  );
  const images = orderImages(withoutLabels(readings), issues);
  const taken = new Set(images.map(({ file }) => file.path));
  const backgrounds = await readBackgrounds(background, taken, issues, options);
  const value = assembleDataset({
    root: root.path,
    reading: JSON.stringify([name, split, background?.folder ?? null]),
    name: path.basename(root.path),
    kind: "yolo",
    synthetic,
    classes: config.classes,
    images: [...images, ...backgrounds],
    issues,
  });
  return { ok: true, value };
}
