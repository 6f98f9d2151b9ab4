/** The PDF report: operating point and curves on the first page, then classes, worst images and the facts that make it traceable. */
import { colourOf } from "../../../shared/core/classPalette.ts";
import { layOutPlot, type PlotKind } from "../../../shared/report/curveGeometry.ts";
import { LIGHT_PLOT, LINE_DASH } from "../../../shared/report/curveSvg.ts";
import { reportModelInSteps, type RateFigure, type ReportModel } from "../../../shared/report/reportModel.ts";
import type { SkippedFile } from "../../../shared/report/reportFacts.ts";
import type { Table } from "../../../shared/report/reportTables.ts";
import { reportTexts } from "../../../shared/words/reportTexts.ts";
import type { ReportView } from "../../../shared/report/runAnalysis.ts";
import { runInSlices } from "../analysis/runInSlices.ts";
import type { DecodeResult } from "../images/decodedImage.ts";
import { drawImages } from "./pdfImages.ts";
import { drawPlot } from "./pdfPlot.ts";
import { drawSignOff } from "./pdfSignOff.ts";
import { createSheet, finishSheet, PDF_INK, PDF_PAGE, PDF_WIDTH, type Sheet } from "./pdfSheet.ts";
import { drawTable } from "./pdfTable.ts";

export interface PdfOptions {
  readonly view: ReportView;
  /** Bytes of the bundled font. */
  readonly font: Buffer;
  readonly createdAt: Date;
  /** The name that the operator gave; empty for none. */
  readonly operator: string;
  readonly imageOf: (imageId: string) => Promise<DecodeResult>;
}

/** All excluded files are counted, but only this many named; the table of images lists every one. */
const MAX_FILES_NAMED = 40;

export async function pdfReport({ view, font, createdAt, operator, imageOf }: PdfOptions): Promise<Uint8Array> {
  const texts = reportTexts(view.language).pdf;
  const model = await runInSlices(reportModelInSteps(view, { createdAt: createdAt.toISOString(), operator, offsetAt }));
  const sheet = createSheet(font, { title: `${model.title}: ${model.subtitle}`, createdAt });
  drawTitle(sheet, model);
  for (const notice of model.notices) drawNotice(sheet, notice);
  drawOperatingPoint(sheet, model, view);
  // Without a rate there is no curve, and neighbouring thresholds have nothing to compare.
  if (model.point.defects.total + model.point.backgrounds.total > 0) {
    drawCurves(sheet, model, view);
    drawSweep(sheet, model, texts.sweepTable);
  }
  if (model.classes) drawClasses(sheet, model.classes, view);
  for (const group of model.worst) await drawImages(sheet, group, view, imageOf);
  drawFacts(sheet, model, texts.facts);
  for (const list of [model.skipped, model.remarks]) if (list.files.length > 0) drawFiles(sheet, list, texts.more);
  drawSignOff(sheet, model, texts);
  drawFooters(
    sheet,
    `${view.analysis.run.modelName} · ${view.analysis.dataset.name} · Loupe ${view.analysis.run.versions.loupe}`,
    texts.page,
  );
  return finishSheet(sheet);
}

/** This machine's offset at a moment, which summer time changes. */
function offsetAt(moment: number): number {
  return -new Date(moment).getTimezoneOffset();
}

function drawTitle(sheet: Sheet, { title, subtitle, created }: ReportModel): void {
  sheet.pdf.rect(PDF_PAGE.left, sheet.y - 8, 34, 3).fill(PDF_INK.recall);
  sheet.textAt(title, PDF_PAGE.left, sheet.y, PDF_WIDTH - 180, { size: 23, strong: true });
  sheet.textAt(created, PDF_PAGE.width - PDF_PAGE.right - 180, sheet.y + 13, 180, {
    size: 9,
    colour: PDF_INK.quiet,
    align: "right",
  });
  sheet.moveDown(36);
  sheet.paragraph(subtitle, { size: 10.5, colour: PDF_INK.quiet });
  sheet.moveDown(4);
}

function drawNotice(sheet: Sheet, notice: string): void {
  const height = sheet.heightOf(notice, PDF_WIDTH - 24, 9) + 12;
  sheet.pdf.rect(PDF_PAGE.left, sheet.y, PDF_WIDTH, height).fill(PDF_INK.noticeBand);
  sheet.pdf.rect(PDF_PAGE.left, sheet.y, 3, height).fill(PDF_INK.notice);
  sheet.textAt(notice, PDF_PAGE.left + 14, sheet.y + 6, PDF_WIDTH - 24, { size: 9, colour: PDF_INK.notice });
  sheet.moveDown(height + 6);
}

