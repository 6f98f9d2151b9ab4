/** Expected boxes as a framework returns them, saved as JSON: rows of `class score x1 y1 x2 y2`, or torchvision's boxes, labels and scores. */
import { reason } from "../../../shared/core/reason.ts";
import { isFourNumbers } from "../../../shared/core/box.ts";
import { isScore } from "../../../shared/core/detections.ts";
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { createImageNames } from "../datasets/imageNames.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

type Json = Readonly<Record<string, unknown>>;
const COLUMNS = "class,score,x1,y1,x2,y2";

/** Null when the JSON is of another kind. Class ids are those of the model's output; `images` holds rows per image, by file name. */
export function readFrameworkRows(json: Json, of: ExpectedOf): ExpectedReading | null {
  const { images, boxes, labels, scores } = json;
  if (Array.isArray(images)) return ofImages(images, json, of);
  if (Array.isArray(json["rows"])) return readRows(json["rows"], json["columns"], of);
  if (!Array.isArray(boxes) || !Array.isArray(labels)) return null;
  if (
    labels.length !== boxes.length ||
    (scores !== undefined && !(Array.isArray(scores) && scores.length === boxes.length))
  ) {
    return refused(reason("rows-of-unequal-length"));
  }
  const given: readonly unknown[] = scores ?? labels.map(() => null);
  const rows = boxes.map((box: unknown, i): unknown[] => [
    labels[i],
    given[i],
    ...(Array.isArray(box) ? (box as unknown[]) : []),
  ]);
  return readRows(rows, undefined, of);
}

function ofImages(images: readonly unknown[], whole: Json, of: ExpectedOf): ExpectedReading {
  const names = createImageNames([of.image]);
  const files = images.map((one) => (typeof one === "object" && one !== null ? (one as Json)["file"] : undefined));
  const at = files.findIndex((file) => typeof file === "string" && names.byName(file).kind === "image");
  const rows = at < 0 ? undefined : (images[at] as Json)["rows"];
  if (Array.isArray(rows)) return readRows(rows, whole["columns"], of);
  const others = files.filter((file): file is string => typeof file === "string").slice(0, 3);
  const { image } = of;
  return refused(
    others.length === 0 ? reason("rows-without-any-image", { image }) : reason("rows-without-image", { image, others }),
  );
}

function readRows(rows: readonly unknown[], columns: unknown, of: ExpectedOf): ExpectedReading {
  const written = Array.isArray(columns) ? columns.join() : columns === undefined ? COLUMNS : JSON.stringify(columns);
  if (written !== COLUMNS) return refused(reason("other-columns", { columns: written.slice(0, 80), wanted: COLUMNS }));
  const boxes: ExpectedBox[] = [];
  for (const [i, row] of rows.entries()) {
    const [id, score, ...box] = Array.isArray(row) ? (row as unknown[]) : [];
    // Paddle pads its output with rows of class -1, and its export for ONNX appends one with a score of 0.
    if (id === -1 || score === 0) continue;
    if (typeof id !== "number" || !Number.isInteger(id) || !(score === null || isScore(score)) || !isFourNumbers(box)) {
      return refused(reason("row-not-numbers", { number: i + 1, wanted: COLUMNS.replaceAll(",", " ") }));
    }
    const [x1, y1, x2, y2] = box;
    boxes.push({ className: nameOfClass(id - of.firstClassId, of.classes), score, x1, y1, x2, y2 });
  }
  return expectedBoxes(boxes);
}
