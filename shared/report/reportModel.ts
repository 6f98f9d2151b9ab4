/** The content of the PDF report as data: every figure and sentence, nothing of how it is laid out. */
import type { ImageRole } from "../core/dataset.ts";
import type { Language } from "../words/languages.ts";
import { shownCount } from "../metrics/matching.ts";
import { operatingPointAt, type OperatingPoint } from "../metrics/operatingPoint.ts";
import { isRejected } from "../metrics/thresholdSweep.ts";
import { thresholdSteps, type ThresholdStep } from "../metrics/thresholdSteps.ts";
import { intervalText, percentText, scoreText, thresholdText } from "./figureText.ts";
import { reportFacts, skippedFiles, type Fact, type SkippedFile } from "./reportFacts.ts";
import { classTable, sweepTable, type Table } from "./reportTables.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { MeasuredImage, ReportView, RunAnalysis } from "./runAnalysis.ts";

/** A rate in words: `97.26 %`, `284 / 292`, its interval and what it counts. */
export interface RateFigure {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  readonly count: string;
  readonly interval: string;
  readonly tone: "recall" | "escape" | "overkill";
}

export interface WorstImage {
  readonly imageId: string;
  readonly name: string;
  readonly caption: string;
}

export interface ImageGroup {
  readonly title: string;
  readonly images: readonly WorstImage[];
}

export interface ReportModel {
  readonly title: string;
  readonly subtitle: string;
  /** Everything a reader must know before the first figure: synthetic, incomplete. */
  readonly notices: readonly string[];
  readonly point: OperatingPoint;
  readonly steps: readonly ThresholdStep[];
  readonly thresholdLine: { readonly value: string; readonly rule: string };
  readonly rates: readonly RateFigure[];
  readonly rightReason: string | null;
  readonly sweep: Table;
  /** null where nothing is annotated. */
  readonly classes: Table | null;
  /** Escapes and overkill, each with its worst images; of images without annotation those with the highest scores. */
  readonly worst: readonly ImageGroup[];
  /** How many images without annotation are NG; null where there are none. */
  readonly unlabelled: string | null;
  readonly facts: readonly Fact[];
  readonly skipped: { readonly title: string; readonly files: readonly SkippedFile[] };
  readonly remarks: { readonly title: string; readonly files: readonly SkippedFile[] };
}

/** How many of the worst images are shown of each kind. */
export const WORST_IMAGES = 6;

/** @param createdAt ISO 8601, UTC */
export function reportModel(view: ReportView, createdAt: string): ReportModel {
  const { analysis, threshold, counting, language } = view;
  const { dataset, run, index, measured } = analysis;
  const texts = reportTexts(language).pdf;
  const point = operatingPointAt(index, threshold, counting);
  const total = dataset.images.length;
  const { left, kept } = skippedFiles(analysis, language);
  return {
    title: texts.title,
    subtitle: texts.subtitle(dataset.name, run.modelName),
    notices: [
      ...syntheticNotice(analysis, language),
      ...(measured.length < total ? [texts.incomplete(measured.length, total)] : []),
    ],
    point,
    steps: thresholdSteps(index, counting),
    thresholdLine: { value: thresholdText(threshold), rule: reportTexts(language).countingRule[counting] },
    rates: rateFigures(point, language),
    rightReason: rightReason(view, point),
    sweep: sweepTable(view),
    classes: classTable(view),
    worst: worstImages(view, point),
    unlabelled: unlabelledVerdicts(view),
    facts: reportFacts(view, left.length, createdAt),
    skipped: { title: texts.skipped(left.length), files: left },
    remarks: { title: texts.keptRemarks(kept.length), files: kept },
  };
}

/** What has to be said of synthetic images or models; empty when neither is. */
export function syntheticNotice({ dataset, run }: RunAnalysis, language: Language): string[] {
  const { synthetic } = reportTexts(language).pdf;
  if (dataset.synthetic && run.modelSynthetic) return [synthetic.both];
  if (dataset.synthetic) return [synthetic.dataset];
  return run.modelSynthetic ? [synthetic.model] : [];
}

