/** Everything that follows from dataset, run and view: computed when asked, remembered for the last inputs, never stored. */
import { joinClasses, type ClassTable } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage, ImageRole } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { operatingPointAt, verdictOf, type OperatingPoint, type Verdict } from "../../shared/metrics/operatingPoint.ts";
import { indexImageScores, isRejected, thresholdSweep, type ImageScoreIndex, type SweepRow } from "../../shared/metrics/thresholdSweep.ts";
import type { ProjectState, ProjectStore } from "./projectStore.ts";
import type { RunState, RunStore } from "./runStore.ts";
import type { VerdictFilter, ViewChoice, ViewState, ViewStore } from "./viewStore.ts";

/** A moment of all three stores; views read through one of these, so that all they show is of one moment. */
export interface Moment {
  readonly project: ProjectState;
  readonly run: RunState;
  readonly view: ViewState;
}

export interface ListedImages {
  /** Dataset indices, filtered and sorted. */
  readonly indices: Int32Array;
  /** How many images each verdict filter would show, before class and search. */
  readonly counts: Readonly<Record<VerdictFilter, number>>;
}

/** A verdict, or why there is none. */
export type VerdictOrState = Verdict | "failed" | "pending";

export interface Derived {
  readonly moment: () => Moment;
  readonly classTable: (m: Moment) => ClassTable;
  readonly scoreIndex: (m: Moment) => ImageScoreIndex;
  readonly operatingPoint: (m: Moment) => OperatingPoint;
  readonly sweep: (m: Moment) => readonly SweepRow[];
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
  const positions = rememberLast((dataset: Dataset | null) => new Map((dataset?.images ?? NO_IMAGES).map((image, i) => [image.id, i] as const)));
  const index = rememberLast((dataset: Dataset | null, best: Float64Array, _revision: number) =>
    indexImageScores(best.length === (dataset?.images.length ?? 0) ? best : unmeasured(dataset), roles(dataset)),
  );
  const point = rememberLast(operatingPointAt);
  const rows = rememberLast(thresholdSweep);
  const list = rememberLast(listImages);
  const counts = rememberLast(countByClass);

  const isCurrent = ({ project, run }: Moment) => project.dataset !== null && run.datasetId === project.dataset.id;
  const best = (m: Moment) => (isCurrent(m) ? m.run.best : NO_SCORES);
  const outcomes = (m: Moment) => (isCurrent(m) ? m.run.outcomes : []);
  const scoreIndex = (m: Moment) => index(m.project.dataset, best(m), m.run.revision);
  const classTable = (m: Moment) => joined(m.project.dataset, m.run.run?.classes ?? m.project.model?.manifest.classes);

  return {
    moment: () => ({ project: stores.project.getState(), run: stores.run.getState(), view: stores.view.getState() }),
    classTable,
    scoreIndex,
    operatingPoint: (m) => point(scoreIndex(m), m.view.threshold, m.view.counting),
    sweep: (m) => rows(scoreIndex(m), m.view.counting),
    listed: (m) => {
      const { threshold, counting, verdict, classIndex, search, sort } = m.view;
      return list(m.project.dataset, outcomes(m), best(m), m.run.revision, classTable(m), threshold, counting, verdict, classIndex, search, sort);
    },
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
    roleCounts: (m) => byRole(m.project.dataset),
    classCounts: (m) => counts(m.project.dataset, outcomes(m), m.run.revision, classTable(m), m.view.threshold, m.view.counting),
    outcome: (m, i) => outcomes(m)[i],
  };
}

function unmeasured(dataset: Dataset | null): Float64Array {
  return new Float64Array(dataset?.images.length ?? 0).fill(NaN);
}

function verdictWith(
  image: DatasetImage,
  outcome: ImageOutcome | undefined,
  best: number,
  threshold: number,
  counting: ViewChoice["counting"],
): VerdictOrState {
  if (outcome?.status === "failed") return "failed";
  return verdictOf(best, image.role, threshold, counting) ?? "pending";
}