const CARD_GAP = 8;
const CARD_HEIGHT = 88;

function drawOperatingPoint(
  sheet: Sheet,
  { rates, rightReason, ruleNotes, thresholdLine, unlabelled }: ReportModel,
  view: ReportView,
): void {
  const texts = reportTexts(view.language).pdf;
  sheet.heading(texts.operatingPoint);
  const width = (PDF_WIDTH - 3 * CARD_GAP) / 4;
  const cards: readonly (Omit<RateFigure, "tone"> & { readonly colour: string })[] = [
    {
      name: texts.threshold,
      value: thresholdLine.value,
      count: "",
      meaning: thresholdLine.rule,
      interval: "",
      colour: PDF_INK.ink,
    },
    ...rates.map((rate) => ({ ...rate, colour: PDF_INK[rate.tone] })),
  ];
  cards.forEach((card, i) => {
    const left = PDF_PAGE.left + i * (width + CARD_GAP);
    const inner = width - 16;
    sheet.pdf.roundedRect(left, sheet.y, width, CARD_HEIGHT, 4).lineWidth(0.7).strokeColor(PDF_INK.hairline).stroke();
    sheet.textAt(card.name, left + 8, sheet.y + 6, inner, { size: 9, colour: PDF_INK.quiet });
    sheet.textAt(card.value, left + 8, sheet.y + 17, inner, { size: 19, colour: card.colour, strong: true });
    sheet.textAt(card.count, left + 8, sheet.y + 43, inner, { size: 9.5 });
    sheet.textAt(card.meaning, left + 8, sheet.y + (card.count === "" ? 45 : 57), inner, { size: 8 });
    sheet.textAt(card.interval, left + 8, sheet.y + 71, inner, { size: 7, colour: PDF_INK.quiet });
  });
  sheet.moveDown(CARD_HEIGHT + 7);
  sheet.paragraph(texts.intervalNote, { size: 8, colour: PDF_INK.quiet });
  if (rightReason !== null) sheet.paragraph(rightReason, { size: 9 });
  for (const note of ruleNotes) sheet.paragraph(note, { size: 9 });
  if (unlabelled !== null) sheet.paragraph(unlabelled, { size: 9 });
}

/** The size of a plot in units, and the points per unit on the page. */
const PLOT = { width: 420, height: 320 } as const;
const PLOT_SCALE = (PDF_WIDTH - 8) / 2 / PLOT.width;

function drawCurves(sheet: Sheet, { steps, floor, point }: ReportModel, view: ReportView): void {
  const texts = reportTexts(view.language);
  sheet.needRoom(PLOT.height * PLOT_SCALE + 70);
  sheet.heading(texts.pdf.curves);
  const plots: readonly (readonly [PlotKind, string])[] = [
    ["rates-over-score", texts.pdf.ratesOverScore],
    ["recall-over-overkill", texts.pdf.tradeoff],
  ];
  plots.forEach(([kind, title], i) => {
    const left = PDF_PAGE.left + i * (PDF_WIDTH / 2 + 4);
    sheet.textAt(title, left + 62 * PLOT_SCALE, sheet.y, PDF_WIDTH / 2, { size: 9.5 });
    drawPlot(
      sheet,
      layOutPlot({ kind, steps, floor, point, ...PLOT, labels: texts.plot }),
      left,
      sheet.y + 14,
      PLOT_SCALE,
    );
  });
  sheet.moveDown(14 + PLOT.height * PLOT_SCALE + 6);
  drawLegend(
    sheet,
    [
      ["recall", texts.pdf.legendRecall],
      ["overkill", texts.pdf.legendOverkill],
      ["tradeoff", texts.pdf.tradeoff],
    ],
    texts.pdf.operatingPointMark,
  );
}

function drawLegend(
  sheet: Sheet,
  entries: readonly (readonly ["recall" | "overkill" | "tradeoff", string])[],
  mark: string,
): void {
  const { pdf } = sheet;
  let x: number = PDF_PAGE.left + 62 * PLOT_SCALE;
  const middle = sheet.y + 6;
  for (const [measure, label] of entries) {
    const [dash, space] = LINE_DASH[measure];
    pdf
      .moveTo(x, middle)
      .lineTo(x + 22, middle)
      .lineWidth(1.4)
      .strokeColor(LIGHT_PLOT.lines[measure]);
    if (dash !== undefined && space !== undefined) pdf.dash(dash * 0.7, { space: space * 0.7 });
    pdf.stroke().undash();
    sheet.textAt(label, x + 27, sheet.y, 160, { size: 8, colour: PDF_INK.quiet, oneLine: true });
    x += 27 + pdf.widthOfString(label) + 18;
  }
  pdf.circle(x + 3, middle, 3).fill(PDF_INK.ink);
  sheet.textAt(mark, x + 11, sheet.y, 120, { size: 8, colour: PDF_INK.quiet, oneLine: true });
  sheet.moveDown(16);
}