function rateFigures({ defects, backgrounds }: OperatingPoint, language: Language): RateFigure[] {
  const { pdf, notMeasurable } = reportTexts(language);
  const figure = (
    name: string,
    meaning: string,
    tone: RateFigure["tone"],
    count: number,
    total: number,
  ): RateFigure => {
    const interval = intervalText(count, total);
    return {
      name,
      meaning,
      tone,
      value: total === 0 ? "–" : percentText(count / total),
      count: total === 0 ? notMeasurable : `${count} / ${total}`,
      interval: interval ? pdf.interval(interval.lower, interval.upper) : "",
    };
  };
  return [
    figure(pdf.recall, pdf.recallMeaning, "recall", defects.caught, defects.total),
    figure(pdf.escapeRate, pdf.escapeMeaning, "escape", defects.escaped, defects.total),
    figure(pdf.overkillRate, pdf.overkillMeaning, "overkill", backgrounds.overkill, backgrounds.total),
  ];
}

/** How many caught images are NG for the right reason: a shown box of the right class on an annotated defect. */
function rightReason({ analysis, threshold, counting, language }: ReportView, point: OperatingPoint): string | null {
  if (point.defects.caught === 0) return null;
  const right = analysis.measured.filter(
    ({ image, matching }) =>
      image.role === "annotated" && matching.marks.slice(0, shownCount(matching, threshold, counting)).includes("tp"),
  );
  return reportTexts(language).pdf.rightReason(right.length, point.defects.caught);
}

function worstImages(view: ReportView, { defects, backgrounds }: OperatingPoint): ImageGroup[] {
  const { analysis, threshold, counting, language } = view;
  const { pdf } = reportTexts(language);
  const isNg = ({ best }: MeasuredImage) => isRejected(best, threshold, counting);
  const ofRole = (role: ImageRole) => analysis.measured.filter(({ image }) => image.role === role);
  const group = (
    images: readonly MeasuredImage[],
    title: (shown: number, total: number) => string,
    none: string,
  ): ImageGroup => ({
    title: images.length === 0 ? none : title(Math.min(WORST_IMAGES, images.length), images.length),
    images: images.slice(0, WORST_IMAGES).map((each) => worstImage(each, analysis, language)),
  });
  const escapes = ofRole("annotated")
    .filter((image) => !isNg(image))
    .sort((a, b) => a.best - b.best);
  const overkill = ofRole("background")
    .filter(isNg)
    .sort((a, b) => b.best - a.best);
  const unlabelled = ofRole("unlabelled")
    .filter(isNg)
    .sort((a, b) => b.best - a.best);
  return [
    ...(defects.total > 0 ? [group(escapes, pdf.worstEscapes, pdf.noEscapes)] : []),
    ...(backgrounds.total > 0 ? [group(overkill, pdf.worstOverkill, pdf.noOverkill)] : []),
    ...(unlabelled.length > 0 ? [group(unlabelled, pdf.worstUnlabelled, "")] : []),
  ];
}

function unlabelledVerdicts({ analysis, threshold, counting, language }: ReportView): string | null {
  const images = analysis.measured.filter(({ image }) => image.role === "unlabelled");
  if (images.length === 0) return null;
  return reportTexts(language).pdf.unlabelledVerdicts(
    images.filter(({ best }) => isRejected(best, threshold, counting)).length,
    images.length,
  );
}

function worstImage(
  { image, best, bestClass }: MeasuredImage,
  { classes }: RunAnalysis,
  language: Language,
): WorstImage {
  const { pdf } = reportTexts(language);
  return {
    imageId: image.id,
    name: image.name,
    caption: best < 0 ? pdf.nothingFound : pdf.bestScore(scoreText(best), classes[bestClass] ?? ""),
  };
}
