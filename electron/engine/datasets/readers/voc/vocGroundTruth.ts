/** Converts a parsed VOC annotation to ground truth of a class table, by the rules of PaddleX, every change reported. */
import type { DatasetIssue, GroundTruthBox } from "../../../../../shared/core/dataset.ts";
import { quoted, type Reason, reason } from "../../../../../shared/core/reason.ts";
import type { VocAnnotation } from "./vocAnnotation.ts";

export type GroundTruthReading =
  | { readonly ok: true; readonly boxes: readonly GroundTruthBox[]; readonly remarks: readonly DatasetIssue[] }
  | { readonly ok: false; readonly issue: DatasetIssue };

/**
 * Boxes are inclusive pixels, clipped to 0 .. width - 1 and 0 .. height - 1 of the size in the annotation (PaddleX 1.3,
 * `VOCDetection`); an empty box is dropped and reported. `file` is the annotation, for the issues.
 */
export function toGroundTruth(
  annotation: VocAnnotation,
  classes: ReadonlyMap<string, number>,
  file: string,
): GroundTruthReading {
  const excluded = (code: DatasetIssue["code"], ...detail: readonly Reason[]): GroundTruthReading => ({
    ok: false,
    issue: { code, file, detail, excluded: true },
  });
  if (!annotation.ok) return excluded("unreadable-annotation", annotation.reason);
  if (annotation.objects.length === 0) return excluded("no-object");
  const unknown = new Set(annotation.objects.map(({ name }) => name).filter((name) => !classes.has(name)));
  if (unknown.size > 0) return excluded("unknown-class", quoted([...unknown].slice(0, 10).join(", ")));

  const maxX = annotation.size ? annotation.size.width - 1 : Infinity;
  const maxY = annotation.size ? annotation.size.height - 1 : Infinity;
  const boxes: GroundTruthBox[] = [];
  const remarks: DatasetIssue[] = [];
  annotation.objects.forEach((object, i) => {
    const box = {
      classIndex: classes.get(object.name) ?? 0,
      x1: Math.max(0, object.x1),
      y1: Math.max(0, object.y1),
      x2: Math.min(maxX, object.x2),
      y2: Math.min(maxY, object.y2),
      difficult: object.difficult,
    };
    const written = [
      reason("object-of-class", { number: i + 1, name: object.name }),
      quoted(`${object.x1} ${object.y1} ${object.x2} ${object.y2}`),
    ];
    if (box.x2 < box.x1 || box.y2 < box.y1) {
      remarks.push({
        code: "clipped-box",
        file,
        detail: [...written, reason("box-left-out")],
        excluded: false,
      });
      return;
    }
    if (box.x1 !== object.x1 || box.y1 !== object.y1 || box.x2 !== object.x2 || box.y2 !== object.y2) {
      remarks.push({ code: "clipped-box", file, detail: written, excluded: false });
    }
    boxes.push(box);
  });
  return boxes.length > 0 ? { ok: true, boxes, remarks } : excluded("no-object", reason("no-box-in-image"));
}
