/** The style of each verdict: by line style first, so that it is recognisable without colour. */
import type { BoxVerdict, Side } from "./paneBoxes.ts";

export interface LineStyle {
  /** CSS pixels. */
  readonly width: number;
  /** Lengths of dash and gap in CSS pixels; empty is solid. */
  readonly dash: readonly number[];
  /** A hatched band around the box: a missed defect has to be found at a glance without being covered. */
  readonly hatched: boolean;
}

export function lineStyle(verdict: BoxVerdict): LineStyle {
  switch (verdict) {
    case "tp":
    case "found":
    case "unjudged":
      return { width: 2, dash: [], hatched: false };
    case "fp":
      return { width: 2, dash: [6, 4], hatched: false };
    case "fn":
      return { width: 2, dash: [2, 3], hatched: true };
    case "ignored":
      return { width: 1, dash: [10, 3, 2, 3], hatched: false };
  }
}

/** In the overlay, ground truth that was found is drawn by its corners alone: the detection that found it has the outline. */
export function isCornersOnly(box: { readonly side: Side; readonly verdict: BoxVerdict }, overlay: boolean): boolean {
  return overlay && box.side === "truth" && box.verdict !== "fn";
}

/** The mark beside a label; the same two letters in every language. */
export function verdictMark(verdict: BoxVerdict): "FP" | "FN" | null {
  switch (verdict) {
    case "fp":
      return "FP";
    case "fn":
      return "FN";
    case "tp":
    case "found":
    case "ignored":
    case "unjudged":
      return null;
  }
}

/** Colours on top of images. They do not follow the theme, because images do not either. */
export const ON_IMAGE = {
  /** Under and beside every line, so that it stands out on bright metal and dark shadow alike: light casing for dark colours, dark for light ones. */
  darkCasing: "rgba(10, 12, 14, 0.75)",
  lightCasing: "rgba(255, 255, 255, 0.85)",
  plate: "rgba(14, 17, 20, 0.88)",
  plateText: "#f4f6f8",
  /** Label background of a missed defect and of a false positive: the hues of escaped and overkill in tables and curves. */
  fnPlate: "rgba(90, 38, 128, 0.94)",
  fpPlate: "rgba(112, 74, 0, 0.94)",
  hatch: "rgba(207, 141, 255, 0.95)",
  hatchGround: "rgba(20, 12, 26, 0.5)",
} as const;

/** Background of a box's label or chip. */
export function plateOf(verdict: BoxVerdict): string {
  switch (verdict) {
    case "fn":
      return ON_IMAGE.fnPlate;
    case "fp":
      return ON_IMAGE.fpPlate;
    case "tp":
    case "found":
    case "ignored":
    case "unjudged":
      return ON_IMAGE.plate;
  }
}
