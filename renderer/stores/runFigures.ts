/** Recall and overkill of a stored run under the current decision rule. */
import type { Dataset } from "../../shared/core/dataset.ts";
import { sameApartFromBand, type DecisionRule } from "../../shared/core/decisionRule.ts";
import type { RunInfo } from "../../shared/core/run.ts";
import type { DecisionColumns } from "../../shared/metrics/decide.ts";
import { indexColumns, type DecisionIndex } from "../../shared/metrics/decisionIndex.ts";
import { operatingPoint, type OperatingPoint } from "../../shared/metrics/operatingPoint.ts";
import { floorsOf } from "../../shared/metrics/scoreFloors.ts";

/** A stored run judged by a rule; the band may move, the rest of the rule is fixed. */
export interface JudgedRun {
  readonly run: RunInfo;
  readonly index: DecisionIndex;
}

/** @param columns by image of `dataset` */
export function judgedRun(run: RunInfo, columns: DecisionColumns, dataset: Dataset, rule: DecisionRule): JudgedRun {
  const roles = dataset.images.map(({ role }) => role);
  return { run, index: { ...indexColumns(columns, roles), rule, floors: floorsOf(run) } };
}

/** Null while the run's columns belong to a rule that differs in more than its band: it is then being judged again. */
export function figuresOfRun({ index }: JudgedRun, rule: DecisionRule): OperatingPoint | null {
  return sameApartFromBand(index.rule, rule) ? operatingPoint({ ...index, rule }) : null;
}
