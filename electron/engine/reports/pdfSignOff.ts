/** The sign-off of a PDF report: the rates with both intervals, and lines for names, dates and signatures. */
import type { ReportModel } from "../../../shared/report/reportModel.ts";
import type { PdfTexts } from "../../../shared/words/reportWords.ts";
import { PDF_INK, PDF_PAGE, PDF_WIDTH, type Sheet } from "./pdfSheet.ts";
import { drawTable } from "./pdfTable.ts";

/** Points; they add up to the page's width. */
const RATE_COLUMNS = [107, 80, 90, 110, 120] as const;
const LINE_HEIGHT = 40;
/** Of the page's width: who, when, signature. */
const PARTS = [0.4, 0.22, 0.38] as const;
const GAP = 14;

/** Kept on one page: a signature belongs to the figures above it. */
export function drawSignOff(sheet: Sheet, { signOff: { rates, operator } }: ReportModel, { signOff }: PdfTexts): void {
  sheet.needRoom(37 + (rates.rows.length > 0 ? 60 + 16 * rates.rows.length : 0) + 2 * LINE_HEIGHT);
  sheet.heading(signOff.title);
  if (rates.rows.length > 0) {
    const columns = rates.columns.map(
      (title, i) => ({ title, width: RATE_COLUMNS[i] ?? 100, align: i === 0 ? "left" : "right" }) as const,
    );
    drawTable(sheet, columns, rates.rows, { emphasised: rates.emphasised });
    sheet.paragraph(signOff.note, { size: 8, colour: PDF_INK.quiet });
  }
  drawLine(sheet, [signOff.prepared, signOff.date, signOff.signature], operator);
  drawLine(sheet, [signOff.approved, signOff.date, signOff.signature], "");
}

function drawLine(sheet: Sheet, labels: readonly string[], name: string): void {
  const { pdf } = sheet;
  const y = sheet.y + LINE_HEIGHT - 14;
  let x: number = PDF_PAGE.left;
  labels.forEach((label, i) => {
    const width = PDF_WIDTH * (PARTS[i] ?? 0) - (i < labels.length - 1 ? GAP : 0);
    if (i === 0 && name !== "") sheet.textAt(name, x + 2, y - 14, width, { size: 9.5, oneLine: true });
    pdf
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.6)
      .strokeColor(PDF_INK.quiet)
      .stroke();
    sheet.textAt(label, x, y + 2, width, { size: 7.5, colour: PDF_INK.quiet, oneLine: true });
    x += width + GAP;
  });
  sheet.moveDown(LINE_HEIGHT);
}
