/** Reads a COCO dataset: images in the order of the file, those without annotations as defect-free; exclusions are reported with their reasons. */
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../../shared/core/reason.ts";
import type { Failure } from "../../../../../shared/ipc/contract.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { findBackground, readBackgrounds } from "../../backgroundImages.ts";
import { unreadable } from "../../datasetFailures.ts";
import type { DatasetRoot } from "../../datasetRoot.ts";
import { probeImage } from "../../imageProbe.ts";
import { mapOrdered } from "../../mapOrdered.ts";
import { assembleDataset, type DatasetOpening, type DatasetOptions } from "../../openedDataset.ts";
import { type EdgeObject, edgeGroundTruth } from "../edgeGroundTruth.ts";
import { type ImageReading, orderImages } from "../labelledImages.ts";
import { type CocoFile, type CocoId, type CocoImage, parseCocoFile } from "./cocoAnnotations.ts";
import { findImageFolder, nameBelow } from "./cocoImageFolder.ts";

const PARALLEL_IMAGES = 16;
/** A longer text exceeds the maximum length of a string; COCO's own largest file has 450 MB. */
const MAX_JSON_BYTES = 500 * 1024 * 1024;
/** Reported one by one; the rest are counted. */
const MAX_NAMED = 20;

export async function readCocoDataset(
  { root, synthetic, file }: { readonly root: DatasetRoot; readonly synthetic: boolean; readonly file: string },
  options: DatasetOptions,
): Promise<DatasetOpening> {
  const coco = await readCocoFile(root, file);
  if ("failure" in coco) return { ok: false, failure: coco.failure };
  const background = await findBackground(root, options, null);
  if (background !== null && "failure" in background) return { ok: false, failure: background.failure };
  const issues = badEntries(coco, file);
  const { classes, indexOf } = classTable(coco, file, issues);
  const folder = await findImageFolder(root, file, coco.images);
  let read = 0;
  const readings = await mapOrdered(
    coco.images,
    PARALLEL_IMAGES,
    async (image) => {
      const reading = await readImage(root, image, nameBelow(folder, image.name), { coco, indexOf, file });
      options.onProgress?.(++read, coco.images.length);
      return reading;
    },
    options.signal,
  );
  const images = orderImages(readings, issues);
  const backgrounds = await readBackgrounds(
    background,
    new Set(images.map((image) => image.file.path)),
    issues,
    options,
  );
  const opened = assembleDataset({
    root: root.path,
    reading: JSON.stringify([file, background?.folder ?? null]),
    name: path.basename(root.path),
    kind: "coco",
    synthetic,
    classes,
    images: [...images, ...backgrounds],
    issues,
  });
  return { ok: true, value: { ...opened, ids: { images: imageIndices(readings, coco, opened), classes: indexOf } } };
}

async function readCocoFile(root: DatasetRoot, file: string): Promise<CocoFile | { readonly failure: Failure }> {
  const shown = path.join(root.path, file);
  const located = await root.locate(file);
  if (located.kind === "missing") return { failure: unreadable(shown, reason("no-such-file")) };
  if (located.kind !== "file") return { failure: unreadable(shown, located.reason) };
  const read = await readTextFile(located.realPath, MAX_JSON_BYTES);
  if (!read.ok) return { failure: unreadable(shown, read.reason) };
  let json: unknown;
  try {
    json = JSON.parse(read.text);
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 120);
    return { failure: unreadable(shown, reason("not-json", { error: said })) };
  }
  return parseCocoFile(json) ?? { failure: unreadable(shown, reason("not-coco")) };
}

function badEntries({ bad }: CocoFile, file: string): DatasetIssue[] {
  const issues: DatasetIssue[] = bad
    .slice(0, MAX_NAMED)
    .map(({ entry, reason: why }) => ({ code: "bad-row", file, detail: [entry, why], excluded: true }));
  if (bad.length > MAX_NAMED)
    issues.push({
      code: "bad-row",
      file,
      detail: [reason("more-entries", { count: bad.length - MAX_NAMED })],
      excluded: true,
    });
  return issues;
}

/** Classes by ascending id, as detectors are trained; two ids of one name are one class. */
function classTable({ categories }: CocoFile, file: string, issues: DatasetIssue[]) {
  const entries = [...categories].sort(([a], [b]) => (typeof a === "number" && typeof b === "number" ? a - b : 0));
  const classes: string[] = [];
  const indexOf = new Map<CocoId, number>();
  for (const [id, name] of entries) {
    const before = classes.indexOf(name);
    if (before >= 0)
      issues.push({
        code: "duplicate-row",
        file,
        detail: [reason("category-of-id", { id: String(id) }), quoted(name)],
        excluded: false,
      });
    indexOf.set(id, before >= 0 ? before : classes.push(name) - 1);
  }
  return { classes, indexOf };
}

async function readImage(
  root: DatasetRoot,
  image: CocoImage,
  name: string,
  {
    coco,
    indexOf,
    file,
  }: { readonly coco: CocoFile; readonly indexOf: ReadonlyMap<CocoId, number>; readonly file: string },
): Promise<ImageReading> {
  const where = reason("image-of-file", { file, image: String(image.id) });
  const excluded = (code: DatasetIssue["code"], ...why: readonly Reason[]): ImageReading => ({
    ok: false,
    issue: { code, file: name, detail: [where, ...why], excluded: true },
  });
  const located = await root.locate(name);
  if (located.kind === "missing") return excluded("missing-image");
  if (located.kind === "outside") return excluded("outside-dataset", located.reason);
  if (located.kind === "unusable") return excluded("unreadable-image", located.reason);
  const probe = await probeImage(located.realPath);
  if (!probe.ok) return excluded(probe.code, probe.reason);
  const found = { name: located.name, file: { path: located.realPath, bytes: located.bytes }, size: image.size };
  const annotations = coco.annotationsOf.get(image.id) ?? [];
  if (annotations.length === 0) {
    // A file without any annotation lists images alone, as COCO's test sets do.
    const role = coco.annotationCount === 0 ? "unlabelled" : "background";
    return { ok: true, image: { ...found, role, groundTruth: [] }, remarks: [] };
  }
  const objects: EdgeObject[] = [];
  for (const annotation of annotations) {
    if (!annotation.ok)
      return excluded(
        "unreadable-annotation",
        reason("nth-annotation", { number: annotation.position }),
        annotation.reason,
      );
    const { box, category } = annotation.entry;
    const classIndex = indexOf.get(category);
    if (classIndex === undefined) return excluded("unknown-class", reason("category-of-id", { id: String(category) }));
    const called = reason("annotation-of-class", {
      number: annotation.position,
      name: coco.categories.get(category) ?? "",
    });
    objects.push({ classIndex, box, difficult: annotation.crowd, called });
  }
  const { boxes, remarks } = edgeGroundTruth(objects, image.size, name);
  if (boxes.length === 0) return excluded("no-object", reason("no-box-in-image"));
  return { ok: true, image: { ...found, role: "annotated", groundTruth: boxes }, remarks };
}

/** Indices of the file's images in the dataset, by their ids. */
function imageIndices(
  readings: readonly ImageReading[],
  { images }: CocoFile,
  opened: { readonly dataset: { readonly images: readonly { readonly name: string }[] } },
): Map<CocoId, number> {
  const byName = new Map(opened.dataset.images.map(({ name }, index) => [name, index]));
  const indices = new Map<CocoId, number>();
  readings.forEach((reading, i) => {
    const id = images[i]?.id;
    const index = reading.ok ? byName.get(reading.image.name) : undefined;
    if (id !== undefined && index !== undefined) indices.set(id, index);
  });
  return indices;
}
