/** A plot as SVG text, for the images of a report. */
import { VERDICTS_ON_DARK, VERDICTS_ON_LIGHT, type VerdictPalette } from "../core/verdictPalette.ts";
import { segmentsPath } from "./hatching.ts";
import { polylinePoints, type Measure, type Plot } from "./curveGeometry.ts";

export interface PlotColours {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly lines: Readonly<Record<Measure, string>>;
  readonly guide: string;
}

/** The lines have the hues of the window; each at least 4.5:1 on its paper. */
export const LIGHT_PLOT: PlotColours = {
  paper: "#ffffff",
  ink: "#1b2026",
  quiet: "#59636e",
  grid: "#e4e8ec",
  lines: linesOf(VERDICTS_ON_LIGHT),
  guide: "#59636e",
};

export const DARK_PLOT: PlotColours = {
  paper: "#1b1e22",
  ink: "#eceff2",
  quiet: "#a3adb8",
  grid: "#343a41",
  lines: linesOf(VERDICTS_ON_DARK),
  guide: "#a3adb8",
};

/** The trade-off is a curve of the recall. */
function linesOf({ recall, overkill }: VerdictPalette): Readonly<Record<Measure, string>> {
  return { recall, overkill, tradeoff: recall };
}

/** Dash pattern of a line in pixels, so that recall and overkill differ not by colour alone. */
export const LINE_DASH: Readonly<Record<Measure, readonly number[]>> = { recall: [], overkill: [7, 4], tradeoff: [] };

/** The plot as a `<g>` to be placed anywhere; texts inherit the font family. */
export function plotSvg(plot: Plot, colours: PlotColours): string {
  const { frame } = plot;
  const middleX = (frame.left + frame.right) / 2;
  const middleY = (frame.top + frame.bottom) / 2;
  return [
    "<g>",
    ...plot.x.ticks.map(
      ({ at, label }) =>
        `<line x1="${at}" y1="${frame.top}" x2="${at}" y2="${frame.bottom}" stroke="${colours.grid}"/>` +
        text(at, frame.bottom + 17, label, { size: 11, fill: colours.quiet, anchor: "middle" }),
    ),
    ...plot.y.ticks.map(
      ({ at, label }) =>
        `<line x1="${frame.left}" y1="${at}" x2="${frame.right}" y2="${at}" stroke="${colours.grid}"/>` +
        text(frame.left - 8, at + 4, label, { size: 11, fill: colours.quiet, anchor: "end" }),
    ),
    `<rect x="${frame.left}" y="${frame.top}" width="${frame.right - frame.left}" height="${frame.bottom - frame.top}" fill="none" stroke="${colours.quiet}" stroke-width="0.75"/>`,
    text(middleX, frame.bottom + 37, plot.x.title, { size: 12, fill: colours.ink, anchor: "middle" }),
    `<g transform="translate(16 ${middleY}) rotate(-90)">${text(0, 0, plot.y.title, { size: 12, fill: colours.ink, anchor: "middle" })}</g>`,
    plot.notMeasured.length > 0
      ? `<path d="${segmentsPath(plot.notMeasured)}" fill="none" stroke="${colours.quiet}" stroke-width="0.75"/>`
      : "",
    plot.guide
      ? `<line x1="${plot.guide.from.x}" y1="${plot.guide.from.y}" x2="${plot.guide.to.x}" y2="${plot.guide.to.y}" stroke="${colours.guide}" stroke-dasharray="2 3"/>`
      : "",
    ...plot.lines.map(({ measure, points }) => {
      const dash = LINE_DASH[measure].length > 0 ? ` stroke-dasharray="${LINE_DASH[measure].join(" ")}"` : "";
      return `<polyline points="${polylinePoints(points)}" fill="none" stroke="${colours.lines[measure]}" stroke-width="1.8" stroke-linejoin="round"${dash}/>`;
    }),
    ...plot.markers.map(
      ({ measure, x, y }) =>
        `<circle cx="${x}" cy="${y}" r="4.5" fill="${colours.lines[measure]}" stroke="${colours.paper}" stroke-width="1.5"/>`,
    ),
    "</g>",
  ].join("");
}

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
}

/** One line of SVG text, escaped. */
export function text(x: number, y: number, content: string, { size, fill, anchor = "start" }: TextStyle): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

/** Escapes any text for SVG content and attributes; characters that XML forbids become U+FFFD. */
export function escapeXml(content: string): string {
  return content
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "\ufffd",
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
