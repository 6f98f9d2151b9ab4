/** Intersection over union of boxes in columns, in the two conventions of the field. */

/** As `shared/core/inclusiveIou.ts`, of boxes in columns, `x1 y1 x2 y2` each. */
export function inclusiveIouAt(a: Float64Array, i: number, b: Float64Array, k: number): number {
  const [ax1, ay1, ax2, ay2] = [a[4 * i], a[4 * i + 1], a[4 * i + 2], a[4 * i + 3]] as [number, number, number, number];
  const [bx1, by1, bx2, by2] = [b[4 * k], b[4 * k + 1], b[4 * k + 2], b[4 * k + 3]] as [number, number, number, number];
  if (ax1 >= bx2 || ax2 <= bx1 || ay1 >= by2 || ay2 <= by1) return 0;
  const intersection = (Math.min(ax2, bx2) - Math.max(ax1, bx1) + 1) * (Math.min(ay2, by2) - Math.max(ay1, by1) + 1);
  return intersection / ((ax2 - ax1 + 1) * (ay2 - ay1 + 1) + (bx2 - bx1 + 1) * (by2 - by1 + 1) - intersection);
}

/**
 * As pycocotools' `bbIou`, which stores width and height without the inclusive pixel; against a crowd region the union
 * is the detection alone.
 * @param boxes `x1 y1 x2 y2` per detection @param truths the same for ground truth
 */
export function cocoIou(boxes: Float64Array, d: number, truths: Float64Array, g: number, crowd: boolean): number {
  const [x, y] = [boxes[4 * d] as number, boxes[4 * d + 1] as number];
  const [w, h] = [(boxes[4 * d + 2] as number) - x, (boxes[4 * d + 3] as number) - y];
  const [tx, ty] = [truths[4 * g] as number, truths[4 * g + 1] as number];
  const [tw, th] = [(truths[4 * g + 2] as number) - tx, (truths[4 * g + 3] as number) - ty];
  // Left plus width does not always equal the right side to the last bit, and COCO computes with the sum.
  const width = Math.min(x + w, tx + tw) - Math.max(x, tx);
  const height = Math.min(y + h, ty + th) - Math.max(y, ty);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (crowd ? w * h : w * h + tw * th - intersection);
}
