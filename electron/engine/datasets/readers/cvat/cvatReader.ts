/** Recognises a dataset exported as "CVAT for images 1.1", an `annotations.xml` beside a folder `images`, and reads it. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { reason, type Reason } from "../../../../../shared/core/reason.ts";
import { patiently } from "../../../files/fileReading.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { findBackground, readBackgrounds } from "../../backgroundImages.ts";
import { severalLists, unreadable } from "../../datasetFailures.ts";
import { type DatasetRoot, openDatasetRoot, toName } from "../../datasetRoot.ts";
import { probeImage } from "../../imageProbe.ts";
import { mapOrdered } from "../../mapOrdered.ts";
import { assembleDataset, type DatasetOpening, type DatasetOptions } from "../../openedDataset.ts";
import { edgeGroundTruth } from "../edgeGroundTruth.ts";
import { type ImageReading, orderImages } from "../labelledImages.ts";
import type { DatasetReader } from "../reader.ts";
import { type CvatImage, parseCvatFile } from "./cvatFile.ts";

export interface FoundCvat {
  readonly root: DatasetRoot;
  readonly synthetic: boolean;
  /** Names of annotation files below the root. */
  readonly files: readonly string[];
  readonly asked: string;
}

const LOOKED_FOR = "annotations.xml + images";
const USUAL_FILE = "annotations.xml";
/** The root element stands at the beginning. */
const LOOK_BYTES = 4096;
const MAX_LOOKS = 64;
/** A longer text exceeds the maximum length of a string. */
const MAX_XML_BYTES = 500 * 1024 * 1024;
const PARALLEL_IMAGES = 16;

export const cvatReader: DatasetReader<FoundCvat> = {
  name: "cvat",
  async recognise(place, { list }) {
    const no = { sure: "no", lookedFor: LOOKED_FOR } as const;
    const root = place.kind === "folder" ? place.root : await openDatasetRoot(path.dirname(place.path));
    const synthetic = place.kind === "folder" && place.synthetic;
    const { asked } = place;
    if (list !== undefined) {
      if (!/\.xml$/i.test(list)) return no;
      return { sure: "certain", found: { root, synthetic, files: [list], asked } };
    }
    const names = place.kind === "file" ? [toName(root.path, place.path)] : await readdir(root.path).catch(() => []);
    const files: string[] = [];
    for (const name of names
      .filter((one) => /\.xml$/i.test(one))
      .sort()
      .slice(0, MAX_LOOKS))
      if (await looksLikeCvat(root, name)) files.push(name);
    return files.length === 0 ? no : { sure: "certain", found: { root, synthetic, files, asked } };
  },
  choices: ({ files }) => Promise.resolve({ lists: files, usualList: usualFile(files) ?? null, usualBackground: null }),
  read({ root, synthetic, files, asked }, options) {
    const file = usualFile(files);
    if (file === undefined) return Promise.resolve({ ok: false, failure: severalLists(asked, files) });
    return readCvatDataset(root, synthetic, file, options);
  },
};

function usualFile(files: readonly string[]): string | undefined {
  return files.length === 1 ? files[0] : files.find((name) => name === USUAL_FILE);
}

/** VOC's root is `annotation`; this one is `annotations`, with a version or a `meta` at its beginning. */
async function looksLikeCvat(root: DatasetRoot, name: string): Promise<boolean> {
  const located = await root.locate(name);
  if (located.kind !== "file") return false;
  const opened = await patiently(located.realPath);
  if (!opened.ok) return false;
  try {
    const head = Buffer.from(await opened.file.read(0, LOOK_BYTES)).toString("utf8");
    return /<annotations\b[^>]*>\s*(?:<!--.*?-->\s*)*<(?:version|meta)\b/s.test(head);
  } catch {
    return false;
  } finally {
    await opened.file.close();
  }
}

