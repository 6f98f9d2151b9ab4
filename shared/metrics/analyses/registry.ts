/** The registry of analyses. A new one is a file in this folder and a line here; contract, engine and command line take it from here. */
import type { z } from "zod";
import type { EvaluationColumns } from "../evaluationColumns.ts";
import type { Analysis } from "./analysis.ts";
import { boxLevel } from "./boxLevel.ts";
import { cocoErrors } from "./cocoErrors.ts";
import { cocoMetrics } from "./cocoMetrics.ts";

import { vocPrecision } from "./vocPrecision.ts";

export const analyses = { cocoMetrics, vocPrecision, cocoErrors, boxLevel } as const;

export type Analyses = typeof analyses;
export type AnalysisName = keyof Analyses;
export type AnalysisOptions<N extends AnalysisName> = z.output<Analyses[N]["options"]>;
export type AnalysisResult<N extends AnalysisName> = z.output<Analyses[N]["result"]>;

/** @param onProgress called after each part with the number of parts done and of all */
export function computeAnalysis<N extends AnalysisName>(
  name: N,
  columns: EvaluationColumns,
  options: AnalysisOptions<N>,
  onProgress: (done: number, total: number) => void,
): AnalysisResult<N> {
  const { parts, compute } = analyses[name] as unknown as Analysis<
    z.ZodType<AnalysisOptions<N>>,
    z.ZodType<AnalysisResult<N>>
  >;
  let done = 0;
  return compute(columns, options, () => onProgress(++done, parts));
}
