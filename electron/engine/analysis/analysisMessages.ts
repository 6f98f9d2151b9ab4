/** What the engine and its analysis thread say to each other. Both are of one build, so nothing is checked. */
import type { EvaluationColumns } from "../../../shared/metrics/evaluationColumns.ts";
import type { AnalysisName } from "../../../shared/metrics/analyses/registry.ts";

/** One at a time: the engine waits for the answer before it asks again. */
export interface AnalysisRequest {
  readonly name: AnalysisName;
  readonly columns: EvaluationColumns;
  /** As the analysis of that name takes them. */
  readonly options: unknown;
}

export type AnalysisReply =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly reason: string };