/** Which verdicts each filter lets through. */
function passes(verdict: VerdictOrState, filter: VerdictFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "correct":
      return verdict === "caught" || verdict === "passed";
    case "ng":
      return verdict === "ng" || verdict === "caught" || verdict === "overkill";
    case "ok":
      return verdict === "ok" || verdict === "passed" || verdict === "escaped";
    case "escaped":
    case "overkill":
    case "caught":
    case "passed":
    case "failed":
      return verdict === filter;
  }
}

const FILTERS: readonly VerdictFilter[] = ["all", "escaped", "overkill", "correct", "caught", "passed", "ng", "ok", "failed"];
const STATES: readonly VerdictOrState[] = ["caught", "escaped", "overkill", "passed", "ng", "ok", "failed", "pending"];

function listImages(
  dataset: Dataset | null,
  outcomes: readonly (ImageOutcome | undefined)[],
  best: Float64Array,
  _revision: number,
  table: ClassTable,
  threshold: number,
  counting: ViewChoice["counting"],
  filter: VerdictFilter,
  classIndex: number | null,
  search: string,
  sort: ViewChoice["sort"],
): ListedImages {
  const images = dataset?.images ?? NO_IMAGES;
  const tally = Object.fromEntries(STATES.map((state) => [state, 0])) as Record<VerdictOrState, number>;
  const needle = search.trim().toLocaleLowerCase();
  const kept: number[] = [];
  images.forEach((image, i) => {
    const outcome = outcomes[i];
    const verdict = verdictWith(image, outcome, best[i] ?? NaN, threshold, counting);
    tally[verdict] += 1;
    if (!passes(verdict, filter)) return;
    if (needle !== "" && !image.name.toLocaleLowerCase().includes(needle)) return;
    if (classIndex !== null && !hasClass(image, outcome, table, classIndex, threshold, counting)) return;
    kept.push(i);
  });
  const score = (i: number) => (Number.isNaN(best[i] ?? NaN) ? -2 : (best[i] ?? -2));
  if (sort === "score-descending") kept.sort((a, b) => score(b) - score(a) || a - b);
  else if (sort === "score-ascending") kept.sort((a, b) => score(a) - score(b) || a - b);
  else if (sort === "name") kept.sort((a, b) => (images[a]?.name ?? "").localeCompare(images[b]?.name ?? "") || a - b);
  const counts = Object.fromEntries(
    FILTERS.map((name) => [name, STATES.reduce((sum, state) => (passes(state, name) ? sum + tally[state] : sum), 0)]),
  ) as Record<VerdictFilter, number>;
  return { indices: Int32Array.from(kept), counts };
}

function hasClass(
  image: DatasetImage,
  outcome: ImageOutcome | undefined,
  table: ClassTable,
  classIndex: number,
  threshold: number,
  counting: ViewChoice["counting"],
): boolean {
  if (image.groundTruth.some((box) => box.classIndex === classIndex)) return true;
  if (outcome?.status !== "done") return false;
  const { classIndices, scores } = outcome.detections;
  return classIndices.some((c, i) => table.fromRun[c] === classIndex && isRejected(scores[i] ?? 0, threshold, counting));
}

function countByClass(
  dataset: Dataset | null,
  outcomes: readonly (ImageOutcome | undefined)[],
  _revision: number,
  table: ClassTable,
  threshold: number,
  counting: ViewChoice["counting"],
): Int32Array {
  const counts = new Int32Array(table.names.length);
  const images = dataset?.images ?? NO_IMAGES;
  images.forEach((image, i) => {
    const present = new Set(image.groundTruth.map((box) => box.classIndex));
    const outcome = outcomes[i];
    if (outcome?.status === "done") {
      const { classIndices, scores } = outcome.detections;
      classIndices.forEach((c, k) => isRejected(scores[k] ?? 0, threshold, counting) && present.add(table.fromRun[c] ?? -1));
    }
    for (const classIndex of present) if (classIndex >= 0) counts[classIndex] = (counts[classIndex] ?? 0) + 1;
  });
  return counts;
}

/** Remembers the answer for the last arguments only, compared by identity: stores replace what changes. */
export function rememberLast<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | null = null;
  return (...args) => {
    if (last && last.args.length === args.length && last.args.every((arg, i) => Object.is(arg, args[i]))) return last.result;
    last = { args, result: compute(...args) };
    return last.result;
  };
}
