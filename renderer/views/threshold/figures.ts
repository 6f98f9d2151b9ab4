/** What the threshold views show of a moment: the figures at the threshold and what they are counted over. */
import type { CountingRule } from "../../../shared/core/countingRule.ts";
import type { ImageRole } from "../../../shared/core/dataset.ts";
import { operatingPointAt, indexImageScores, type ImageScoreIndex } from "../../../shared/metrics/byThreshold.ts";
import { type OperatingPoint } from "../../../shared/metrics/operatingPoint.ts";
import type { Derived, Moment } from "../../stores/derived.ts";
import { rememberLast } from "../../stores/rememberLast.ts";

/**
 * `empty`: no dataset, or nothing measured yet · `judged`: defect images or backgrounds, so there are rates
 * · `folder`: images without ground truth, of which only NG and OK are known.
 */
export type FigureKind = "empty" | "judged" | "folder";

export interface Figures {
  readonly kind: FigureKind;
  readonly point: OperatingPoint;
  /** In a plain folder its `defects` are the images without ground truth. */
  readonly index: ImageScoreIndex;
  /** Images that count in the figures, and how many would once all are measured. */
  readonly measured: number;
  readonly total: number;
  readonly failed: number;
  /** In the dataset, measured or not: tells "no backgrounds" from "none measured yet". */
  readonly inDataset: { readonly defects: number; readonly backgrounds: number };
}

export function createFigures(derived: Derived): (moment: Moment) => Figures {
  const folderIndex = rememberLast(indexFolder);
  return (moment) => {
    const { dataset } = moment.project;
    const { threshold, counting } = moment.view;
    const roles = derived.roleCounts(moment);
    const isFolder = dataset !== null && roles.annotated + roles.background === 0;
    const current = dataset !== null && moment.run.datasetId === dataset.id;
    const index = isFolder && current ? folderIndex(moment.run.best, moment.run.revision) : derived.scoreIndex(moment);
    const measured = index.defects.scores.length + index.backgrounds.scores.length;
    return {
      kind: measured === 0 ? "empty" : isFolder ? "folder" : "judged",
      point: pointOf(derived, moment, index, isFolder, threshold, counting),
      index,
      measured,
      total: isFolder ? roles.unlabelled : roles.annotated + roles.background,
      failed: derived.listed(moment).counts.failed,
      inDataset: { defects: roles.annotated, backgrounds: roles.background },
    };
  };
}

function pointOf(
  derived: Derived,
  moment: Moment,
  index: ImageScoreIndex,
  isFolder: boolean,
  threshold: number,
  counting: CountingRule,
): OperatingPoint {
  return isFolder ? operatingPointAt(index, threshold, counting) : derived.operatingPoint(moment);
}

/** All images of a folder in one column: `best` changes in place, so `revision` is part of the question. */
function indexFolder(best: Float64Array, _revision: number): ImageScoreIndex {
  return indexImageScores(best, new Array<ImageRole>(best.length).fill("annotated"));
}
