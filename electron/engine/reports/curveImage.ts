/** `image-level_tp_fp.png`: the case's two plots as an image suitable for print. */
import { imageLevelFigure } from "../../../shared/report/imageLevelFigure.ts";
import { syntheticNotice } from "../../../shared/report/reportModel.ts";
import { reportTexts } from "../../../shared/words/reportTexts.ts";
import type { ReportView } from "../../../shared/report/runAnalysis.ts";
import { encodePng, rasteriseSvg } from "./rasterise.ts";
import { REPORT_FONT_FAMILY } from "./reportFont.ts";

/** Pixels per unit of the figure; at 200 dots per inch it is 28 cm wide. */
const SCALE = 2;
const DOTS_PER_INCH = 200;

export async function curveImage({ analysis, language }: ReportView, fontFile: string): Promise<Uint8Array> {
  const { dataset, run, index } = analysis;
  const svg = imageLevelFigure({
    index,
    language,
    fontFamily: REPORT_FONT_FAMILY,
    subtitle: reportTexts(language).pdf.subtitle(dataset.name, run.modelName),
    syntheticNotice: syntheticNotice(analysis, language)[0] ?? null,
  });
  return encodePng(rasteriseSvg(svg, fontFile, SCALE), DOTS_PER_INCH);
}
