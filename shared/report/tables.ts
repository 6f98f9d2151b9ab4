/** The CSV tables: one row per image, and one row per box. */
import type { DatasetImage } from "../core/dataset.ts";
import type { Decision } from "../core/decision.ts";
import { detectionAt, type Detections } from "../core/detections.ts";
import { boxCounts, boxDecisions, truthMark } from "../metrics/matching.ts";
import { csv, type Cell } from "./csv.ts";
import { reasonText } from "../words/failureText.ts";
import { bandText, countingText } from "./ruleText.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { ReportTexts } from "../words/reportWords.ts";
import type { MeasuredImage, ReportView, RunAnalysis } from "./runAnalysis.ts";

/** Every image of the dataset in its order, including those that failed or were not measured, with the reason. */
export function imageTable({ analysis, language }: ReportView): Iterable<string> {
  const texts = reportTexts(language);
  const t = texts.csv;
  const { rule } = analysis.compiled;
  const ruleCells: Cell[] = [
    rule.band.review === rule.band.ng ? rule.band.ng : bandText(rule.band),
    countingText(rule, language),
  ];
  const measured = new Map(analysis.measured.map((each) => [each.image.id, each]));
  const reasons = new Map(analysis.failed.map(({ image, reason }) => [image.id, reasonText(reason, language)]));
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
  const rowOf = (image: DatasetImage): Cell[] => {
    const each = measured.get(image.id);
    if (each)
      return measuredCells(
        each,
        texts,
        analysis.classes,
        ruleCells,
        each.verdict && texts.verdicts[each.verdict],
        boxCells(each, analysis),
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
      ...ruleCells,
      null,
      ...new Array<Cell>(header.length - 11).fill(null),
    ];
  };
  return csv(header, rowsOf(analysis.dataset.images, rowOf));
}

/** Rows are made while the file is written: all rows of a large run at once would take too much memory and time. */
function* rowsOf<T>(items: readonly T[], rowOf: (item: T) => Cell[]): Generator<Cell[]> {
  for (const item of items) yield rowOf(item);
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

/** Ground truth, shown boxes, TP, FP, FN and ignored; without ground truth only the shown boxes are known. */
function boxCells({ image, matching, detections }: MeasuredImage, { compiled }: RunAnalysis): Cell[] {
  const decisions = boxDecisions(matching, detections, compiled);
  const { truePositives, falsePositives, falseNegatives, ignored } = boxCounts(matching, decisions);
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

function* boxRows({ analysis }: ReportView, texts: ReportTexts): Generator<Cell[]> {
  for (const each of analysis.measured) {
    const decisions = boxDecisions(each.matching, each.detections, analysis.compiled);
    yield* truthRows(each, analysis.classes, decisions, texts);
    yield* detectionRows(each, analysis.classes, decisions, texts);
    yield* excludedRows(each, analysis, texts);
  }
}

function truthRows(
  { image, matching }: MeasuredImage,
  classes: readonly string[],
  decisions: readonly Decision[],
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
    texts.truthMarks[truthMark(matching, i, decisions)],
    null,
    null,
  ]);
}

function detectionRows(
  { image, matching, detections }: MeasuredImage,
  classes: readonly string[],
  decisions: readonly Decision[],
  texts: ReportTexts,
): Cell[][] {
  return Array.from(matching.order, (position, rank): Cell[] => {
    const mark = matching.marks[rank];
    const truth = matching.groundTruthOf[rank] ?? -1;
    return [
      ...detectionCells(image, detections, position, rank + 1, classes, texts),
      decisions[rank] === "ok" ? texts.no : texts.yes,
      image.role === "unlabelled" || mark === undefined ? null : texts.marks[mark],
      truth < 0 ? null : truth + 1,
      truth < 0 ? null : thousandths(matching.ious[rank] as number),
    ];
  });
}

/** Boxes excluded by zones or the minimum size come last: they are not shown and match nothing. */
function excludedRows(
  { image, matching, detections }: MeasuredImage,
  { classes, compiled }: RunAnalysis,
  texts: ReportTexts,
): Cell[][] {
  if (matching.order.length === detections.count) return [];
  return Array.from({ length: detections.count }, (_, i) => i)
    .filter((i) => !compiled.isMatched(detections, i))
    .map((position, i) => [
      ...detectionCells(image, detections, position, matching.order.length + i + 1, classes, texts),
      texts.no,
      null,
      null,
      null,
    ]);
}

function detectionCells(
  image: DatasetImage,
  detections: Detections,
  position: number,
  number: number,
  classes: readonly string[],
  texts: ReportTexts,
): Cell[] {
  const { box, score, classIndex } = detectionAt(detections, position);
  return [
    ...source(image, texts, texts.csv.detection),
    number,
    classes[classIndex] ?? null,
    score,
    thousandths(box.x1),
    thousandths(box.y1),
    thousandths(box.x2),
    thousandths(box.y2),
    null,
  ];
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
