/** The CSV tables: one row an image, and one row a box. */
import type { CountingRule } from "../core/countingRule.ts";
import type { DatasetImage } from "../core/dataset.ts";
import { detectionAt } from "../core/detections.ts";
import { countBoxes, groundTruthMark } from "../metrics/matching.ts";
import { verdictOf } from "../metrics/operatingPoint.ts";
import { isRejected } from "../metrics/thresholdSweep.ts";
import { csv, type Cell } from "./csv.ts";
import { fileReason } from "./engineReason.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { ReportTexts } from "../words/reportWords.ts";
import type { MeasuredImage, ReportView } from "./runAnalysis.ts";

/** Every image of the dataset in its order, also those that failed or were not measured, with the reason. */
export function imageTable({ analysis, threshold, counting, language }: ReportView): Iterable<string> {
  const texts = reportTexts(language);
  const t = texts.csv;
  const measured = new Map(analysis.measured.map((each) => [each.image.id, each]));
  const reasons = new Map(analysis.failed.map(({ image, reason }) => [image.id, fileReason(reason, language)]));
  const header = [
    t.image,
    t.role,
    t.widthPixels,
    t.heightPixels,
    t.state,
    t.reason,
    t.bestScore,
    t.bestClass,
    t.threshold,
    t.counting,
    t.verdict,
    t.truthBoxes,
    t.shownBoxes,
    t.truePositives,
    t.falsePositives,
    t.falseNegatives,
    t.ignoredBoxes,
    t.decodeMilliseconds,
    t.preprocessMilliseconds,
    t.inferenceMilliseconds,
  ];
  const rows = analysis.dataset.images.map((image): Cell[] => {
    const each = measured.get(image.id);
    const rule = [threshold, texts.counting[counting]];
    if (each)
      return measuredCells(
        each,
        texts,
        analysis.classes,
        rule,
        verdictText(each, threshold, counting, texts),
        boxCells(each, threshold, counting),
      );
    const reason = reasons.get(image.id);
    return [
      image.name,
      texts.roles[image.role],
      image.size?.width ?? null,
      image.size?.height ?? null,
      reason === undefined ? t.notMeasured : t.failed,
      reason ?? null,
      null,
      null,
      ...rule,
      null,
      ...new Array<Cell>(header.length - 11).fill(null),
    ];
  });
  return csv(header, rows);
}

function measuredCells(
  each: MeasuredImage,
  texts: ReportTexts,
  classes: readonly string[],
  rule: Cell[],
  verdict: string | null,
  boxes: Cell[],
): Cell[] {
  const { image, outcome, best, bestClass } = each;
  return [
    image.name,
    texts.roles[image.role],
    outcome.width,
    outcome.height,
    texts.csv.measured,
    null,
    best < 0 ? null : best,
    classes[bestClass] ?? null,
    ...rule,
    verdict,
    ...boxes,
    tenths(outcome.milliseconds.decode),
    tenths(outcome.milliseconds.preprocess),
    tenths(outcome.milliseconds.inference),
  ];
}

function verdictText(
  { best, image }: MeasuredImage,
  threshold: number,
  counting: CountingRule,
  texts: ReportTexts,
): string | null {
  const verdict = verdictOf(best, image.role, threshold, counting);
  return verdict && texts.verdicts[verdict];
}

/** Ground truth, shown boxes, TP, FP, FN and ignored; without ground truth to compare with only the shown boxes are known. */
function boxCells({ image, matching }: MeasuredImage, threshold: number, counting: CountingRule): Cell[] {
  const { truePositives, falsePositives, falseNegatives, ignored } = countBoxes(matching, threshold, counting);
  const shown = truePositives + falsePositives + ignored;
  if (image.role === "unlabelled") return [null, shown, null, null, null, null];
  return [image.groundTruth.length, shown, truePositives, falsePositives, falseNegatives, ignored];
}

/**
 * Every box of every measured image: its ground truth in the annotation's order, then all raw detections down to the run's score
 * floor, best score first. Coordinates are image pixels; ground truth is inclusive as annotated, detections are as the model gave them.
 */
export function boxTable(view: ReportView): Iterable<string> {
  const texts = reportTexts(view.language);
  const t = texts.csv;
  const header = [
    t.image,
    t.role,
    t.source,
    t.box,
    t.class,
    t.score,
    t.left,
    t.top,
    t.right,
    t.bottom,
    t.difficult,
    t.shown,
    t.mark,
    t.matchedBox,
    t.iou,
  ];
  return csv(header, boxRows(view, texts));
}

function* boxRows({ analysis, threshold, counting }: ReportView, texts: ReportTexts): Generator<Cell[]> {
  for (const each of analysis.measured) {
    yield* truthRows(each, analysis.classes, threshold, counting, texts);
    yield* detectionRows(each, analysis.classes, threshold, counting, texts);
  }
}

function truthRows(
  { image, matching }: MeasuredImage,
  classes: readonly string[],
  threshold: number,
  counting: CountingRule,
  texts: ReportTexts,
): Cell[][] {
  return image.groundTruth.map((box, i) => [
    ...source(image, texts, texts.csv.groundTruth),
    i + 1,
    classes[box.classIndex] ?? null,
    null,
    box.x1,
    box.y1,
    box.x2,
    box.y2,
    box.difficult ? texts.yes : texts.no,
    null,
    texts.truthMarks[groundTruthMark(matching, i, threshold, counting)],
    null,
    null,
  ]);
}

function detectionRows(
  { image, matching, detections }: MeasuredImage,
  classes: readonly string[],
  threshold: number,
  counting: CountingRule,
  texts: ReportTexts,
): Cell[][] {
  return Array.from(matching.order, (position, rank): Cell[] => {
    const { box, score, classIndex } = detectionAt(detections, position);
    const mark = matching.marks[rank];
    const truth = matching.groundTruthOf[rank] ?? -1;
    return [
      ...source(image, texts, texts.csv.detection),
      rank + 1,
      classes[classIndex] ?? null,
      score,
      thousandths(box.x1),
      thousandths(box.y1),
      thousandths(box.x2),
      thousandths(box.y2),
      null,
      isRejected(score, threshold, counting) ? texts.yes : texts.no,
      image.role === "unlabelled" || mark === undefined ? null : texts.marks[mark],
      truth < 0 ? null : truth + 1,
      truth < 0 ? null : thousandths(matching.ious[rank] as number),
    ];
  });
}

function source(image: DatasetImage, texts: ReportTexts, kind: string): Cell[] {
  return [image.name, texts.roles[image.role], kind];
}

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
