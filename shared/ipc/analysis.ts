/** Commands for analyses of a run: one per registered analysis; only the analysis itself knows its options and result. */
import { z } from "zod";
import type { Analysis } from "../metrics/analyses/analysis.ts";
import { analyses, type Analyses, type AnalysisName } from "../metrics/analyses/registry.ts";
import { idSchema, outcome } from "./outcome.ts";

export const analysisProgressSchema = z.object({ done: z.number(), total: z.number() });

/** The engine joins run and dataset, computes on a thread, and reports after each part how many are done. */
function analysisCommand<Options extends z.ZodType, Result extends z.ZodType>({
  options,
  result,
}: Analysis<Options, Result>) {
  return {
    input: z.object({ datasetId: idSchema, runId: idSchema, options }),
    progress: analysisProgressSchema,
    output: outcome(result),
  };
}

type AnalysisCommands = {
  readonly [N in AnalysisName]: Analyses[N] extends Analysis<infer Options, infer Result>
    ? ReturnType<typeof analysisCommand<Options, Result>>
    : never;
};

export const analysisCommands = Object.fromEntries(
  Object.entries(analyses).map(([name, each]) => [name, analysisCommand(each as Analysis<z.ZodType, z.ZodType>)]),
) as unknown as AnalysisCommands;
