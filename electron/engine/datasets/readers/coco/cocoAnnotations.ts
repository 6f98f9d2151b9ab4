/** Parses a COCO annotation file, and the boxes of COCO files in general: for datasets, for results, and for the boxes that a self-check expects. */
import { type ImageBox, imageBox, isFourNumbers, type Size } from "../../../../../shared/core/box.ts";
import { type Reason, reason } from "../../../../../shared/core/reason.ts";
import { plainClassName } from "../../../../../shared/core/className.ts";

/** Numbers as in COCO, texts as some tools write them. */
export type CocoId = string | number;

/** The common fields of a results entry and a dataset annotation. */
export interface CocoBoxEntry {
  readonly image: CocoId;
  readonly category: CocoId;
  readonly box: ImageBox;
}

export interface CocoImage {
  readonly id: CocoId;
  /** As written: relative to a folder that the file does not name. */
  readonly name: string;
  /** Null where the file does not contain it. */
  readonly size: Size | null;
}

/** `position` counts from 1 in the file. */
export type CocoAnnotation =
  | { readonly position: number; readonly ok: true; readonly entry: CocoBoxEntry; readonly crowd: boolean }
  | { readonly position: number; readonly ok: false; readonly reason: Reason };

export interface BadEntry {
  readonly entry: Reason;
  readonly reason: Reason;
}

export interface CocoFile {
  readonly images: readonly CocoImage[];
  /** Class names by id, as `plainClassName` writes them, in the order of the file. */
  readonly categories: ReadonlyMap<CocoId, string>;
  readonly annotationsOf: ReadonlyMap<CocoId, readonly CocoAnnotation[]>;
  readonly annotationCount: number;
  /** Entries that belong to no image: what they are, and what is wrong. */
  readonly bad: readonly BadEntry[];
}

/** Null when the JSON is of another kind. Never throws: unusable entries are reported. */
export function parseCocoFile(json: unknown): CocoFile | null {
  const images = field(json, "images");
  const annotations = field(json, "annotations") ?? [];
  const categories = field(json, "categories") ?? [];
  if (!Array.isArray(images) || !Array.isArray(annotations) || !Array.isArray(categories)) return null;
  const bad: BadEntry[] = [];
  const named = new Map<CocoId, string>();
  categories.forEach((raw: unknown, i) => {
    const id = field(raw, "id");
    const name = field(raw, "name");
    if (!isId(id) || typeof name !== "string" || plainClassName(name) === "")
      bad.push({ entry: reason("nth-category", { number: i + 1 }), reason: reason("without-id-or-name") });
    else named.set(id, plainClassName(name));
  });
  const listed: CocoImage[] = [];
  images.forEach((raw: unknown, i) => {
    const id = field(raw, "id");
    const name = field(raw, "file_name");
    if (!isId(id) || typeof name !== "string" || name === "")
      bad.push({ entry: reason("nth-image", { number: i + 1 }), reason: reason("without-id-or-file-name") });
    else listed.push({ id, name, size: sizeOf(raw) });
  });
  const annotationsOf = groupAnnotations(annotations, new Set(listed.map(({ id }) => id)), bad);
  return { images: listed, categories: named, annotationsOf, annotationCount: annotations.length, bad };
}

function groupAnnotations(
  annotations: readonly unknown[],
  known: ReadonlySet<CocoId>,
  bad: BadEntry[],
): Map<CocoId, CocoAnnotation[]> {
  const grouped = new Map<CocoId, CocoAnnotation[]>();
  annotations.forEach((raw, i) => {
    const position = i + 1;
    const image = field(raw, "image_id");
    if (!isId(image) || !known.has(image)) {
      const why = isId(image)
        ? reason("lists-no-image", { image: String(image) })
        : reason("neither-name-nor-number", { field: "image_id" });
      bad.push({ entry: reason("nth-annotation", { number: position }), reason: why });
      return;
    }
    const entry = readCocoBox(raw);
    const crowd = field(raw, "iscrowd");
    const annotation: CocoAnnotation = entry.ok
      ? { position, ok: true, entry: entry.entry, crowd: crowd === 1 || crowd === true }
      : { position, ok: false, reason: entry.reason };
    const before = grouped.get(image);
    if (before) before.push(annotation);
    else grouped.set(image, [annotation]);
  });
  return grouped;
}

export type CocoBoxReading =
  | { readonly ok: true; readonly entry: CocoBoxEntry }
  | { readonly ok: false; readonly reason: Reason };

/** The ids and the box, or what is wrong with them. `bbox` is left, top, width, height; the corners are left + width and top + height, without subtracting a pixel. */
export function readCocoBox(raw: unknown): CocoBoxReading {
  if (typeof raw !== "object" || raw === null) return { ok: false, reason: reason("not-an-object") };
  const { image_id: image, category_id: category, bbox } = raw as Record<string, unknown>;
  if (!isId(image)) return { ok: false, reason: reason("neither-name-nor-number", { field: "image_id" }) };
  if (!isId(category)) return { ok: false, reason: reason("neither-name-nor-number", { field: "category_id" }) };
  if (!isFourNumbers(bbox)) return { ok: false, reason: reason("bbox-not-four-numbers") };
  const [x, y, width, height] = bbox;
  if (width < 0 || height < 0) return { ok: false, reason: reason("bbox-negative-side") };
  return { ok: true, entry: { image, category, box: imageBox(x, y, x + width, y + height) } };
}

function sizeOf(image: unknown): Size | null {
  const width = field(image, "width");
  const height = field(image, "height");
  return typeof width === "number" && typeof height === "number" && width >= 1 && height >= 1
    ? { width, height }
    : null;
}

function isId(value: unknown): value is CocoId {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
