/** Ground truth of the formats that write edges instead of pixels (COCO, YOLO): clipped to the image, every change reported. */
import type { ImageBox, Size } from "../../../../shared/core/box.ts";
import type { DatasetIssue, GroundTruthBox } from "../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../shared/core/reason.ts";

export interface EdgeObject {
  readonly classIndex: number;
  readonly box: ImageBox;
  /** Not counted, like an object that VOC marks as difficult. */
  readonly difficult: boolean;
  /** What the remarks call it, such as annotation 3 (scratch). */
  readonly called: Reason;
}

/**
 * Boxes stay edges: x2 = left + width, one more than VOC's last pixel. Nothing is subtracted, because such a detector's
 * boxes and those in results files are edges too: a detection that equals its ground truth has an IoU of 1 in either
 * way of counting, and a side is the width that pycocotools uses. Clipped to 0 .. width and 0 .. height (unknown: left
 * and top alone); a box without area is excluded and reported. `file`: for the remarks.
 */
export function edgeGroundTruth(
  objects: readonly EdgeObject[],
  size: Size | null,
  file: string,
): { readonly boxes: GroundTruthBox[]; readonly remarks: DatasetIssue[] } {
  const boxes: GroundTruthBox[] = [];
  const remarks: DatasetIssue[] = [];
  const { width, height } = size ?? { width: Infinity, height: Infinity };
  for (const { classIndex, box, difficult, called } of objects) {
    const clipped = {
      x1: Math.max(0, box.x1),
      y1: Math.max(0, box.y1),
      x2: Math.min(width, box.x2),
      y2: Math.min(height, box.y2),
    };
    const written = [called, quoted(`${box.x1} ${box.y1} ${box.x2} ${box.y2}`)];
    if (!(clipped.x2 > clipped.x1 && clipped.y2 > clipped.y1)) {
      const detail = [...written, reason("box-left-out")];
      remarks.push({ code: "clipped-box", file, detail, excluded: false });
      continue;
    }
    // The last digit of a product of fractions is not a clipping worth a remark.
    const moved = Math.max(clipped.x1 - box.x1, clipped.y1 - box.y1, box.x2 - clipped.x2, box.y2 - clipped.y2);
    if (moved > 0.01) remarks.push({ code: "clipped-box", file, detail: written, excluded: false });
    boxes.push({ classIndex, ...clipped, difficult });
  }
  return { boxes, remarks };
}
