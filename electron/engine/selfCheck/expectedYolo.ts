/** Expected boxes of a YOLO text file: `class cx cy w h` a line, as parts of the image's sides, and a score where a prediction was saved. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type BadYoloRow, parseYoloRows } from "../datasets/readers/yolo/yoloRows.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

/** Classes count from 0 in the model's order. An empty text is an image without objects. The box around an outline is not the box that a detector gives. */
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
      return refused(
        `line ${line} is not "class cx cy w h" in numbers`,
        `第 ${line} 行不是数字形式的“class cx cy w h”`,
      );
    case "columns":
      return refused(
        `line ${line} has ${row.columns} numbers where a box has 5, or 6 with its score (outlines are no boxes)`,
        `第 ${line} 行有 ${row.columns} 个数字，而框为 5 个（带得分为 6 个；轮廓不是框）`,
      );
    case "class":
      return refused(`line ${line}: ${row.written} is no class number`, `第 ${line} 行：${row.written} 不是类别编号`);
    case "not-parts":
      return refused(
        `line ${line} is not in parts of the image's sides (0 to 1)`,
        `第 ${line} 行不是按图片边长归一化（0 到 1）的坐标`,
      );
    case "score":
      return refused(`line ${line}: a score of ${row.written}`, `第 ${line} 行：得分为 ${row.written}`);
  }
}
