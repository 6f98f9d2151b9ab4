/** An evaluation as text: operating points with denominators and intervals, and the box-level figures. */
import { issueText } from "./issueText.ts";
import { isSingleThreshold } from "../../shared/core/decisionRule.ts";
import { COCO_METRICS } from "../../shared/metrics/cocoEvaluation.ts";
import type { DecisionIndex } from "../../shared/metrics/decisionIndex.ts";
import { type HowToJudge, indexEvaluated } from "../../shared/metrics/evaluate.ts";
import { wilsonInterval } from "../../shared/metrics/intervals.ts";
import { operatingPoint } from "../../shared/metrics/operatingPoint.ts";
import { highestFloor } from "../../shared/metrics/scoreFloors.ts";
import { sweepRow } from "../../shared/metrics/thresholdSweep.ts";
import { thresholdText } from "../../shared/core/threshold.ts";
import { bandText, countingText } from "../../shared/report/ruleText.ts";
import type { OpenedDataset } from "../engine/datasets/openedDataset.ts";
import { type EvaluationFacts, imagesOf, type Measurement } from "./evaluationFacts.ts";

export interface TextOptions extends HowToJudge {
  /** Whether the rule's own threshold was requested: it gets a row. */
  readonly marked: boolean;
}

const ROWS: readonly number[] = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
const LISTED = 10;

export function evaluationText(
  facts: EvaluationFacts,
  opened: OpenedDataset,
  measurement: Measurement,
  options: TextOptions,
): string {
  return [
    ...headLines(facts),
    "",
    ...operatingPointLines(opened, measurement, options),
    "",
    ...boxLevelLines(facts, opened),
    "",
    ...excludedLines(facts),
  ].join("\n");
}

function headLines({ dataset, run, detectionsFile, images }: EvaluationFacts): string[] {
  const synthetic = dataset.synthetic || run?.modelSynthetic === true;
  const lines = [
    `Dataset    ${dataset.name}, hash ${dataset.hash.slice(0, 16)}${dataset.synthetic ? " (generated images)" : ""}`,
    run
      ? `Run        ${run.modelName} on ${run.provider.ran}, model SHA-256 ${run.modelSha256.slice(0, 16)}${run.finishedAt === null ? ", not finished" : ""}`
      : `Detections ${detectionsFile?.path ?? ""}, ${detectionsFile?.total ?? 0} entries`,
    `Measured   ${images.annotated} defect images, ${images.background} backgrounds${images.unlabelled > 0 ? `, ${images.unlabelled} unlabelled (excluded from all figures)` : ""}`,
  ];
  if (synthetic)
    lines.push("           The images or the model are synthetic: these figures say nothing about a real line.");
  return lines;
}

function operatingPointLines(opened: OpenedDataset, measurement: Measurement, options: TextOptions): string[] {
  const { rule, marked } = options;
  const index = indexEvaluated(imagesOf(opened, measurement), options);
  const threshold = marked ? rule.band.ng : null;
  const thresholds = [...new Set(threshold === null ? ROWS : [...ROWS, threshold])].sort((a, b) => a - b);
  const below = `not measured, below ${highestFloor(index.floors)}`;
  const rows = thresholds.map((one) => {
    const { measured, caught, escaped, defects, overkill, backgrounds } = sweepRow(index, one);
    const rate = (count: number, total: number) => (measured ? countText(count, total) : below);
    return [
      `${one === threshold ? ">" : " "}${thresholdText(one)}`,
      rate(caught, defects),
      rate(escaped, defects),
      rate(overkill, backgrounds),
    ];
  });
  const counting = rule.scoreRounding === "exact" ? "exact counting (NG if score >= threshold)" : "PaddleX counting";
  const title = `Operating points, ${counting}, Wilson intervals 95 % two-sided`;
  const lines = [title, ...table([[" threshold", "recall", "escape rate", "overkill rate"], ...rows])];
  return isSingleThreshold(rule) ? lines : [...lines, "", ...ruleLines(index, options)];
}

