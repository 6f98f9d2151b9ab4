/** The boxes of one picture as the panes draw them: verdicts, partners and drawing order; nothing is drawn that is not listed here. */
import type { ImageBox, Size } from "../../../shared/core/box.ts";

/**
 * `tp`, `fp`: a detection at the threshold, matched to ground truth or not.
 * `found`, `fn`: ground truth that a detection matched, or that was missed. `ignored`: difficult ground truth, which counts neither way.
 * `unmeasured`: ground truth of a picture that the model has not seen.
 */
export type BoxVerdict = "tp" | "fp" | "found" | "fn" | "ignored" | "unmeasured";
export type Side = "truth" | "prediction";

export interface PaneBox {
  readonly side: Side;
  /** Row in the ground truth or in the detections of the picture. */
  readonly row: number;
  /** Edges in image pixels: where the outline is drawn. */
  readonly edges: ImageBox;
  /** Whole pixels that the box covers, borders included. */
  readonly pixels: Size;
  /** Index into the class table. */
  readonly classIndex: number;
  readonly score: number | null;
  readonly verdict: BoxVerdict;
  /** Row of the matched box on the other side. */
  readonly partner: number | null;
  /** Overlap with the partner, 0..1. */
  readonly iou: number | null;
}
