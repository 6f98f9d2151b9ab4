/** Messages between the engine and its analysis thread. Both are of one build, so nothing is checked. */
import type { EvaluationColumns } from "../../../shared/metrics/evaluationColumns.ts";
import type { AnalysisName } from "../../../shared/metrics/analyses/registry.ts";

/** One at a time: the engine waits for the answer before it asks again. */
export interface AnalysisRequest {
  readonly name: AnalysisName;
  readonly columns: EvaluationColumns;
  /** The input of the analysis with that name. */
  readonly options: unknown;
}

export type AnalysisReply =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly reason: string };
