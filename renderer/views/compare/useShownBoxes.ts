/** The boxes of the image on the screen, under the rule. */
import { useMemo } from "react";
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import type { CompiledRule } from "../../../shared/metrics/decide.ts";
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
  compiled: CompiledRule,
  inOverlay: boolean,
): ShownBoxes | null {
  const { zones, minimumSize } = compiled.rule;
  const matched = useMemo(
    () => image && matchShownImage(image, outcome, table, compiled.isMatched),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- which boxes are matched depends on zones and size alone
    [image, outcome, table, zones, minimumSize],
  );
  return useMemo(() => {
    if (!matched) return null;
    const boxes = paneBoxesAt(matched, compiled);
    return { matched, boxes, overlay: inOverlay ? overlaid(boxes) : null };
  }, [matched, compiled, inOverlay]);
}
