/** The content of the PDF report as data: every figure and sentence, without layout. */
import { runThrough, type Steps } from "../core/steps.ts";
import type { Language } from "../words/languages.ts";
import type { Verdict } from "../core/decision.ts";
import { boxDecisions } from "../metrics/matching.ts";
import { operatingPoint, type OperatingPoint } from "../metrics/operatingPoint.ts";
import { highestFloor } from "../metrics/scoreFloors.ts";
import { curveSteps, type ThresholdStep } from "../metrics/thresholdSteps.ts";
import {
  clopperPearsonText,
  percentText,
  rateText,
  scoreText,
  timeText,
  wilsonText,
  type IntervalText,
} from "./figureText.ts";
import { reportFacts, skippedFiles, type Fact, type ReportOrigin, type SkippedFile } from "./reportFacts.ts";
import { classTable, sweepTable, type Table } from "./reportTables.ts";
import { bandText } from "./ruleText.ts";
import { reportTexts } from "../words/reportTexts.ts";
import { STEP_IMAGES, type MeasuredImage, type ReportView, type RunAnalysis } from "./runAnalysis.ts";

/** A rate in words: `97.26 %`, `284 / 292`, its interval and what it counts. */
export interface RateFigure {
  readonly name: string;
  readonly meaning: string;
  readonly value: string;
  readonly count: string;
  /** Wilson's, as in the window. */
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
  /** When the report was made, in local time. */
  readonly created: string;
  /** Everything a reader must know before the first figure: synthetic, incomplete. */
  readonly notices: readonly string[];
  readonly point: OperatingPoint;
  readonly steps: readonly ThresholdStep[];
  /** The highest score floor. */
  readonly floor: number;
  readonly thresholdLine: { readonly value: string; readonly rule: string };
  readonly rates: readonly RateFigure[];
  readonly rightReason: string | null;
  /** How many images are in review and how many were caught for the wrong reason, where the rule has either. */
  readonly ruleNotes: readonly string[];
  readonly sweep: Table;
  /** null where nothing is annotated. */
  readonly classes: Table | null;
  /** Escapes and overkill, each with its worst images; for images without annotation those with the highest scores. */
  readonly worst: readonly ImageGroup[];
  /** How many images without annotation are NG; null where there are none. */
  readonly unlabelled: string | null;
  readonly facts: readonly Fact[];
  readonly signOff: SignOff;
  readonly skipped: { readonly title: string; readonly files: readonly SkippedFile[] };
  readonly remarks: { readonly title: string; readonly files: readonly SkippedFile[] };
}

/** The rates that a signature confirms, with both intervals, and the operator's name; empty where none is set. */
export interface SignOff {
  readonly rates: Table;
  readonly operator: string;
}

/** How many of the worst images of each kind are shown. */
export const WORST_IMAGES = 6;

export function reportModel(view: ReportView, origin: ReportOrigin): ReportModel {
  return runThrough(reportModelInSteps(view, origin));
}

/** Counting the boxes of 100,000 images takes seconds, so the work pauses. */
export function* reportModelInSteps(view: ReportView, origin: ReportOrigin): Steps<ReportModel> {
  const { analysis, language } = view;
  const { dataset, run, index, measured } = analysis;
  const { rule } = index;
  const texts = reportTexts(language).pdf;
  const point = operatingPoint(index);
  const total = dataset.images.length;
  const { left, kept } = skippedFiles(analysis, language);
  return {
    title: texts.title,
    subtitle: texts.subtitle(dataset.name, run.modelName),
    created: timeText(origin.createdAt, origin.offsetAt),
    notices: [
      ...syntheticNotice(analysis, language),
      ...(measured.length < total ? [texts.incomplete(measured.length, total)] : []),
    ],
    point,
    steps: curveSteps(index),
    floor: highestFloor(index.floors),
    thresholdLine: { value: bandText(rule.band), rule: reportTexts(language).countingRule[rule.scoreRounding] },
    rates: rateFigures(view, point),
    rightReason: yield* rightReason(view, point),
    ruleNotes: ruleNotes(view, point),
    sweep: sweepTable(view),
    classes: yield* classTable(view),
    worst: point.measured ? worstImages(view, point) : [],
    unlabelled: unlabelledVerdicts(view, point),
    facts: reportFacts(view, left.length, origin),
    signOff: { rates: signedRates(view, point), operator: origin.operator },
    skipped: { title: texts.skipped(left.length), files: left },
    remarks: { title: texts.keptRemarks(kept.length), files: kept },
  };
}

/** What must be stated about synthetic images or models; empty when neither is. */
export function syntheticNotice({ dataset, run }: RunAnalysis, language: Language): string[] {
  const { synthetic } = reportTexts(language).pdf;
  if (dataset.synthetic && run.modelSynthetic) return [synthetic.both];
  if (dataset.synthetic) return [synthetic.dataset];
  return run.modelSynthetic ? [synthetic.model] : [];
}

