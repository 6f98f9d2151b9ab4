/** The box that is shown enlarged: by key from box to box, or by a click on one. */
import { useEffect, useMemo, useRef, useState } from "react";
import { useSlice, useStores } from "../../appContext.tsx";
import { nextInTour, placeInTour, placeOf, tourOf, type BoxPlace } from "./boxTour.ts";
import type { PaneBox, PaneBoxes } from "./paneBoxes.ts";
import type { LinkedViewport } from "./useViewport.ts";

export interface BoxTour {
  /** Null as soon as the whole image is shown, or another image, or a threshold has taken the box away. */
  readonly box: PaneBox | null;
  /** From 1; with `total`, the boxes of the image. */
  readonly position: number;
  readonly total: number;
  readonly show: (box: PaneBox) => void;
}

/** @param boxes of the image on the screen; null while there is none */
export function useBoxTour(boxes: PaneBoxes | null, linked: LinkedViewport): BoxTour {
  const { window } = useStores();
  const [place, setPlace] = useState<BoxPlace | null>(null);
  // Only while a box is shown: a threshold that moves must not sort boxes for nothing.
  const followed = place !== null && place.imageId === boxes?.imageId && !linked.fitted;
  const tour = useMemo(() => (boxes && followed ? tourOf(boxes) : []), [boxes, followed]);
  const at = boxes ? placeInTour(tour, boxes.imageId, place) : -1;
  const show = (box: PaneBox) => {
    if (!boxes) return;
    setPlace(placeOf(boxes.imageId, box));
    linked.showBox(box.edges);
  };

  const asked = useSlice(window, (state) => state.viewportRequest);
  const answered = useRef(asked?.serial ?? 0);
  useEffect(() => {
    if (!asked || asked.serial === answered.current) return;
    answered.current = asked.serial;
    if (asked.kind !== "next-box" && asked.kind !== "previous-box") return;
    const all = boxes ? tourOf(boxes) : [];
    const next = nextInTour(all.length, at, asked.kind === "next-box" ? 1 : -1);
    const box = next === null ? undefined : all[next];
    if (box) show(box);
  });
  return { box: tour[at] ?? null, position: at + 1, total: tour.length, show };
}
