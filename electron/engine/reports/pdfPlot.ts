/** A plot of the image-level figures as vectors of a PDF, from the same geometry as the window's. */
import type { Plot } from "../../../shared/report/curveGeometry.ts";
import { LIGHT_PLOT, LINE_DASH } from "../../../shared/report/curveSvg.ts";
import type { Sheet } from "./pdfSheet.ts";

/** Draws the plot with its upper left corner at (x, y), `scale` points per unit of the plot. */
export function drawPlot(sheet: Sheet, plot: Plot, x: number, y: number, scale: number): void {
  const { pdf } = sheet;
  const { frame } = plot;
  const colours = LIGHT_PLOT;
  pdf.save().translate(x, y).scale(scale);
  for (const { at, label } of plot.x.ticks) {
    pdf.moveTo(at, frame.top).lineTo(at, frame.bottom).lineWidth(0.8).strokeColor(colours.grid).stroke();
    sheet.textAt(label, at - 40, frame.bottom + 7, 80, { size: 11.5, colour: colours.quiet, align: "center" });
  }
  for (const { at, label } of plot.y.ticks) {
    pdf.moveTo(frame.left, at).lineTo(frame.right, at).lineWidth(0.8).strokeColor(colours.grid).stroke();
    sheet.textAt(label, frame.left - 60, at - 8.5, 53, { size: 11.5, colour: colours.quiet, align: "right" });
  }
  pdf
    .rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)
    .lineWidth(0.8)
    .strokeColor(colours.quiet)
    .stroke();
  sheet.textAt(plot.x.title, frame.left, frame.bottom + 26, frame.right - frame.left, { size: 12.5, align: "center" });
  const middle = (frame.top + frame.bottom) / 2;
  pdf.save().rotate(-90, { origin: [10, middle] });
  sheet.textAt(plot.y.title, 10 - 150, middle - 8, 300, { size: 12.5, align: "center" });
  pdf.restore();
  for (const { from, to } of plot.notMeasured) pdf.moveTo(from.x, from.y).lineTo(to.x, to.y);
  if (plot.notMeasured.length > 0) pdf.lineWidth(0.75).strokeColor(colours.quiet).stroke();
  if (plot.guide) {
    const { from, to } = plot.guide;
    pdf
      .moveTo(from.x, from.y)
      .lineTo(to.x, to.y)
      .lineWidth(1)
      .dash(2, { space: 3 })
      .strokeColor(colours.guide)
      .stroke()
      .undash();
  }
  for (const { measure, points } of plot.lines) {
    points.forEach((point, i) => (i === 0 ? pdf.moveTo(point.x, point.y) : pdf.lineTo(point.x, point.y)));
    const [dash, space] = LINE_DASH[measure];
    if (dash !== undefined && space !== undefined) pdf.dash(dash, { space });
    pdf.lineWidth(1.8).lineJoin("round").strokeColor(colours.lines[measure]).stroke().undash();
  }
  for (const { measure, x: centreX, y: centreY } of plot.markers) {
    pdf.circle(centreX, centreY, 4.5).lineWidth(1.5).fillAndStroke(colours.lines[measure], colours.paper);
  }
  pdf.restore();
}
