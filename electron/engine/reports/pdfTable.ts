/** Tables of a PDF: a header repeated on each page, hairlines between rows, one highlighted row. */
import { PDF_INK, PDF_PAGE, type Sheet } from "./pdfSheet.ts";

export interface PdfColumn {
  readonly title: string;
  /** Points. */
  readonly width: number;
  readonly align: "left" | "right";
}

const SIZE = 8.5;
const PADDING = 4;
const HEAD = 18;
const SWATCH = 7;

export interface RowStyles {
  /** The highlighted row; -1 for none. */
  readonly emphasised: number;
  /** A square of this colour before the row's first cell. */
  readonly colourOf?: (row: number) => string | null;
}

/** Draws the table at the sheet's left edge and moves below it; cells wrap where they must. */
export function drawTable(
  sheet: Sheet,
  columns: readonly PdfColumn[],
  rows: readonly (readonly string[])[],
  { emphasised, colourOf }: RowStyles,
): void {
  const { pdf } = sheet;
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  drawHead(sheet, columns);
  rows.forEach((row, i) => {
    const height =
      Math.max(...row.map((cell, c) => sheet.heightOf(cell, (columns[c]?.width ?? 0) - 2 * PADDING, SIZE))) +
      2 * PADDING -
      1;
    const page = pdf.bufferedPageRange().count;
    sheet.needRoom(height);
    if (pdf.bufferedPageRange().count !== page) drawHead(sheet, columns);
    if (i === emphasised) pdf.rect(PDF_PAGE.left, sheet.y, width, height).fill(PDF_INK.band);
    const colour = colourOf?.(i) ?? null;
    if (colour !== null) pdf.roundedRect(PDF_PAGE.left + PADDING, sheet.y + 5, SWATCH, SWATCH, 1.5).fill(colour);
    let x: number = PDF_PAGE.left;
    columns.forEach((column, c) => {
      const indent = c === 0 && colourOf ? SWATCH + 5 : 0;
      const options = { size: SIZE, align: column.align, strong: i === emphasised } as const;
      sheet.textAt(
        row[c] ?? "",
        x + PADDING + indent,
        sheet.y + PADDING - 1,
        column.width - 2 * PADDING - indent,
        options,
      );
      x += column.width;
    });
    sheet.moveDown(height);
    hairline(sheet, width);
  });
  sheet.moveDown(6);
}

function drawHead(sheet: Sheet, columns: readonly PdfColumn[]): void {
  sheet.needRoom(3 * HEAD);
  let x: number = PDF_PAGE.left;
  for (const { title, width, align } of columns) {
    sheet.textAt(title, x + PADDING, sheet.y + 2, width - 2 * PADDING, {
      size: SIZE,
      colour: PDF_INK.quiet,
      align,
      oneLine: true,
    });
    x += width;
  }
  sheet.moveDown(HEAD);
  hairline(sheet, x - PDF_PAGE.left);
}

function hairline({ pdf, y }: Sheet, width: number): void {
  pdf
    .moveTo(PDF_PAGE.left, y)
    .lineTo(PDF_PAGE.left + width, y)
    .lineWidth(0.5)
    .strokeColor(PDF_INK.hairline)
    .stroke();
}
