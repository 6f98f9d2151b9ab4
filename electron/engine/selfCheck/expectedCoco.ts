/** Expected boxes of one image in a COCO file: the annotations of a dataset, or the results of a detector. */
import { reason } from "../../../shared/core/reason.ts";
import { plainClassName } from "../../../shared/core/className.ts";
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { createImageNames } from "../datasets/imageNames.ts";
import { type CocoId, parseCocoFile } from "../datasets/readers/coco/cocoAnnotations.ts";
import { type CocoResult, firstId, readCocoResult } from "../detections/cocoResults.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

/** Null when the JSON is of another kind. Crowds are regions, not boxes, and are excluded. */
export function readCocoDataset(json: unknown, of: ExpectedOf): ExpectedReading | null {
  const coco = parseCocoFile(json);
  if (coco === null || (json as { annotations?: unknown }).annotations === undefined) return null;
  const names = createImageNames([of.image]);
  const image = coco.images.find(({ name }) => names.byName(name).kind === "image");
  if (!image)
    return notNamed(
      of,
      coco.images.map(({ name }) => name),
    );
  const boxes: ExpectedBox[] = [];
  for (const annotation of coco.annotationsOf.get(image.id) ?? []) {
    const number = annotation.position;
    if (!annotation.ok) return refused(reason("coco-annotation", { number, why: annotation.reason }));
    if (annotation.crowd) continue;
    const { category, box } = annotation.entry;
    const className = coco.categories.get(category);
    if (className === undefined)
      return refused(reason("coco-category-nameless", { number, category: String(category) }));
    boxes.push({ className, score: null, ...box });
  }
  return expectedBoxes(boxes);
}

/**
 * A results array. `image_id` is a file name, or a number: then that of a file which has one image alone, or the image's own name.
 * `category_id` is a class name, or a place in the model's list, which counts from 1 as in COCO unless the file has a 0.
 */
export function readCocoResults(list: readonly unknown[], of: ExpectedOf): ExpectedReading {
  const entries: CocoResult[] = [];
  for (const [i, raw] of list.entries()) {
    const entry = readCocoResult(raw);
    if (!entry.ok) return refused(reason("coco-entry", { number: i + 1, why: entry.reason }));
    entries.push(entry.entry);
  }
  const named = new Set(entries.map(({ image }) => image));
  const meant = [...named].filter((id) => means(id, of.image) || (named.size === 1 && typeof id === "number"));
  if (entries.length > 0 && meant.length === 0) return notNamed(of, [...named]);
  const from = firstId(entries.map(({ category }) => category)) ?? 1;
  const nameOf = (category: CocoId) =>
    typeof category === "number" ? nameOfClass(category - from, of.classes) : plainClassName(category);
  return expectedBoxes(
    entries
      .filter(({ image }) => meant.includes(image))
      .map(({ category, score, box }) => ({ className: nameOf(category), score, ...box })),
  );
}

/** COCO's own images are called by their number: 000000000139.jpg is 139. */
function means(id: CocoId, image: string): boolean {
  if (typeof id === "string") return createImageNames([image]).byName(id).kind === "image";
  const stem = /([^/\\]*?)(?:\.[^./\\]*)?$/.exec(image)?.[1] ?? "";
  return /^\d+$/.test(stem) && Number(stem) === id;
}

function notNamed(of: ExpectedOf, names: readonly unknown[]): ExpectedReading {
  const { image } = of;
  if (names.length === 0) return refused(reason("file-without-any-image", { image }));
  const others = [...names.slice(0, 3).map(String), ...(names.length > 3 ? ["…"] : [])];
  return refused(reason("file-without-image", { image, others }));
}
