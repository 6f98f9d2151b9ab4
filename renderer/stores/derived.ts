/** Everything that follows from dataset, run and view: computed when asked, remembered for the last inputs, never stored. */
import { joinClasses, type ClassTable } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage, ImageRole } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { operatingPointAt, indexImageScores, type ImageScoreIndex } from "../../shared/metrics/byThreshold.ts";
import { type OperatingPoint } from "../../shared/metrics/operatingPoint.ts";
import {
  countByClass,
  createListedImages,
  verdictWith,
  type ListedImages,
  type Outcomes,
  type VerdictOrState,
} from "./listedImages.ts";
import type { ProjectState, ProjectStore } from "./projectStore.ts";
import { rememberLast } from "./rememberLast.ts";
import type { RunState, RunStore } from "./runStore.ts";
import type { ViewState, ViewStore } from "./viewStore.ts";

export type { ListedImages, VerdictOrState } from "./listedImages.ts";

/** A moment of all three stores; views read through one of these, so that all they show is of one moment. */
export interface Moment {
  readonly project: ProjectState;
  readonly run: RunState;
  readonly view: ViewState;
}

export interface Derived {
  readonly moment: () => Moment;
  readonly classTable: (m: Moment) => ClassTable;
  readonly scoreIndex: (m: Moment) => ImageScoreIndex;
  readonly operatingPoint: (m: Moment) => OperatingPoint;
  readonly listed: (m: Moment) => ListedImages;
  readonly verdict: (m: Moment, imageIndex: number) => VerdictOrState;
  readonly imageById: (m: Moment, id: string | null) => { readonly index: number; readonly image: DatasetImage } | null;
  /** The highest score of any box of an image; -1 nothing found, null not measured or failed. */
  readonly bestScore: (m: Moment, imageIndex: number) => number | null;
  /** By index of the class table: how many images have ground truth or a detection of the class. */
  readonly classCounts: (m: Moment) => Int32Array;
  /** How many images of the dataset have each role. */
  readonly roleCounts: (m: Moment) => Readonly<Record<ImageRole, number>>;
  /** The run's outcome for an image, only when the run is of the open dataset. */
  readonly outcome: (m: Moment, imageIndex: number) => ImageOutcome | undefined;
}

const NO_IMAGES: readonly DatasetImage[] = [];
const NO_OUTCOMES: Outcomes = [];
const NO_SCORES = new Float64Array(0);

export function createDerived(stores: { project: ProjectStore; run: RunStore; view: ViewStore }): Derived {
  const joined = rememberLast((dataset: Dataset | null, runClasses: readonly string[] | undefined) =>
    joinClasses(dataset?.classes ?? [], runClasses ?? []),
  );
  const roles = rememberLast((dataset: Dataset | null) => (dataset?.images ?? NO_IMAGES).map((image) => image.role));
  const byRole = rememberLast((dataset: Dataset | null) => {
    const tally: Record<ImageRole, number> = { annotated: 0, background: 0, unlabelled: 0 };
    for (const role of roles(dataset)) tally[role] += 1;
    return tally;
  });
  const positions = rememberLast(
    (dataset: Dataset | null) => new Map((dataset?.images ?? NO_IMAGES).map((image, i) => [image.id, i] as const)),
  );
  const index = rememberLast((dataset: Dataset | null, best: Float64Array, _revision: number) =>
    indexImageScores(best.length === (dataset?.images.length ?? 0) ? best : unmeasured(dataset), roles(dataset)),
  );
  const point = rememberLast(operatingPointAt);
  const list = createListedImages();
  const classes = rememberLast(countByClass);

  const isCurrent = ({ project, run }: Moment) => project.dataset !== null && run.datasetId === project.dataset.id;
  const best = (m: Moment) => (isCurrent(m) ? m.run.best : NO_SCORES);
  const outcomes = (m: Moment) => (isCurrent(m) ? m.run.outcomes : NO_OUTCOMES);
  const scoreIndex = (m: Moment) => index(m.project.dataset, best(m), m.run.revision);
  const classTable = (m: Moment) => joined(m.project.dataset, m.run.run?.classes ?? m.project.model?.manifest.classes);
  const operatingPoint = (m: Moment) => point(scoreIndex(m), m.view.threshold, m.view.counting);

  return {
    moment: () => ({ project: stores.project.getState(), run: stores.run.getState(), view: stores.view.getState() }),
    classTable,
    scoreIndex,
    operatingPoint,
    listed: (m) =>
      list({
        dataset: m.project.dataset,
        outcomes: outcomes(m),
        best: best(m),
        revision: m.run.revision,
        table: classTable(m),
        point: operatingPoint(m),
        choice: m.view,
      }),
    verdict: (m, i) => {
      const image = m.project.dataset?.images[i];
      if (!image) return "pending";
      return verdictWith(image, outcomes(m)[i], best(m)[i] ?? NaN, m.view.threshold, m.view.counting);
    },
    imageById: (m, id) => {
      const i = id === null ? undefined : positions(m.project.dataset).get(id);
      const image = i === undefined ? undefined : m.project.dataset?.images[i];
      return image && i !== undefined ? { index: i, image } : null;
    },
    bestScore: (m, i) => {
      const score = best(m)[i] ?? NaN;
      return Number.isNaN(score) ? null : score;
    },
    classCounts: (m) =>
      classes(m.project.dataset, outcomes(m), m.run.revision, classTable(m), m.view.threshold, m.view.counting),
    roleCounts: (m) => byRole(m.project.dataset),
    outcome: (m, i) => outcomes(m)[i],
  };
}

function unmeasured(dataset: Dataset | null): Float64Array {
  return new Float64Array(dataset?.images.length ?? 0).fill(NaN);
}