/** The parts of a rule beyond a threshold, and the counts of images under it. */
function ruleLines(index: DecisionIndex, { rule }: TextOptions): string[] {
  const point = operatingPoint(index);
  const head = `Decision rule: band ${bandText(rule.band)}; ${countingText(rule, "en")}`;
  if (!point.measured) return [head, `  not measured: the band lies below ${highestFloor(index.floors)}`];
  const { defects, backgrounds } = point;
  return [
    head,
    ...table([
      ["  defect images", "caught", "wrong reason", "in review", "escaped"],
      [
        `  ${defects.total}`,
        ...[defects.caught, defects.wrongReason, defects.review, defects.escaped].map((count) =>
          countText(count, defects.total),
        ),
      ],
    ]),
    ...table([
      ["  backgrounds", "overkill", "in review", "passed"],
      [
        `  ${backgrounds.total}`,
        ...[backgrounds.overkill, backgrounds.review, backgrounds.passed].map((count) =>
          countText(count, backgrounds.total),
        ),
      ],
    ]),
  ];
}

function countText(count: number, total: number): string {
  const interval = wilsonInterval(count, total);
  if (interval === null) return "no such images";
  return `${percent(count / total)} (${count} of ${total}; ${(interval.lower * 100).toFixed(2)} .. ${(interval.upper * 100).toFixed(2)})`;
}

function boxLevelLines({ annotated, all, dataset }: EvaluationFacts, opened: OpenedDataset): string[] {
  const lines = [
    "Box level                    defect images   with backgrounds",
    ...[
      ["VOC mAP, 11-point, IoU > 0.5", annotated.voc["11point"].mAP, all.voc["11point"].mAP],
      ["VOC mAP, all points", annotated.voc.area.mAP, all.voc.area.mAP],
      ...COCO_METRICS.map((name, i) => [`COCO ${name}`, annotated.coco[i] ?? -1, all.coco[i] ?? -1]),
    ].map(
      ([name, one, other]) =>
        `${String(name).padEnd(28)} ${share(Number(one)).padStart(13)} ${share(Number(other)).padStart(18)}`,
    ),
    "",
    "VOC AP by class, 11-point (ground truth boxes, difficult ones excluded)",
  ];
  const counts = new Array<number>(dataset.classes.length).fill(0);
  for (const { groundTruth } of opened.dataset.images)
    for (const box of groundTruth) if (!box.difficult) counts[box.classIndex] = (counts[box.classIndex] ?? 0) + 1;
  dataset.classes.forEach((name, i) => {
    const ap = annotated.voc["11point"].perClass[i];
    lines.push(
      `  ${ap === null || ap === undefined ? "       -" : share(ap).padStart(8)}  ${name} (${counts[i] ?? 0})`,
    );
  });
  return lines;
}

function excludedLines({
  dataset,
  notMeasured,
  foreignClasses,
  otherSizes,
  detectionsFile,
}: EvaluationFacts): string[] {
  const lines: string[] = [];
  const excluded = dataset.issues.filter((issue) => issue.excluded);
  const remarks = dataset.issues.filter((issue) => !issue.excluded);
  const add = (title: string, entries: readonly string[]) => {
    if (entries.length === 0) return;
    lines.push(`${title}: ${entries.length}`, ...entries.slice(0, LISTED).map((entry) => `  ${entry}`));
    if (entries.length > LISTED) lines.push(`  … and ${entries.length - LISTED} more (--json lists all)`);
  };
  add(
    "Not measured, excluded from all figures",
    notMeasured.map(({ image, reason }) => `${image}: ${reason}`),
  );
  add(
    "Classes of the model that the dataset lacks",
    foreignClasses.map(({ name, detections }) => `${name}: ${detections} detections, which match no ground truth`),
  );
  add(
    "Annotated at another size, so boxes may be misplaced",
    otherSizes.map(
      ({ image, annotated, inspected }) => `${image}: annotated at ${annotated}, inspected at ${inspected}`,
    ),
  );
  add("Excluded from the dataset", excluded.map(issueText));
  add("Remarks on the dataset", remarks.map(issueText));
  add(
    "Problems in the detections file",
    (detectionsFile?.problems ?? []).map(({ kind, what, count }) => `${kind}: ${what} (${count} times)`),
  );
  if (detectionsFile?.imageIdsFrom === 0)
    lines.push("Numeric image ids count from 0, because the file has an image 0.");
  if (detectionsFile?.categoryIdsFrom === 0)
    lines.push("Numeric category ids count from 0, because the file has a category 0.");
  if (detectionsFile !== null && detectionsFile.imageIdsFrom !== null && excluded.length > 0) {
    lines.push("Numeric image ids count only the images that are used; excluded rows have no number.");
  }
  if (lines.length === 0) lines.push("Nothing was excluded.");
  return lines;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}

/** COCO writes -1 where nothing of that kind is annotated. */
function share(value: number): string {
  return value < 0 || Number.isNaN(value) ? "-" : percent(value);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd(),
  );
}
