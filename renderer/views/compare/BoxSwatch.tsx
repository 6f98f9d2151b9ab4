/** A small sample of a box's style: class colour and line style. */
import { colourOf } from "../../../shared/core/classPalette.ts";
import { lineStyle } from "./boxStyle.ts";
import type { BoxVerdict } from "./paneBoxes.ts";

/** The corners with which the overlay draws ground truth that was found. */
export function CornerSwatch() {
  return (
    <svg className="box-swatch" width="24" height="14" viewBox="0 0 24 14" aria-hidden="true">
      <path d="M3 6V2.5h4M17 2.5h4V6M21 8v3.5h-4M7 11.5H3V8" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}

/** @param classIndex the class's colour; omitted in the legend, where only the line style matters */
export function BoxSwatch({ verdict, classIndex }: { verdict: BoxVerdict; classIndex?: number }) {
  const { dash, hatched, width } = lineStyle(verdict);
  const color = classIndex === undefined ? "currentColor" : colourOf(classIndex);
  return (
    <svg className="box-swatch" width="24" height="14" viewBox="0 0 24 14" aria-hidden="true">
      {hatched ? <path d="M1 5l4-4M1 13L13 1M9 13L21 1M17 13l6-6" className="box-swatch-hatch" /> : null}
      <rect
        x="3"
        y="3"
        width="18"
        height="8"
        fill={hatched ? "var(--surface-panel)" : "none"}
        stroke={color}
        strokeWidth={width}
        strokeDasharray={dash.map((length) => length * 0.6).join(" ") || undefined}
      />
    </svg>
  );
}
