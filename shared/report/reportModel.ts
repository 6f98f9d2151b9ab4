/** The content of the PDF report as data: every figure and sentence, nothing of how it is laid out. */
import type { Language } from "../core/language.ts";
import { shownCount } from "../metrics/matching.ts";
import { operatingPointAt, type OperatingPoint } from "../metrics/operatingPoint.ts";
import { isRejected } from "../metrics/thresholdSweep.ts";
import { thresholdSteps, type ThresholdStep } from "../metrics/thresholdSteps.ts";
import { intervalText, percentText, scoreText, thresholdText } from "./figureText.ts";
import { reportFacts, skippedFiles, type Fact, type SkippedFile } from "./reportFacts.ts";
import { classTable, sweepTable, type Table } from "./reportTables.ts";
import { reportTexts } from "./reportTexts.ts";
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

export interface WorstPicture {
  readonly imageId: string;
  readonly name: string;
  readonly caption: string;
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
  readonly escapes: { readonly title: string; readonly pictures: readonly WorstPicture[] };
  readonly overkill: { readonly title: string; readonly pictures: readonly WorstPicture[] };
  readonly facts: readonly Fact[];
  readonly skipped: { readonly title: string; readonly files: readonly SkippedFile[] };
  readonly remarks: { readonly title: string; readonly files: readonly SkippedFile[] };
}

/** How many of the worst pictures are shown of each kind. */
export const WORST_PICTURES = 6;

/** @param createdAt ISO 8601, UTC */
export function reportModel(view: ReportView, createdAt: string): ReportModel {
  const { analysis, threshold, counting, language } = view;
  const { dataset, run, index, measured } = analysis;
  const texts = reportTexts(language).pdf;
  const point = operatingPointAt(index, threshold, counting);
  const total = dataset.images.length;
  const escapes = worst(measured, "annotated", (best) => !isRejected(best, threshold, counting), (a, b) => a - b);
  const overkill = worst(measured, "background", (best) => isRejected(best, threshold, counting), (a, b) => b - a);
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
    escapes: {
      title: escapes.length === 0 ? texts.noEscapes : texts.worstEscapes(Math.min(WORST_PICTURES, escapes.length), escapes.length),
      pictures: escapes.slice(0, WORST_PICTURES).map((each) => worstPicture(each, analysis, language)),
    },
    overkill: {
      title: overkill.length === 0 ? texts.noOverkill : texts.worstOverkill(Math.min(WORST_PICTURES, overkill.length), overkill.length),
      pictures: overkill.slice(0, WORST_PICTURES).map((each) => worstPicture(each, analysis, language)),
    },
    facts: reportFacts(view, createdAt),
    skipped: { title: left.length === 0 ? texts.nothingSkipped : texts.skipped(left.length), files: left },
    remarks: { title: texts.keptRemarks(kept.length), files: kept },
  };
}

/** What has to be said of synthetic pictures or models; empty when neither is. */
export function syntheticNotice({ dataset, run }: RunAnalysis, language: Language): string[] {
  const { synthetic } = reportTexts(language).pdf;
  if (dataset.synthetic && run.modelSynthetic) return [synthetic.both];
  if (dataset.synthetic) return [synthetic.dataset];
  return run.modelSynthetic ? [synthetic.model] : [];
}

function rateFigures({ defects, backgrounds }: OperatingPoint, language: Language): RateFigure[] {
  const { pdf, notMeasurable } = reportTexts(language);
  const figure = (name: string, meaning: string, tone: RateFigure["tone"], count: number, total: number): RateFigure => {
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
    ({ image, matching }) => image.role === "annotated" && matching.marks.slice(0, shownCount(matching, threshold, counting)).includes("tp"),
  );
  return reportTexts(language).pdf.rightReason(right.length, point.defects.caught);
}

function worst(
  images: readonly MeasuredImage[],
  role: "annotated" | "background",
  isOne: (best: number) => boolean,
  byScore: (a: number, b: number) => number,
): MeasuredImage[] {
  return images.filter(({ image, best }) => image.role === role && isOne(best)).sort((a, b) => byScore(a.best, b.best));
}

function worstPicture({ image, best, bestClass }: MeasuredImage, { classes }: RunAnalysis, language: Language): WorstPicture {
  const { pdf } = reportTexts(language);
  return { imageId: image.id, name: image.name, caption: best < 0 ? pdf.nothingFound : pdf.bestScore(scoreText(best), classes[bestClass] ?? "") };
}
