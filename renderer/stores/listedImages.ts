/** Which images the library lists and how many each filter would: what does not hang on the threshold is computed apart, so that a drag stays cheap. */
import type { ClassTable } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { verdictOf, type Verdict, isRejected } from "../../shared/metrics/byThreshold.ts";
import { type OperatingPoint } from "../../shared/metrics/operatingPoint.ts";
import { rememberLast } from "./rememberLast.ts";
import type { SortKey, VerdictFilter, ViewChoice } from "./viewStore.ts";

/** A verdict, or why there is none. */
export type VerdictOrState = Verdict | "failed" | "pending";

export type Outcomes = readonly (ImageOutcome | undefined)[];
export type FilterCounts = Readonly<Record<VerdictFilter, number>>;

export interface ListedImages {
  /** Dataset indices, filtered and sorted. */
  readonly indices: Int32Array;
  /** How many images each verdict filter would show, before class and search. */
  readonly counts: FilterCounts;
}

export interface ListInput {
  readonly dataset: Dataset | null;
  readonly outcomes: Outcomes;
  readonly best: Float64Array;
  readonly revision: number;
  readonly table: ClassTable;
  /** At the threshold and by the rule of `choice`. */
  readonly point: OperatingPoint;
  readonly choice: Pick<ViewChoice, "threshold" | "counting" | "verdict" | "classIndex" | "search" | "sort">;
}

const NO_SCORES = new Float64Array(0);

/** A list that remembers its parts: the same object comes back until something in it changes. */
export function createListedImages(): (input: ListInput) => ListedImages {
  const order = rememberLast(orderImages);
  const filtered = rememberLast(filterImages);
  const counts = rememberLast(countFilters);
  const failures = rememberLast(countFailed);
  const unlabelled = rememberLast((dataset: Dataset | null) =>
    (dataset?.images ?? []).flatMap(({ role }, i) => (role === "unlabelled" ? [i] : [])),
  );
  const list = rememberLast(
    (indices: Int32Array, filterCounts: FilterCounts): ListedImages => ({ indices, counts: filterCounts }),
  );
  return ({ dataset, outcomes, best, revision, table, point, choice }) => {
    const { threshold, counting, verdict, classIndex, search, sort } = choice;
    // An order that no score has a part in stays while results arrive.
    const hangsOnScores = sort === "score-descending" || sort === "score-ascending";
    const all = order(dataset, hangsOnScores ? best : NO_SCORES, hangsOnScores ? revision : 0, search, sort);
    const shown =
      verdict === "all" && classIndex === null
        ? all
        : filtered(all, dataset, outcomes, best, revision, table, threshold, counting, verdict, classIndex);
    return list(
      shown,
      counts(dataset?.images.length ?? 0, unlabelled(dataset), best, revision, point, failures(outcomes, revision)),
    );
  };
}

/** Dataset indices that the search lets through, in the chosen order; the threshold plays no part. */
function orderImages(
  dataset: Dataset | null,
  best: Float64Array,
  _revision: number,
  search: string,
  sort: SortKey,
): Int32Array {
  const images = dataset?.images ?? [];
  const needle = search.trim().toLocaleLowerCase();
  const order = new Int32Array(images.length);
  let count = 0;
  images.forEach((image, i) => {
    if (needle === "" || image.name.toLocaleLowerCase().includes(needle)) order[count++] = i;
  });
  const found = order.subarray(0, count);
  // Not measured counts as below "nothing found" (-1): last from the top, first from the bottom.
  const score = (i: number) => (Number.isNaN(best[i] ?? NaN) ? -2 : (best[i] ?? -2));
  switch (sort) {
    case "dataset":
      return found;
    case "score-descending":
      return found.sort((a, b) => score(b) - score(a) || a - b);
    case "score-ascending":
      return found.sort((a, b) => score(a) - score(b) || a - b);
    case "name":
      return found.sort((a, b) => (images[a]?.name ?? "").localeCompare(images[b]?.name ?? "") || a - b);
  }
}

/** The indices of `order` whose image has the verdict and the class. */
function filterImages(
  order: Int32Array,
  dataset: Dataset | null,
  outcomes: Outcomes,
  best: Float64Array,
  _revision: number,
  table: ClassTable,
  threshold: number,
  counting: ViewChoice["counting"],
  filter: VerdictFilter,
  classIndex: number | null,
): Int32Array {
  return order.filter((i) => {
    const image = dataset?.images[i];
    if (!image) return false;
    if (filter !== "all" && !passes(verdictWith(image, outcomes[i], best[i] ?? NaN, threshold, counting), filter))
      return false;
    return classIndex === null || hasClass(image, outcomes[i], table, classIndex, threshold, counting);
  });
}

/** How many images each filter shows. Defects and backgrounds come from the operating point; only images without ground truth are looked at one by one. */
function countFilters(
  all: number,
  unlabelled: readonly number[],
  best: Float64Array,
  _revision: number,
  point: OperatingPoint,
  failed: number,
): FilterCounts {
  let ng = 0;
  let ok = 0;
  for (const i of unlabelled) {
    const score = best[i] ?? NaN;
    if (Number.isNaN(score)) continue;
    if (isRejected(score, point.threshold, point.rounding)) ng += 1;
    else ok += 1;
  }
  const { caught, escaped } = point.defects;
  const { passed, overkill } = point.backgrounds;
  return {
    all,
    escaped,
    overkill,
    caught,
    passed,
    correct: caught + passed,
    ng: ng + caught + overkill,
    ok: ok + passed + escaped,
    failed,
  };
}

function countFailed(outcomes: Outcomes, _revision: number): number {
  return outcomes.reduce((sum, outcome) => (outcome?.status === "failed" ? sum + 1 : sum), 0);
}

export function verdictWith(
  image: DatasetImage,
  outcome: ImageOutcome | undefined,
  best: number,
  threshold: number,
  counting: ViewChoice["counting"],
): VerdictOrState {
  if (outcome?.status === "failed") return "failed";
  return verdictOf(best, image.role, threshold, counting) ?? "pending";
}

/** By index of the class table: how many images have ground truth or, at the threshold, a detection of the class. */
export function countByClass(
  dataset: Dataset | null,
  outcomes: Outcomes,
  _revision: number,
  table: ClassTable,
  threshold: number,
  counting: ViewChoice["counting"],
): Int32Array {
  const counts = new Int32Array(table.names.length);
  (dataset?.images ?? []).forEach((image, i) => {
    const present = new Set(image.groundTruth.map((box) => box.classIndex));
    const outcome = outcomes[i];
    if (outcome?.status === "done") {
      const { classIndices, scores } = outcome.detections;
      classIndices.forEach(
        (c, k) => isRejected(scores[k] ?? 0, threshold, counting) && present.add(table.fromRun[c] ?? -1),
      );
    }
    for (const classIndex of present) if (classIndex >= 0) counts[classIndex] = (counts[classIndex] ?? 0) + 1;
  });
  return counts;
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
  return classIndices.some(
    (c, i) => table.fromRun[c] === classIndex && isRejected(scores[i] ?? 0, threshold, counting),
  );
}