function drawSweep(sheet: Sheet, { sweep }: ReportModel, title: string): void {
  sheet.heading(title);
  const first = 90;
  const columns = sweep.columns.map(
    (column, i) =>
      ({ title: column, width: i === 0 ? first : (PDF_WIDTH - first) / 3, align: i === 0 ? "left" : "right" }) as const,
  );
  drawTable(sheet, columns, sweep.rows, { emphasised: sweep.emphasised });
}

/** Points; they add up to the page's width. */
const CLASS_COLUMNS = [147, 60, 60, 60, 70, 60, 50] as const;

function drawClasses(sheet: Sheet, classes: Table, { language }: ReportView): void {
  const texts = reportTexts(language).pdf;
  sheet.newPage();
  sheet.heading(texts.classes);
  const columns = classes.columns.map(
    (title, i) => ({ title, width: CLASS_COLUMNS[i] ?? 60, align: i === 0 ? "left" : "right" }) as const,
  );
  drawTable(sheet, columns, classes.rows, {
    emphasised: classes.emphasised,
    colourOf: (row) => (row === classes.emphasised ? null : colourOf(row)),
  });
  sheet.paragraph(texts.classNote, { size: 8, colour: PDF_INK.quiet });
}

function drawFacts(sheet: Sheet, { facts }: ReportModel, title: string): void {
  const nameWidth = 118;
  sheet.needRoom(240);
  sheet.heading(title);
  for (const { name, value } of facts) {
    const height = Math.max(sheet.heightOf(name, nameWidth, 8.5), sheet.heightOf(value, PDF_WIDTH - nameWidth, 8.5));
    sheet.needRoom(height);
    sheet.textAt(name, PDF_PAGE.left, sheet.y, nameWidth - 8, { size: 8.5, colour: PDF_INK.quiet });
    sheet.textAt(value, PDF_PAGE.left + nameWidth, sheet.y, PDF_WIDTH - nameWidth, { size: 8.5 });
    sheet.moveDown(height + 3);
  }
}

function drawFiles(
  sheet: Sheet,
  { title, files }: { readonly title: string; readonly files: readonly SkippedFile[] },
  more: (count: number) => string,
): void {
  sheet.heading(title);
  for (const { file, reason } of files.slice(0, MAX_FILES_NAMED)) {
    const height = Math.max(sheet.heightOf(file, 240, 8.5), sheet.heightOf(reason, PDF_WIDTH - 250, 8.5));
    sheet.needRoom(height);
    sheet.textAt(file, PDF_PAGE.left, sheet.y, 240, { size: 8.5 });
    sheet.textAt(reason, PDF_PAGE.left + 250, sheet.y, PDF_WIDTH - 250, { size: 8.5, colour: PDF_INK.quiet });
    sheet.moveDown(height + 3);
  }
  if (files.length > MAX_FILES_NAMED)
    sheet.paragraph(more(files.length - MAX_FILES_NAMED), { size: 8.5, colour: PDF_INK.quiet });
}

function drawFooters(sheet: Sheet, line: string, pageText: (page: number, pages: number) => string): void {
  const { pdf } = sheet;
  const pages = pdf.bufferedPageRange().count;
  for (let i = 0; i < pages; i++) {
    pdf.switchToPage(i);
    const y = PDF_PAGE.height - 36;
    pdf
      .moveTo(PDF_PAGE.left, y - 6)
      .lineTo(PDF_PAGE.width - PDF_PAGE.right, y - 6)
      .lineWidth(0.5)
      .strokeColor(PDF_INK.hairline)
      .stroke();
    sheet.textAt(line, PDF_PAGE.left, y, PDF_WIDTH - 110, { size: 7.5, colour: PDF_INK.quiet, oneLine: true });
    sheet.textAt(pageText(i + 1, pages), PDF_PAGE.width - PDF_PAGE.right - 100, y, 100, {
      size: 7.5,
      colour: PDF_INK.quiet,
      align: "right",
    });
  }
}