async function readCvatDataset(
  root: DatasetRoot,
  synthetic: boolean,
  file: string,
  options: DatasetOptions,
): Promise<DatasetOpening> {
  const shown = path.join(root.path, file);
  const located = await root.locate(file);
  if (located.kind === "missing") return { ok: false, failure: unreadable(shown, reason("no-such-file")) };
  if (located.kind !== "file") return { ok: false, failure: unreadable(shown, located.reason) };
  const text = await readTextFile(located.realPath, MAX_XML_BYTES);
  const cvat = text.ok ? parseCvatFile(text.text) : text;
  if (!cvat.ok) return { ok: false, failure: unreadable(shown, cvat.reason) };
  const background = await findBackground(root, options, null);
  if (background !== null && "failure" in background) return { ok: false, failure: background.failure };

  const used = new Set(cvat.images.flatMap(({ boxes }) => boxes.map(({ label }) => label)));
  // A task lists its labels; a file without that list has those that its shapes use.
  const classes = cvat.labels.length > 0 ? cvat.labels : [...used].sort();
  let read = 0;
  const readings = await mapOrdered(
    cvat.images,
    PARALLEL_IMAGES,
    async (image) => {
      const reading = await readImage(root, image, file, classes, used.size === 0);
      options.onProgress?.(++read, cvat.images.length);
      return reading;
    },
    options.signal,
  );
  const issues: DatasetIssue[] = [];
  const images = orderImages(readings, issues);
  const taken = new Set(images.map((image) => image.file.path));
  const backgrounds = await readBackgrounds(background, taken, issues, options);
  const value = assembleDataset({
    root: root.path,
    reading: JSON.stringify([file, background?.folder ?? null]),
    name: path.basename(root.path),
    kind: "cvat",
    synthetic,
    classes,
    images: [...images, ...backgrounds],
    issues,
  });
  return { ok: true, value };
}

/** `nothingMarked`: no image of the file has a shape, so that one without is not defect-free but unlabelled. */
async function readImage(
  root: DatasetRoot,
  image: CvatImage,
  file: string,
  classes: readonly string[],
  nothingMarked: boolean,
): Promise<ImageReading> {
  const where = reason("image-of-file", { file, image: image.name });
  const excluded = (code: DatasetIssue["code"], ...why: readonly Reason[]): ImageReading => ({
    ok: false,
    issue: { code, file: image.name, detail: [where, ...why], excluded: true },
  });
  const located = await locateImage(root, image);
  if (located.kind === "missing") return excluded("missing-image");
  if (located.kind === "outside") return excluded("outside-dataset", located.reason);
  if (located.kind === "unusable") return excluded("unreadable-image", located.reason);
  const probe = await probeImage(located.realPath);
  if (!probe.ok) return excluded(probe.code, probe.reason);
  if (image.bad !== null)
    return excluded("unreadable-annotation", reason("nth-annotation", { number: image.bad.position }), image.bad.why);
  const found = { name: located.name, file: { path: located.realPath, bytes: probe.bytes }, size: image.size };
  const others = [...new Set(image.otherShapes)];
  const remarks: DatasetIssue[] = others.map((shape) => ({
    code: "no-object",
    file: located.name,
    detail: [where, reason("shape-without-box", { shape })],
    excluded: false,
  }));
  if (image.boxes.length === 0 && others.length === 0) {
    const role = nothingMarked ? "unlabelled" : "background";
    return { ok: true, image: { ...found, role, groundTruth: [] }, remarks };
  }
  const unknown = image.boxes.find(({ label }) => !classes.includes(label));
  if (unknown) return excluded("unknown-class", reason("nth-label", { name: unknown.label }));
  const objects = image.boxes.map(({ label, box, difficult }, i) => ({
    classIndex: classes.indexOf(label),
    box,
    difficult,
    called: reason("annotation-of-class", { number: i + 1, name: label }),
  }));
  const truth = edgeGroundTruth(objects, image.size, located.name);
  if (truth.boxes.length === 0) return excluded("no-object", reason("no-box-in-image"));
  const groundTruth = truth.boxes;
  return { ok: true, image: { ...found, role: "annotated", groundTruth }, remarks: [...remarks, ...truth.remarks] };
}

/** Exports of a task keep images in `images`, those of a project in a folder there for each part; an upload has them beside the file. */
async function locateImage(root: DatasetRoot, { name, subset }: CvatImage) {
  // An absolute name is refused as it is.
  if (/^([A-Za-z]:|[\\/])/.test(name)) return root.locate(name);
  const folders = subset === "" ? ["images/", ""] : [`images/${subset}/`, "images/", `${subset}/`, ""];
  for (const folder of folders) {
    const located = await root.locate(folder + name);
    if (located.kind !== "missing") return located;
  }
  return { kind: "missing" } as const;
}
