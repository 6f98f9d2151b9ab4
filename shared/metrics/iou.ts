/** Intersection over union of two boxes, in the two conventions of the field. */
import type { ImageBox } from "../core/box.ts";

/**
 * As PASCAL VOC and PaddleX count: coordinates are inclusive pixels, so width = x2 - x1 + 1.
 * Boxes that only touch do not overlap.
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

/** A box as COCO stores it; areas are width * height without the inclusive pixel. */
export interface CocoBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly area: number;
}

export function cocoBox(box: ImageBox): CocoBox {
  const width = box.x2 - box.x1;
  const height = box.y2 - box.y1;
  return { x: box.x1, y: box.y1, width, height, area: width * height };
}

/** As pycocotools' `bbIou`; against a crowd region the union is the detection alone. */
export function cocoIou(detection: CocoBox, groundTruth: CocoBox, crowd: boolean): number {
  const right = Math.min(detection.x + detection.width, groundTruth.x + groundTruth.width);
  const bottom = Math.min(detection.y + detection.height, groundTruth.y + groundTruth.height);
  const width = right - Math.max(detection.x, groundTruth.x);
  const height = bottom - Math.max(detection.y, groundTruth.y);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (crowd ? detection.area : detection.area + groundTruth.area - intersection);
}
