/** The content of the threshold views at a moment: the figures at the threshold and their denominators. */
import type { DecisionRule } from "../../../shared/core/decisionRule.ts";
import type { DecisionIndex, SortedColumns } from "../../../shared/metrics/decisionIndex.ts";
import { operatingPoint, type OperatingPoint } from "../../../shared/metrics/operatingPoint.ts";
import type { ScoreFloors } from "../../../shared/metrics/scoreFloors.ts";
import type { Derived, Moment } from "../../stores/derived.ts";
import { rememberLast } from "../../stores/rememberLast.ts";

/**
 * `empty`: no dataset, or nothing measured yet · `judged`: defect images or backgrounds, so there are rates · `folder`:
 * images without ground truth, for which only NG and OK are known.
 */
export type FigureKind = "empty" | "judged" | "folder";

export interface Figures {
  readonly kind: FigureKind;
  readonly point: OperatingPoint;
  /** In a plain folder its `defects` are the images without ground truth. */
  readonly index: DecisionIndex;
  /** Those of `index`; the same object while only the band moves. */
  readonly columns: SortedColumns;
  /** Images that count in the figures, and how many will once all are measured. */
  readonly measured: number;
  readonly total: number;
  readonly failed: number;
  /** In the dataset, measured or not: distinguishes "no backgrounds" from "none measured yet". */
  readonly inDataset: { readonly defects: number; readonly backgrounds: number };
}

export function createFigures(derived: Derived): (moment: Moment) => Figures {
  const folderColumns = rememberLast(asDefects);
  const folderIndex = rememberLast(
    (columns: SortedColumns, rule: DecisionRule, floors: ScoreFloors): DecisionIndex => ({ ...columns, rule, floors }),
  );
  const folderPoint = rememberLast((index: DecisionIndex) => operatingPoint(index));
  return (moment) => {
    const { dataset } = moment.project;
    const roles = derived.roleCounts(moment);
    const isFolder = dataset !== null && roles.annotated + roles.background === 0;
    const ofDataset = derived.decisionIndex(moment);
    const columns = isFolder ? folderColumns(derived.sortedColumns(moment)) : derived.sortedColumns(moment);
    const index = isFolder ? folderIndex(columns, ofDataset.rule, ofDataset.floors) : ofDataset;
    const measured = index.decidedDefects.scores.length + index.backgrounds.scores.length;
    return {
      kind: measured === 0 ? "empty" : isFolder ? "folder" : "judged",
      point: isFolder ? folderPoint(index) : derived.operatingPoint(moment),
      index,
      columns,
      measured,
      total: isFolder ? roles.unlabelled : roles.annotated + roles.background,
      failed: derived.listed(moment).counts.failed,
      inDataset: { defects: roles.annotated, backgrounds: roles.background },
    };
  };
}

/** A plain folder has no ground truth, so that all its images are in one column. */
function asDefects(columns: SortedColumns): SortedColumns {
  const { unlabelled, review } = columns;
  return {
    ...columns,
    defects: unlabelled,
    decidedDefects: unlabelled,
    review: { ...review, defects: review.unlabelled },
  };
}
