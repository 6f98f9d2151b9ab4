/** Expected boxes in a YOLO text file: one `class cx cy w h` per line, in fractions of the image's sides, with a score for saved predictions. */
import { reason } from "../../../shared/core/reason.ts";
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type BadYoloRow, parseYoloRows } from "../datasets/readers/yolo/yoloRows.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

/** Classes count from 0 in the model's order. An empty text is an image without objects. The bounding box of an outline differs from a detector's box. */
export function readYoloText(text: string, of: ExpectedOf): ExpectedReading {
  const { width, height } = of.size;
  const boxes: ExpectedBox[] = [];
  for (const row of parseYoloRows(text)) {
    if (!row.ok) return refusedRow(row);
    if (row.outline) return refusedRow({ line: row.line, ok: false, problem: "columns", columns: row.columns });
    boxes.push({
      className: nameOfClass(row.classId, of.classes),
      score: row.score,
      x1: row.left * width,
      y1: row.top * height,
      x2: row.right * width,
      y2: row.bottom * height,
    });
  }
  return expectedBoxes(boxes);
}

function refusedRow(row: BadYoloRow): ExpectedReading {
  const { line } = row;
  switch (row.problem) {
    case "not-numbers":
      return refused(reason("yolo-not-numbers", { line }));
    case "columns":
      return refused(reason("yolo-count", { line, count: row.columns }));
    case "class":
      return refused(reason("yolo-class", { line, found: row.written }));
    case "not-parts":
      return refused(reason("yolo-not-normalised", { line }));
    case "score":
      return refused(reason("yolo-score", { line, score: row.written }));
  }
}
