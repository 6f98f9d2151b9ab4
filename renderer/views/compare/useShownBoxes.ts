/** The boxes of the image on the screen at the threshold. */
import { useMemo } from "react";
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { CountingRule } from "../../../shared/core/countingRule.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import {
  matchShownImage,
  overlaid,
  paneBoxesAt,
  type MatchedImage,
  type OrderedBoxes,
  type PaneBoxes,
} from "./paneBoxes.ts";

export interface ShownBoxes {
  readonly matched: MatchedImage;
  readonly boxes: PaneBoxes;
  /** Both sides in one pane; null in the other layouts. */
  readonly overlay: OrderedBoxes | null;
}

export const NO_BOXES: OrderedBoxes = { drawn: [], labelled: [] };

/** Null without an image. The same object while nothing changes. */
export function useShownBoxes(
  image: DatasetImage | null,
  outcome: ImageOutcome | undefined,
  table: ClassTable,
  threshold: number,
  rule: CountingRule,
  inOverlay: boolean,
): ShownBoxes | null {
  const matched = useMemo(() => image && matchShownImage(image, outcome, table), [image, outcome, table]);
  return useMemo(() => {
    if (!matched) return null;
    const boxes = paneBoxesAt(matched, threshold, rule);
    return { matched, boxes, overlay: inOverlay ? overlaid(boxes) : null };
  }, [matched, threshold, rule, inOverlay]);
}
