/** The boxes of the picture on the screen at the threshold, in the orders the panes need them. */
import { useMemo } from "react";
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { CountingRule } from "../../../shared/core/countingRule.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { importantFirst, matchPicture, paneBoxesAt, type MatchedPicture, type PaneBox, type PaneBoxes } from "./paneBoxes.ts";

/** Boxes of a pane in drawing order, and again with the most important label first. */
export interface OrderedBoxes {
  readonly drawn: readonly PaneBox[];
  readonly labelled: readonly PaneBox[];
}

export interface ShownBoxes {
  readonly matched: MatchedPicture;
  readonly boxes: PaneBoxes;
  readonly truth: OrderedBoxes;
  readonly prediction: OrderedBoxes;
  readonly overlay: OrderedBoxes;
}

export const NO_BOXES: OrderedBoxes = { drawn: [], labelled: [] };

/** Null without an image. The same object while nothing changes. */
export function useShownBoxes(
  image: DatasetImage | null,
  outcome: ImageOutcome | undefined,
  table: ClassTable,
  threshold: number,
  rule: CountingRule,
): ShownBoxes | null {
  const matched = useMemo(() => image && matchPicture(image, outcome, table), [image, outcome, table]);
  return useMemo(() => {
    if (!matched) return null;
    const boxes = paneBoxesAt(matched, threshold, rule);
    const { truth, prediction } = boxes;
    // In the overlay a found defect has its detection's label already.
    const named = [...truth.filter((box) => box.verdict !== "found"), ...prediction];
    return {
      matched,
      boxes,
      truth: { drawn: truth, labelled: importantFirst(truth) },
      prediction: { drawn: prediction, labelled: importantFirst(prediction) },
      overlay: { drawn: [...truth, ...prediction], labelled: importantFirst(named) },
    };
  }, [matched, threshold, rule]);
}
