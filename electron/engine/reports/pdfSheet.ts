/** PDF pages that are filled from the top: texts, headings, tables and the page breaks between them. */
import PDFDocument from "pdfkit";
import { VERDICTS_ON_LIGHT } from "../../../shared/core/verdictPalette.ts";

export const PDF_INK = {
  ink: "#1b2026",
  quiet: "#59636e",
  hairline: "#d5dbe1",
  band: "#f3f5f7",
  recall: VERDICTS_ON_LIGHT.recall,
  escape: VERDICTS_ON_LIGHT.escaped,
  overkill: VERDICTS_ON_LIGHT.overkill,
  accent: VERDICTS_ON_LIGHT.recall,
  notice: VERDICTS_ON_LIGHT.review,
  noticeBand: "#fff6e0",
} as const;

/** Points; A4 portrait. */
export const PDF_PAGE = { width: 595.28, height: 841.89, left: 44, right: 44, top: 46, bottom: 58 } as const;
export const PDF_WIDTH = PDF_PAGE.width - PDF_PAGE.left - PDF_PAGE.right;

export type Pdf = PDFKit.PDFDocument;

export interface TextOptions {
  readonly size: number;
  readonly colour?: string;
  readonly align?: "left" | "right" | "center";
  /** The bundled font has one weight; a thin outline in the same colour makes it bold. */
  readonly strong?: boolean;
  /** One line, shortened with … where it does not fit. */
  readonly oneLine?: boolean;
}

export interface Sheet {
  readonly pdf: Pdf;
  /** Where the next element goes, in points from the top of the page. */
  readonly y: number;
  moveDown(points: number): void;
  /** Starts a new page unless this much room is left. */
  needRoom(points: number): void;
  newPage(): void;
  /** Draws a text at a position, without moving on; returns its height. */
  textAt(content: string, x: number, y: number, width: number, options: TextOptions): number;
  /** Draws a paragraph of the full width and moves below it. */
  paragraph(content: string, options: TextOptions): void;
  heading(content: string): void;
  heightOf(content: string, width: number, size: number): number;
}

/** @param font bytes of the font file, read once for all reports */
export function createSheet(font: Buffer, info: { readonly title: string; readonly createdAt: Date }): Sheet {
  const pdf = new PDFDocument({
    size: "A4",
    margin: 0,
    bufferPages: true,
    font: "",
    info: {
      Title: info.title,
      Creator: "Loupe",
      Producer: "Loupe",
      CreationDate: info.createdAt,
      ModDate: info.createdAt,
    },
  });
  pdf.registerFont("report", font);
  pdf.font("report");
  let y: number = PDF_PAGE.top;

  const draw = (content: string, x: number, top: number, width: number, options: TextOptions): number => {
    const { size, colour = PDF_INK.ink, align = "left", strong = false, oneLine = false } = options;
    pdf.fontSize(size).fillColor(colour);
    if (strong) pdf.strokeColor(colour).lineWidth(size * 0.022);
    const lineHeight = pdf.currentLineHeight(true);
    const layout = {
      width,
      align,
      lineGap: 0,
      fill: true,
      stroke: strong,
      ...(oneLine ? { height: lineHeight * 1.02, ellipsis: "…", lineBreak: true } : {}),
    };
    pdf.text(content, x, top, layout);
    return oneLine ? lineHeight : pdf.heightOfString(content, { width, lineGap: 0 });
  };

  const sheet: Sheet = {
    pdf,
    get y() {
      return y;
    },
    moveDown(points) {
      y += points;
    },
    needRoom(points) {
      if (y + points > PDF_PAGE.height - PDF_PAGE.bottom) sheet.newPage();
    },
    newPage() {
      pdf.addPage();
      y = PDF_PAGE.top;
    },
    textAt: draw,
    paragraph(content, options) {
      sheet.needRoom(sheet.heightOf(content, PDF_WIDTH, options.size));
      y += draw(content, PDF_PAGE.left, y, PDF_WIDTH, options) + 4;
    },
    heading(content) {
      sheet.needRoom(60);
      y += 10;
      draw(content, PDF_PAGE.left, y, PDF_WIDTH, { size: 13, strong: true });
      y += 19;
      pdf
        .moveTo(PDF_PAGE.left, y)
        .lineTo(PDF_PAGE.left + PDF_WIDTH, y)
        .lineWidth(0.6)
        .strokeColor(PDF_INK.hairline)
        .stroke();
      y += 8;
    },
    heightOf(content, width, size) {
      return pdf.fontSize(size).heightOfString(content, { width, lineGap: 0 });
    },
  };
  return sheet;
}

/** The finished bytes. Nothing may be drawn afterwards. */
export function finishSheet({ pdf }: Sheet): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    pdf.on("data", (piece: Buffer) => pieces.push(piece));
    pdf.on("end", () => resolve(Buffer.concat(pieces)));
    pdf.on("error", reject);
    pdf.end();
  });
}
