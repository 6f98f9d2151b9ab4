/** Expected boxes of one image in a COCO file: the annotations of a dataset, or the results of a detector. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { createImageNames } from "../datasets/imageNames.ts";
import { type CocoResult, firstId, readCocoBox, readCocoResult } from "../detections/cocoResults.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

type Json = Readonly<Record<string, unknown>>;
type Id = string | number;

/** Null when the JSON is of another kind. Crowds are regions, not boxes, and are left out. */
export function readCocoDataset(json: Json, of: ExpectedOf): ExpectedReading | null {
  const { images, annotations, categories } = json;
  if (!Array.isArray(images) || !Array.isArray(annotations)) return null;
  const names = createImageNames([of.image]);
  const files = images.map((image: unknown) => ({ id: field(image, "id"), name: field(image, "file_name") }));
  const image = files.find(({ name }) => typeof name === "string" && names.byName(name).kind === "image");
  if (!image)
    return notNamed(
      of,
      files.map(({ name }) => name),
    );
  const classNames = new Map(
    (Array.isArray(categories) ? categories : []).map((category: unknown) => [
      field(category, "id"),
      field(category, "name"),
    ]),
  );
  const boxes: ExpectedBox[] = [];
  for (const [i, raw] of annotations.entries()) {
    if (field(raw, "image_id") !== image.id || field(raw, "iscrowd") === 1) continue;
    const entry = readCocoBox(raw);
    if (typeof entry === "string") return refused(`annotation ${i + 1}: ${entry}`, `第 ${i + 1} 条标注：${entry}`);
    const name = classNames.get(entry.category);
    if (typeof name !== "string")
      return refused(
        `annotation ${i + 1}: category ${entry.category} has no name in "categories"`,
        `第 ${i + 1} 条标注：类别 ${entry.category} 在 categories 中没有名称`,
      );
    boxes.push({ className: plainClassName(name), score: null, ...entry.box });
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
    if (typeof entry === "string") return refused(`entry ${i + 1}: ${entry}`, `第 ${i + 1} 条：${entry}`);
    entries.push(entry);
  }
  const named = new Set(entries.map(({ image }) => image));
  const meant = [...named].filter((id) => means(id, of.image) || (named.size === 1 && typeof id === "number"));
  if (entries.length > 0 && meant.length === 0) return notNamed(of, [...named]);
  const from = firstId(entries.map(({ category }) => category)) ?? 1;
  const nameOf = (category: Id) =>
    typeof category === "number" ? nameOfClass(category - from, of.classes) : plainClassName(category);
  return expectedBoxes(
    entries
      .filter(({ image }) => meant.includes(image))
      .map(({ category, score, box }) => ({ className: nameOf(category), score, ...box })),
  );
}

/** COCO's own images are called by their number: 000000000139.jpg is 139. */
function means(id: Id, image: string): boolean {
  if (typeof id === "string") return createImageNames([image]).byName(id).kind === "image";
  const stem = /([^/\\]*?)(?:\.[^./\\]*)?$/.exec(image)?.[1] ?? "";
  return /^\d+$/.test(stem) && Number(stem) === id;
}

function notNamed(of: ExpectedOf, names: readonly unknown[]): ExpectedReading {
  const some = names.slice(0, 3).map(String).join(", ");
  return refused(
    `it has no image ${of.image} (it has ${some || "none"}${names.length > 3 ? ", …" : ""})`,
    `其中没有图片 ${of.image}（有：${some || "无"}${names.length > 3 ? "…" : ""}）`,
  );
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined;
}
