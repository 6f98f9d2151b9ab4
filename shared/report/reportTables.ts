/** The tables of the PDF report: neighbouring thresholds, and classes. */
import type { Steps } from "../core/steps.ts";
import { evaluationColumns, type ImageToEvaluate } from "../metrics/evaluationColumns.ts";
import { boxDecisions, truthMark } from "../metrics/matching.ts";
import { highestFloor } from "../metrics/scoreFloors.ts";
import { sweepRow } from "../metrics/thresholdSweep.ts";
import { vocAveragePrecision } from "../metrics/vocAveragePrecision.ts";
import { percentText, rateText } from "./figureText.ts";
import { thresholdText } from "../core/threshold.ts";
import { reportTexts } from "../words/reportTexts.ts";
import { STEP_IMAGES, type ReportView, type RunAnalysis } from "./runAnalysis.ts";

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The row to highlight: the chosen threshold, or the total; -1 for none. */
  readonly emphasised: number;
}

const NEIGHBOURS = [-0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2] as const;

/** The rates at NG thresholds around the chosen one; the rest of the rule is unchanged. */
export function sweepTable({ analysis, language }: ReportView): Table {
  const { pdf, notMeasurable, rule } = reportTexts(language);
  const { index } = analysis;
  const threshold = index.rule.band.ng;
  const below = rule.notMeasured(String(highestFloor(index.floors)));
  const thresholds = NEIGHBOURS.map((step) => Math.round((threshold + step) * 1e6) / 1e6).filter(
    (value) => value >= 0 && value <= 1,
  );
  return {
    columns: [pdf.threshold, pdf.recall, pdf.escapeRate, pdf.overkillRate],
    rows: thresholds.map((value) => {
      const { measured, caught, escaped, defects, overkill, backgrounds } = sweepRow(index, value);
      const rate = (count: number, total: number) => (measured ? rateText(count, total, notMeasurable) : below);
      return [thresholdText(value), rate(caught, defects), rate(escaped, defects), rate(overkill, backgrounds)];
    }),
    emphasised: thresholds.indexOf(Math.round(threshold * 1e6) / 1e6),
  };
}

/** Boxes found, missed and false per class at the threshold, and the class's average precision; null where nothing is annotated. */
export function* classTable({ analysis, language, precision }: ReportView): Steps<Table | null> {
  const annotated = annotatedImages(analysis);
  if (annotated.length === 0) return null;
  const { pdf } = reportTexts(language);
  const { mAP, perClass } =
    precision ?? vocAveragePrecision(evaluationColumns(annotated, analysis.dataset.classes.length))["11point"];
  const counts = yield* boxCountsPerClass(analysis);
  const row = (name: string, { found, missed, wrong }: ClassCounts, ap: number | null): string[] => [
    name,
    String(found + missed),
    String(found),
    String(missed),
    found + missed === 0 ? "–" : percentText(found / (found + missed)),
    String(wrong),
    ap === null ? "–" : percentText(ap),
  ];
  const sum = counts.reduce((a, b) => ({
    found: a.found + b.found,
    missed: a.missed + b.missed,
    wrong: a.wrong + b.wrong,
  }));
  return {
    columns: pdf.classColumns,
    rows: [
      ...analysis.classes.map((name, k) => row(name, counts[k] as ClassCounts, perClass[k] ?? null)),
      row(pdf.allClasses, sum, mAP),
    ],
    emphasised: analysis.classes.length,
  };
}

/** The input of the classes' average precision. */
export function annotatedImages({ measured }: RunAnalysis): ImageToEvaluate[] {
  return measured.flatMap(({ image: { role, groundTruth }, detections }) =>
    role === "annotated" ? [{ role, groundTruth, detections }] : [],
  );
}

interface ClassCounts {
  found: number;
  missed: number;
  wrong: number;
}

function* boxCountsPerClass({ measured, classes, compiled }: RunAnalysis): Steps<ClassCounts[]> {
  const counts = classes.map((): ClassCounts => ({ found: 0, missed: 0, wrong: 0 }));
  for (const [i, { image, matching, detections }] of measured.entries()) {
    if (i % STEP_IMAGES === 0) yield;
    if (image.role === "unlabelled") continue;
    const decisions = boxDecisions(matching, detections, compiled);
    image.groundTruth.forEach((box, g) => {
      const mark = truthMark(matching, g, decisions);
      const count = counts[box.classIndex];
      if (count && mark !== "difficult") count[mark]++;
    });
    matching.order.forEach((position, rank) => {
      const count = counts[detections.classIndices[position] as number];
      if (count && decisions[rank] !== "ok" && matching.marks[rank] === "fp") count.wrong++;
    });
  }
  return counts;
}
