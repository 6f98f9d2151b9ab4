/** The images that the library lists and the counts of its filters. What does not depend on the band is computed separately, so that a drag stays cheap. */
import type { ClassTable } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage } from "../../shared/core/dataset.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import type { Verdict } from "../../shared/core/decision.ts";
import type { DecisionRule } from "../../shared/core/decisionRule.ts";
import { verdict as verdictOf, type CompiledRule } from "../../shared/metrics/decide.ts";
import type { OperatingPoint } from "../../shared/metrics/operatingPoint.ts";
import type { ImageDecisions } from "./imageDecisions.ts";
import { rememberLast } from "./rememberLast.ts";
import type { SortKey, VerdictFilter, ViewChoice } from "./viewStore.ts";

/** A verdict, or the reason for having none. */
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
  readonly decisions: ImageDecisions;
  readonly revision: number;
  readonly table: ClassTable;
  /** The rule of `choice`. */
  readonly compiled: CompiledRule;
  /** By the rule of `choice`. */
  readonly point: OperatingPoint;
  readonly choice: Pick<ViewChoice, "rule" | "verdict" | "classIndex" | "search" | "sort">;
}

/** A list that remembers its parts: the same object is returned until something in it changes. */
export function createListedImages(): (input: ListInput) => ListedImages {
  const order = rememberLast(orderImages);
  const named = rememberLast(nameOrder);
  const filtered = rememberLast(filterImages);
  const counts = rememberLast(countFilters);
  const failures = rememberLast(countFailed);
  const list = rememberLast(
    (indices: Int32Array, filterCounts: FilterCounts): ListedImages => ({ indices, counts: filterCounts }),
  );
  return ({ dataset, outcomes, decisions, revision, table, compiled, point, choice }) => {
    const { rule, verdict, classIndex, search, sort } = choice;
    // An order that does not depend on scores is kept while results arrive.
    const dependsOnScores = sort === "score-descending" || sort === "score-ascending";
    const byNames = isByName(dataset, sort) ? named(dataset) : null;
    const all = order(dataset, byNames, dependsOnScores ? decisions : null, search, sort);
    const shown =
      verdict === "all" && classIndex === null
        ? all
        : filtered(all, dataset, outcomes, decisions, rule, table, compiled, verdict, classIndex);
    return list(shown, counts(dataset?.images.length ?? 0, point, failures(outcomes, revision)));
  };
}

/** By name as people count: 2 before 10. One for all comparisons, since making it takes longer than using it. */
const byName = new Intl.Collator(undefined, { numeric: true });

/** All dataset indices, by name. */
function nameOrder(dataset: Dataset | null): Int32Array {
  const images = dataset?.images ?? [];
  const order = Int32Array.from(images.keys());
  return order.sort((a, b) => byName.compare(images[a]?.name ?? "", images[b]?.name ?? "") || a - b);
}

/** The dataset's own order is that of its lists; a plain folder has none, and its images stand by name. */
function isByName(dataset: Dataset | null, sort: SortKey): boolean {
  return sort === "name" || (sort === "dataset" && dataset?.kind === "folder");
}

/** Dataset indices that match the search, in the chosen order; independent of the threshold. @param named all, by name, where that is the order */
function orderImages(
  dataset: Dataset | null,
  named: Int32Array | null,
  decisions: ImageDecisions | null,
  search: string,
  sort: SortKey,
): Int32Array {
  const images = dataset?.images ?? [];
  const needle = search.trim().toLocaleLowerCase();
  const matches = (i: number) => needle === "" || (images[i]?.name.toLocaleLowerCase().includes(needle) ?? false);
  const found = (named ?? Int32Array.from(images.keys())).filter(matches);
  // Not measured counts as below "nothing found" (-1): last in descending order, first in ascending.
  const score = (i: number) => {
    const best = decisions?.best[i] ?? NaN;
    return Number.isNaN(best) ? -2 : best;
  };
  switch (sort) {
    case "dataset":
    case "name":
      return found;
    case "score-descending":
      return found.sort((a, b) => score(b) - score(a) || a - b);
    case "score-ascending":
      return found.sort((a, b) => score(a) - score(b) || a - b);
  }
}

/** The indices of `order` whose image has the verdict and the class. */
function filterImages(
  order: Int32Array,
  dataset: Dataset | null,
  outcomes: Outcomes,
  decisions: ImageDecisions,
  rule: DecisionRule,
  table: ClassTable,
  compiled: CompiledRule,
  filter: VerdictFilter,
  classIndex: number | null,
): Int32Array {
  return order.filter((i) => {
    const image = dataset?.images[i];
    if (!image) return false;
    if (filter !== "all" && !passes(verdictWith(image, outcomes[i], decisions, i, rule), filter)) return false;
    return classIndex === null || hasClass(image, outcomes[i], table, classIndex, compiled);
  });
}

/** How many images each filter shows: all of them are counts of the operating point. */
function countFilters(all: number, point: OperatingPoint, failed: number): FilterCounts {
  const { caught, wrongReason, escaped } = point.defects;
  const { passed, overkill } = point.backgrounds;
  const { ng, ok } = point.unlabelled;
  return {
    all,
    escaped,
    overkill,
    caught,
    passed,
    correct: caught + passed,
    ng: ng + caught + wrongReason + overkill,
    ok: ok + passed + escaped,
    failed,
  };
}

function countFailed(outcomes: Outcomes, _revision: number): number {
  return outcomes.reduce((sum, outcome) => (outcome?.status === "failed" ? sum + 1 : sum), 0);
}

/** For image `i` of the dataset. */
export function verdictWith(
  image: DatasetImage,
  outcome: ImageOutcome | undefined,
  { columns }: ImageDecisions,
  i: number,
  rule: DecisionRule,
): VerdictOrState {
  if (outcome?.status === "failed") return "failed";
  const { ng, review, caught } = columns;
  return verdictOf(ng[i] ?? NaN, review[i] ?? NaN, caught[i] ?? NaN, image.role, rule) ?? "pending";
}

/** By index of the class table: how many images have ground truth or a shown detection of the class. */
export function countByClass(
  dataset: Dataset | null,
  outcomes: Outcomes,
  _revision: number,
  table: ClassTable,
  { shows }: CompiledRule,
): Int32Array {
  const counts = new Int32Array(table.names.length);
  (dataset?.images ?? []).forEach((image, i) => {
    const present = new Set(image.groundTruth.map((box) => box.classIndex));
    const outcome = outcomes[i];
    if (outcome?.status === "done") {
      const { detections } = outcome;
      detections.classIndices.forEach((c, k) => {
        if (shows(detections, k) !== "ok") present.add(table.fromRun[c] ?? -1);
      });
    }
    for (const classIndex of present) if (classIndex >= 0) counts[classIndex] = (counts[classIndex] ?? 0) + 1;
  });
  return counts;
}

/** The verdicts of each filter. */
function passes(verdict: VerdictOrState, filter: VerdictFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "correct":
      return verdict === "caught" || verdict === "passed";
    case "ng":
      return verdict === "ng" || verdict === "caught" || verdict === "wrong-reason" || verdict === "overkill";
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
  { shows }: CompiledRule,
): boolean {
  if (image.groundTruth.some((box) => box.classIndex === classIndex)) return true;
  if (outcome?.status !== "done") return false;
  const { detections } = outcome;
  return detections.classIndices.some((c, k) => table.fromRun[c] === classIndex && shows(detections, k) !== "ok");
}
