/** Parses YOLO rows, `class cx cy w h` in fractions of the image's sides: labels of a dataset, and the boxes that a self-check expects. */

/** Edges in fractions of the image's width and height; not clipped. */
export interface YoloRow {
  readonly line: number;
  readonly ok: true;
  /** Counts from 0. */
  readonly classId: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Present in a prediction saved with its score; null in a label. */
  readonly score: number | null;
  /** The bounding box of an outline's points. */
  readonly outline: boolean;
  /** How many numbers the row has. */
  readonly columns: number;
}

export type BadYoloRow = { readonly line: number; readonly ok: false } & (
  | { readonly problem: "not-numbers" }
  | { readonly problem: "columns"; readonly columns: number }
  | { readonly problem: "class"; readonly written: string }
  | { readonly problem: "not-parts" }
  | { readonly problem: "score"; readonly written: string }
);

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** A prediction may reach beyond the image; pixels instead of fractions are far beyond. */
const FURTHEST = 4;
/** Fewer points do not form an outline. */
const MIN_POINTS = 3;

/**
 * Blank lines are skipped. 5 numbers are a box, 6 a box and its score, 7 or more and an odd number a class and the
 * points of an outline (`class x y x y x y …`). `keypoints`: what follows a box are the points of a pose, not an
 * outline. `line` counts from 1.
 */
export function parseYoloRows(text: string, keypoints = false): (YoloRow | BadYoloRow)[] {
  const rows: (YoloRow | BadYoloRow)[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const words = raw.split(/\s+/).filter((word) => word !== "");
    if (words.length > 0) rows.push(parseRow(words, i + 1, keypoints));
  });
  return rows;
}

function parseRow(words: readonly string[], line: number, keypoints: boolean): YoloRow | BadYoloRow {
  if (!words.every((word) => NUMBER.test(word))) return { line, ok: false, problem: "not-numbers" };
  const count = words.length;
  const outline = !keypoints && count > 6;
  if (count < 5 || (outline && (count % 2 === 0 || count < 1 + 2 * MIN_POINTS)))
    return { line, ok: false, problem: "columns", columns: count };
  const [classId, ...parts] = words.map(Number) as [number, ...number[]];
  if (!Number.isInteger(classId) || classId < 0) return { line, ok: false, problem: "class", written: words[0] ?? "" };
  const box = parts.slice(0, 4) as [number, number, number, number];
  if ((outline ? parts : box).some((part) => Math.abs(part) > FURTHEST) || (!outline && (box[2] < 0 || box[3] < 0)))
    return { line, ok: false, problem: "not-parts" };
  if (outline) return { line, ok: true, classId, ...boundsOf(parts), score: null, outline, columns: count };
  const score = count === 6 && !keypoints ? (parts[4] as number) : null;
  if (score !== null && !(score >= 0 && score <= 1))
    return { line, ok: false, problem: "score", written: words[5] ?? "" };
  const [cx, cy, w, h] = box;
  const edges = { left: cx - w / 2, top: cy - h / 2, right: cx + w / 2, bottom: cy + h / 2 };
  return { line, ok: true, classId, ...edges, score, outline, columns: count };
}

/** From `x y x y …`. */
function boundsOf(points: readonly number[]) {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  // A row may have more points than a call accepts arguments.
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  return { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) };
}
