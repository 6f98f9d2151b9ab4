/** `image-level_tp_fp.png` as SVG: the case's two plots, overkill rate (its false-positive rate) and score over recall, with the operating point. */
import type { Language } from "../words/languages.ts";
import type { DecisionIndex } from "../metrics/decisionIndex.ts";
import { operatingPoint } from "../metrics/operatingPoint.ts";
import { highestFloor } from "../metrics/scoreFloors.ts";
import { curveSteps } from "../metrics/thresholdSteps.ts";
import { layOutPlot, type PlotKind } from "./curveGeometry.ts";
import { LIGHT_PLOT, escapeXml, plotSvg, text } from "./curveSvg.ts";
import { rateText } from "./figureText.ts";
import { bandText, countingText } from "./ruleText.ts";
import { reportTexts } from "../words/reportTexts.ts";

export interface FigureOptions {
  readonly index: DecisionIndex;
  readonly language: Language;
  readonly fontFamily: string;
  /** Dataset, model and whatever else identifies this image. */
  readonly subtitle: string;
  /** Written in the image itself, because it is passed on without its report; null when nothing is synthetic. */
  readonly syntheticNotice: string | null;
}

export const FIGURE_SIZE = { width: 1120, height: 600 } as const;
const PLOT_TOP = 112;
const PLOT = { width: 540, height: 430 } as const;

export function imageLevelFigure({ index, language, fontFamily, subtitle, syntheticNotice }: FigureOptions): string {
  const texts = reportTexts(language);
  const point = operatingPoint(index);
  const steps = curveSteps(index);
  const rate = (count: number, total: number) =>
    point.measured
      ? rateText(count, total, texts.notMeasurable)
      : texts.rule.notMeasured(String(highestFloor(index.floors)));
  const { ink, quiet, paper, lines } = LIGHT_PLOT;
  const plotAt = (left: number, kind: PlotKind, title: string) =>
    text(left + 62, PLOT_TOP - 6, title, { size: 14, fill: ink }) +
    `<g transform="translate(${left} ${PLOT_TOP})">${plotSvg(layOutPlot({ kind, steps, floor: highestFloor(index.floors), point, ...PLOT, labels: texts.plot }), LIGHT_PLOT)}</g>`;
  const summary = texts.figureLine({
    threshold: bandText(index.rule.band),
    counting: countingText(index.rule, language),
    recall: rate(point.defects.caught, point.defects.total),
    overkill: rate(point.backgrounds.overkill, point.backgrounds.total),
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${FIGURE_SIZE.width}" height="${FIGURE_SIZE.height}" viewBox="0 0 ${FIGURE_SIZE.width} ${FIGURE_SIZE.height}" font-family="${escapeXml(fontFamily)}">`,
    `<rect width="100%" height="100%" fill="${paper}"/>`,
    text(24, 38, texts.figure.title, { size: 21, fill: ink }),
    text(24, 64, subtitle, { size: 12.5, fill: quiet }),
    plotAt(8, "overkill-over-recall", texts.figure.overkillOverRecall),
    plotAt(564, "score-over-recall", texts.figure.scoreOverRecall),
    `<circle cx="30" cy="568" r="5" fill="${lines.tradeoff}"/><circle cx="42" cy="568" r="5" fill="${lines.recall}"/>`,
    text(56, 573, summary, { size: 13, fill: ink }),
    syntheticNotice === null ? "" : text(24, 592, syntheticNotice, { size: 10.5, fill: quiet }),
    "</svg>",
  ].join("");
}
