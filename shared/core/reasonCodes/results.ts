/** The codes of reasons about results files and expected answers. */
import type { CodeTable } from "../codeTable.ts";

export const RESULT_REASONS = {
  "annotation-larger-than": { megabytes: "number" },
  "xml-but-not-voc": {},
  "neither-coco-nor-rows": {},
  "too-many-boxes": { count: "number", most: "number" },
  "coco-annotation": { number: "number", why: "reason" },
  "coco-category-nameless": { number: "number", category: "text" },
  "coco-entry": { number: "number", why: "reason" },
  "file-without-image": { image: "text", others: "list" },
  "file-without-any-image": { image: "text" },
  "rows-of-unequal-length": {},
  "rows-without-image": { image: "text", others: "list" },
  "rows-without-any-image": { image: "text" },
  "other-columns": { columns: "text", wanted: "text" },
  "row-not-numbers": { number: "number", wanted: "text" },
  "yolo-not-numbers": { line: "number" },
  "yolo-count": { line: "number", count: "number" },
  "yolo-class": { line: "number", found: "text" },
  "yolo-not-normalised": { line: "number" },
  "yolo-score": { line: "number", score: "text" },
  "none-in-dataset": { total: "number" },
  "none-in-dataset-first": { total: "number", problem: "text" },
  "no-images-in-dataset": { count: "number", dataset: "text" },
  "template-not-followed": { place: "text", error: "text" },
} as const satisfies CodeTable;
