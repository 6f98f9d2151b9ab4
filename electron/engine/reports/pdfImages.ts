/** The worst images of a PDF: small, with their boxes as vectors. */
import { reasonText } from "../../../shared/words/failureText.ts";
import { predictedBoxes, type DrawnBox } from "../../../shared/report/comparisonBoxes.ts";
import { reportTexts } from "../../../shared/words/reportTexts.ts";
import type { ImageGroup } from "../../../shared/report/reportModel.ts";
import type { MeasuredImage, ReportView } from "../../../shared/report/runAnalysis.ts";
import type { DecodeResult } from "../images/decodedImage.ts";
import { PDF_INK, PDF_PAGE, PDF_WIDTH, type Sheet } from "./pdfSheet.ts";
import { encodeJpeg } from "./rasterise.ts";

const COLUMNS = 3;
const GAP = 9;
const CELL = (PDF_WIDTH - (COLUMNS - 1) * GAP) / COLUMNS;
/** Tall images are limited to this height, so that a row never takes a page. */
const MAX_HEIGHT = 150;
const CAPTION = 26;
/** What `Sheet.heading` takes. */
const HEADING = 37;
/** Pixels per point: sharp in print, with a small file. */
const PIXELS_A_POINT = 3;

/** Draws the group in rows of three; in place of an image that cannot be read stands the reason. */
export async function drawImages(
  sheet: Sheet,
  { title, images }: ImageGroup,
  view: ReportView,
  imageOf: (imageId: string) => Promise<DecodeResult>,
): Promise<void> {
  const measured = new Map(view.analysis.measured.map((each) => [each.image.id, each]));
  const cells = images.flatMap((worst) => {
    const measuredImage = measured.get(worst.imageId);
    return measuredImage ? [{ worst, measuredImage, shown: shownSize(measuredImage) }] : [];
  });
  const heightOf = (inRow: typeof cells) => Math.max(0, ...inRow.map(({ shown }) => shown.height));
  const firstRow = cells.slice(0, COLUMNS);
  if (firstRow.length > 0) sheet.needRoom(HEADING + heightOf(firstRow) + CAPTION + 8);
  sheet.heading(title);
  for (let row = 0; row < cells.length; row += COLUMNS) {
    const inRow = cells.slice(row, row + COLUMNS);
    const height = heightOf(inRow);
    sheet.needRoom(height + CAPTION + 8);
    for (const [column, { worst, measuredImage, shown }] of inRow.entries()) {
      const left = PDF_PAGE.left + column * (CELL + GAP);
      await drawImage(sheet, measuredImage, shown, left, view, imageOf);
      sheet.textAt(worst.name, left, sheet.y + height + 4, CELL, { size: 7.5, oneLine: true });
      sheet.textAt(worst.caption, left, sheet.y + height + 14, CELL, {
        size: 7.5,
        colour: PDF_INK.quiet,
        oneLine: true,
      });
    }
    sheet.moveDown(height + CAPTION + 8);
  }
}

interface Shown {
  readonly width: number;
  readonly height: number;
}

function shownSize({ outcome }: MeasuredImage): Shown {
  const scale = Math.min(CELL / outcome.width, MAX_HEIGHT / outcome.height);
  return { width: outcome.width * scale, height: outcome.height * scale };
}

async function drawImage(
  sheet: Sheet,
  image: MeasuredImage,
  shown: Shown,
  left: number,
  view: ReportView,
  imageOf: (imageId: string) => Promise<DecodeResult>,
): Promise<void> {
  const { pdf } = sheet;
  const decoded = await imageOf(image.image.id);
  if (!decoded.ok) {
    pdf.rect(left, sheet.y, shown.width, shown.height).fill(PDF_INK.band);
    sheet.textAt(
      `${reportTexts(view.language).pdf.unreadable}: ${reasonText(decoded.reason, view.language)}`,
      left + 8,
      sheet.y + 8,
      shown.width - 16,
      { size: 8, colour: PDF_INK.quiet },
    );
    return;
  }
  const pixels = {
    width: Math.max(1, Math.min(decoded.pixels.width, Math.round(shown.width * PIXELS_A_POINT))),
    height: Math.max(1, Math.min(decoded.pixels.height, Math.round(shown.height * PIXELS_A_POINT))),
  };
  pdf.image(Buffer.from(await encodeJpeg(decoded.pixels, pixels)), left, sheet.y, {
    width: shown.width,
    height: shown.height,
  });
  pdf.save().rect(left, sheet.y, shown.width, shown.height).clip().translate(left, sheet.y);
  const scale = { x: shown.width / image.outcome.width, y: shown.height / image.outcome.height };
  for (const box of predictedBoxes(image, view, scale)) drawBox(sheet, box);
  pdf.restore();
}

function drawBox({ pdf }: Sheet, { box, colour, style }: DrawnBox): void {
  pdf.rect(box.x, box.y, box.width, box.height).lineWidth(1.9).strokeOpacity(0.55).strokeColor("#000000").stroke();
  if (style === "dashed") pdf.dash(4, { space: 2.4 });
  if (style === "dotted") pdf.dash(1.2, { space: 1.8 });
  pdf
    .rect(box.x, box.y, box.width, box.height)
    .lineWidth(style === "thin" ? 0.6 : 1.1)
    .strokeOpacity(1)
    .strokeColor(colour)
    .stroke()
    .undash();
}