function rateFigures(
  { analysis, language }: ReportView,
  { measured, defects, backgrounds }: OperatingPoint,
): RateFigure[] {
  const { pdf, notMeasurable, rule } = reportTexts(language);
  const below = rule.notMeasured(String(highestFloor(analysis.index.floors)));
  const figure = (
    name: string,
    meaning: string,
    tone: RateFigure["tone"],
    count: number,
    total: number,
  ): RateFigure => {
    if (!measured) return { name, meaning, tone, value: "–", count: below, interval: "" };
    const interval = wilsonText(count, total);
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

/** Without the rates that have no images to count. */
function signedRates({ language }: ReportView, { measured, defects, backgrounds }: OperatingPoint): Table {
  const { pdf } = reportTexts(language);
  const rates: readonly (readonly [string, number, number])[] = [
    [pdf.recall, defects.caught, defects.total],
    [pdf.escapeRate, defects.escaped, defects.total],
    [pdf.overkillRate, backgrounds.overkill, backgrounds.total],
  ];
  const ends = (interval: IntervalText | null) => (interval ? `${interval.lower} – ${interval.upper}` : "–");
  return {
    columns: pdf.signOff.columns,
    rows: rates
      .filter(([, , total]) => measured && total > 0)
      .map(([name, count, total]) => [
        name,
        percentText(count / total),
        `${count} / ${total}`,
        ends(wilsonText(count, total)),
        ends(clopperPearsonText(count, total)),
      ]),
    emphasised: -1,
  };
}

/** How many caught images are NG for the right reason: an NG box of the right class on an annotated defect. */
function* rightReason({ analysis, language }: ReportView, point: OperatingPoint): Steps<string | null> {
  if (!point.measured || point.defects.caught === 0) return null;
  let right = 0;
  for (const [i, { verdict, matching, detections }] of analysis.measured.entries()) {
    if (i % STEP_IMAGES === 0) yield;
    if (verdict !== "caught") continue;
    const decisions = boxDecisions(matching, detections, analysis.compiled);
    if (matching.marks.some((mark, rank) => mark === "tp" && decisions[rank] === "ng")) right++;
  }
  return reportTexts(language).pdf.rightReason(right, point.defects.caught);
}

function ruleNotes({ analysis, language }: ReportView, { measured, defects, backgrounds }: OperatingPoint): string[] {
  if (!measured) return [];
  const { rule: words, notMeasurable } = reportTexts(language);
  const { rule } = analysis.compiled;
  const hasReview =
    rule.band.review < rule.band.ng ||
    Object.values(rule.perClass).some((own) => own !== "ignore" && own.review < own.ng);
  const review = words.review(
    rateText(defects.review, defects.total, notMeasurable),
    rateText(backgrounds.review, backgrounds.total, notMeasurable),
  );
  return [
    ...(hasReview ? [review] : []),
    ...(rule.caughtBy.way === "any-box" ? [] : [words.wrongReason(defects.wrongReason, defects.total)]),
  ];
}

function worstImages(view: ReportView, { defects, backgrounds }: OperatingPoint): ImageGroup[] {
  const { analysis, language } = view;
  const { pdf } = reportTexts(language);
  const judged = (verdict: Verdict) => analysis.measured.filter((each) => each.verdict === verdict);
  const group = (
    images: readonly MeasuredImage[],
    title: (shown: number, total: number) => string,
    none: string,
  ): ImageGroup => ({
    title: images.length === 0 ? none : title(Math.min(WORST_IMAGES, images.length), images.length),
    images: images.slice(0, WORST_IMAGES).map((each) => worstImage(each, analysis, language)),
  });
  const escapes = judged("escaped").sort((a, b) => a.best - b.best);
  const overkill = judged("overkill").sort((a, b) => b.best - a.best);
  const unlabelled = judged("ng")
    .filter(({ image }) => image.role === "unlabelled")
    .sort((a, b) => b.best - a.best);
  return [
    ...(defects.total > 0 ? [group(escapes, pdf.worstEscapes, pdf.noEscapes)] : []),
    ...(backgrounds.total > 0 ? [group(overkill, pdf.worstOverkill, pdf.noOverkill)] : []),
    ...(unlabelled.length > 0 ? [group(unlabelled, pdf.worstUnlabelled, "")] : []),
  ];
}

function unlabelledVerdicts({ language }: ReportView, { measured, unlabelled }: OperatingPoint): string | null {
  if (!measured || unlabelled.total === 0) return null;
  return reportTexts(language).pdf.unlabelledVerdicts(unlabelled.ng, unlabelled.total);
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
