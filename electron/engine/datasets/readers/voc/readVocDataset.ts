/** Reads a PaddleX VOC dataset: the list's rows in order, then the backgrounds by name; exclusions are reported with their reasons. */
import path from "node:path";
import type { DatasetIssue } from "../../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readTextFile } from "../../../files/regularFile.ts";
import { readBackgrounds } from "../../backgroundImages.ts";
import { probeImage } from "../../imageProbe.ts";
import { mapOrdered } from "../../mapOrdered.ts";
import { assembleDataset, type DatasetOptions, type FoundImage, type OpenedDataset } from "../../openedDataset.ts";
import { MAX_ANNOTATION_BYTES, parseVocAnnotation, type VocAnnotation } from "./vocAnnotation.ts";
import { toGroundTruth } from "./vocGroundTruth.ts";
import type { VocLayout } from "./vocLayout.ts";
import type { VocListRow } from "./vocList.ts";

const PARALLEL_ROWS = 16;

export async function readVocDataset(layout: VocLayout, options: DatasetOptions): Promise<OpenedDataset> {
  let read = 0;
  const rows = withoutRepeats(layout);
  const readings = await mapOrdered(
    rows,
    PARALLEL_ROWS,
    async (row) => {
      const reading = await readRow(layout, row);
      options.onProgress?.(++read, rows.length);
      return reading;
    },
    options.signal,
  );
  const issues: DatasetIssue[] = [...layout.issues];
  const classes = layout.classes ?? classesOf(readings);
  const annotated = toImages(readings, classes, issues);
  const backgrounds = await readBackgrounds(
    layout.background,
    new Set(annotated.map(({ file }) => file.path)),
    issues,
    options,
  );
  return assembleDataset({
    root: layout.root.path,
    reading: JSON.stringify([layout.listName, layout.background?.folder ?? null]),
    name: path.basename(layout.root.path),
    kind: "voc",
    synthetic: layout.synthetic,
    classes,
    images: [...annotated, ...backgrounds],
    issues,
  });
}

interface RowPlace {
  /** As a file is named: `val_list.txt:3`. */
  readonly file: string;
  readonly where: Reason;
}

type RowReading =
  | {
      readonly kind: "image";
      readonly row: RowPlace;
      readonly image: Omit<FoundImage, "groundTruth" | "role">;
      readonly annotation: { readonly file: string; readonly content: VocAnnotation } | null;
    }
  | { readonly kind: "issue"; readonly issue: DatasetIssue };

/** A repeated row is detected without reading any file; rows that reach one image by two names are found later. */
function withoutRepeats(
  layout: VocLayout,
): readonly (VocListRow | { readonly kind: "repeat"; readonly line: number; readonly image: string })[] {
  const seen = new Set<string>();
  return layout.rows.map((row) => {
    if (row.kind === "bad") return row;
    const key = path.posix.normalize(row.image.replace(/\\/g, "/")).normalize("NFC");
    if (seen.has(key)) return { kind: "repeat", line: row.line, image: row.image };
    seen.add(key);
    return row;
  });
}

function placeOf({ listName }: VocLayout, line: number): RowPlace {
  return { file: `${listName}:${line}`, where: reason("list-row", { list: listName, line }) };
}

async function readRow(layout: VocLayout, row: ReturnType<typeof withoutRepeats>[number]): Promise<RowReading> {
  const { file: rowFile, where } = placeOf(layout, row.line);
  const excluded = (code: DatasetIssue["code"], file: string, ...detail: readonly Reason[]): RowReading => ({
    kind: "issue",
    issue: { code, file, detail, excluded: true },
  });
  if (row.kind === "bad") return excluded("bad-row", rowFile, row.reason);
  if (row.kind === "repeat") return excluded("duplicate-row", rowFile, quoted(row.image));

  const located = await layout.root.locate(row.image);
  if (located.kind === "missing") return excluded("missing-image", row.image, where);
  if (located.kind === "outside") return excluded("outside-dataset", row.image, where, located.reason);
  if (located.kind === "unusable") return excluded("unreadable-image", row.image, where, located.reason);
  const probe = await probeImage(located.realPath);
  if (!probe.ok) return excluded(probe.code, located.name, where, probe.reason);
  const image = { name: located.name, file: { path: located.realPath, bytes: located.bytes }, size: null };
  if (row.kind === "image") return { kind: "image", row: { file: rowFile, where }, image, annotation: null };

  const xml = await layout.root.locate(row.annotation);
  if (xml.kind === "missing") return excluded("missing-annotation", row.annotation, where);
  if (xml.kind === "outside") return excluded("outside-dataset", row.annotation, where, xml.reason);
  if (xml.kind === "unusable") return excluded("unreadable-annotation", row.annotation, where, xml.reason);
  const content = await readAnnotation(xml.realPath);
  return {
    kind: "image",
    row: { file: rowFile, where },
    image: { ...image, size: content.ok ? content.size : null },
    annotation: { file: xml.name, content },
  };
}

async function readAnnotation(file: string): Promise<VocAnnotation> {
  const read = await readTextFile(file, MAX_ANNOTATION_BYTES);
  return read.ok ? parseVocAnnotation(read.text) : { ok: false, reason: read.reason };
}

function classesOf(readings: readonly RowReading[]): string[] {
  const names = new Set<string>();
  for (const reading of readings) {
    if (reading.kind !== "image" || !reading.annotation?.content.ok) continue;
    for (const object of reading.annotation.content.objects) names.add(object.name);
  }
  return [...names].sort();
}

function toImages(readings: readonly RowReading[], classes: readonly string[], issues: DatasetIssue[]): FoundImage[] {
  const classIndex = new Map(classes.map((name, i) => [name, i]));
  // A list of images alone is a set without ground truth; in a list with annotations such a row is incomplete.
  const anyAnnotation = readings.some((reading) => reading.kind === "image" && reading.annotation !== null);
  const seen = new Set<string>();
  const images: FoundImage[] = [];
  for (const reading of readings) {
    if (reading.kind === "issue") {
      issues.push(reading.issue);
      continue;
    }
    const { row, image, annotation } = reading;
    if (seen.has(image.file.path)) {
      issues.push({
        code: "duplicate-row",
        file: row.file,
        detail: [quoted(image.name), reason("same-image-as-before")],
        excluded: true,
      });
      continue;
    }
    seen.add(image.file.path);
    if (annotation === null) {
      if (anyAnnotation)
        issues.push({
          code: "missing-annotation",
          file: image.name,
          detail: [row.where, reason("row-names-no-annotation")],
          excluded: true,
        });
      else images.push({ ...image, role: "unlabelled", groundTruth: [] });
      continue;
    }
    const truth = toGroundTruth(annotation.content, classIndex, annotation.file);
    if (!truth.ok) {
      issues.push({ ...truth.issue, detail: [row.where, ...truth.issue.detail] });
      continue;
    }
    issues.push(...truth.remarks);
    images.push({ ...image, role: "annotated", groundTruth: truth.boxes });
  }
  return images;
}
