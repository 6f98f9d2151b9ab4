/** Expected boxes of a YOLO text file: `class cx cy w h` a line, as parts of the image's sides, and a score where a prediction was saved. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { expectedBoxes, type ExpectedOf, type ExpectedReading, nameOfClass, refused } from "./expectedBoxes.ts";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** A prediction may reach beyond the image; pixels instead of parts are far beyond. */
const FURTHEST = 4;

/** Classes count from 0 in the model's order. An empty text is an image without objects. */
export function readYoloText(text: string, of: ExpectedOf): ExpectedReading {
  const boxes: ExpectedBox[] = [];
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const words = raw
      .trim()
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length === 0) continue;
    const line = i + 1;
    if (!words.every((word) => NUMBER.test(word)))
      return refused(
        `line ${line} is not "class cx cy w h" in numbers`,
        `第 ${line} 行不是数字形式的“class cx cy w h”`,
      );
    if (words.length !== 5 && words.length !== 6) {
      return refused(
        `line ${line} has ${words.length} numbers where a box has 5, or 6 with its score (outlines are no boxes)`,
        `第 ${line} 行有 ${words.length} 个数字，而框为 5 个（带得分为 6 个；轮廓不是框）`,
      );
    }
    const [id, cx, cy, w, h, score] = words.map(Number) as [number, number, number, number, number, number?];
    if (!Number.isInteger(id) || id < 0)
      return refused(`line ${line}: ${words[0]} is no class number`, `第 ${line} 行：${words[0]} 不是类别编号`);
    if ([cx, cy, w, h].some((part) => Math.abs(part) > FURTHEST) || w < 0 || h < 0) {
      return refused(
        `line ${line} is not in parts of the image's sides (0 to 1)`,
        `第 ${line} 行不是按图片边长归一化（0 到 1）的坐标`,
      );
    }
    if (score !== undefined && !(score >= 0 && score <= 1))
      return refused(`line ${line}: a score of ${score}`, `第 ${line} 行：得分为 ${score}`);
    const { width, height } = of.size;
    boxes.push({
      className: nameOfClass(id, of.classes),
      score: score ?? null,
      x1: (cx - w / 2) * width,
      y1: (cy - h / 2) * height,
      x2: (cx + w / 2) * width,
      y2: (cy + h / 2) * height,
    });
  }
  return expectedBoxes(boxes);
}
