/** How two panes of one image stand so that the image is largest: beside each other, or one above the other. */
import type { Size } from "../../../shared/core/box.ts";
import { fitScale } from "./viewport.ts";

/** CSS pixels of the line or lines above a pane (pane.css): two lines in a narrow pane, one in a wide one. */
export const PANE_HEADER = { side: 55, stacked: 33 } as const;
const GAP = 1;

/** What is left of `area` (CSS pixels) for the image in each of two panes. */
export function stageSize(area: Size, layout: "side" | "stacked"): Size {
  return layout === "side"
    ? { width: (area.width - GAP) / 2, height: area.height - PANE_HEADER.side }
    : { width: area.width, height: (area.height - GAP) / 2 - PANE_HEADER.stacked };
}

/** @param image in image pixels @param area of both panes in CSS pixels, their headers included */
export function largerLayout(image: Size, area: Size): "side" | "stacked" {
  if (area.width === 0) return "side";
  const scale = (layout: "side" | "stacked") => fitScale(image, stageSize(area, layout));
  return scale("stacked") > scale("side") ? "stacked" : "side";
}
