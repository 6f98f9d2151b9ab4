/** Intersection over union as PASCAL VOC and PaddleX count it. */
import type { ImageBox } from "./box.ts";

/**
 * Coordinates are inclusive pixels, so width = x2 - x1 + 1. Boxes that only touch do not overlap.
 */
export function inclusiveIou(a: ImageBox, b: ImageBox): number {
  if (a.x1 >= b.x2 || a.x2 <= b.x1 || a.y1 >= b.y2 || a.y2 <= b.y1) return 0;
  const intersection =
    (Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1) + 1) * (Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1) + 1);
  return intersection / (inclusiveArea(a) + inclusiveArea(b) - intersection);
}

function inclusiveArea(box: ImageBox): number {
  return (box.x2 - box.x1 + 1) * (box.y2 - box.y1 + 1);
}
