/** From box to box of an image: in which order, and which comes next. */
import { compareWrongFirst, overlaid, type PaneBox, type PaneBoxes, type Side } from "./paneBoxes.ts";

/** A box by its place in an image, since a threshold makes new objects of the same rows. */
export interface BoxPlace {
  readonly imageId: string;
  readonly side: Side;
  readonly row: number;
}

/** What was missed and what is wrong first; ground truth that was found stands for its detection's place and is left out. */
export function tourOf(boxes: PaneBoxes): readonly PaneBox[] {
  return [...overlaid(boxes).labelled].sort(compareWrongFirst);
}

/** Where the tour has a box: ground truth that was found is shown as the detection that found it. */
export function placeOf(imageId: string, { side, row, verdict, partner }: PaneBox): BoxPlace {
  return side === "truth" && verdict === "found" && partner !== null
    ? { imageId, side: "prediction", row: partner }
    : { imageId, side, row };
}

/** The index of a place in the tour; -1 where it is not in it any more. */
export function placeInTour(tour: readonly PaneBox[], imageId: string, place: BoxPlace | null): number {
  if (!place || place.imageId !== imageId) return -1;
  return tour.findIndex(({ side, row }) => side === place.side && row === place.row);
}

/** The index after or before `at`, beginning anew at the ends; null without boxes. */
export function nextInTour(count: number, at: number, step: 1 | -1): number | null {
  if (count === 0) return null;
  if (at < 0) return step === 1 ? 0 : count - 1;
  return (at + step + count) % count;
}
