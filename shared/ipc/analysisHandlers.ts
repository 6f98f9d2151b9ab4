/** Handlers of the analysis commands: a single function serves all of them. */
import type { z } from "zod";
import {
  analyses,
  type AnalysisName,
  type AnalysisOptions,
  type AnalysisResult,
} from "../metrics/analyses/registry.ts";
import type { analysisCommands, analysisProgressSchema } from "./analysis.ts";
import type { Outcome } from "./outcome.ts";
import type { CallContext, Handlers } from "./rpc.ts";

/** Runs any analysis by its name. */
export type AnswerAnalysis = <N extends AnalysisName>(
  name: N,
  input: { readonly datasetId: string; readonly runId: string; readonly options: AnalysisOptions<N> },
  context: CallContext<z.infer<typeof analysisProgressSchema>>,
) => Promise<Outcome<AnalysisResult<N>>>;

/** Makes a handler per analysis from one that serves them all, so that a new analysis needs none of its own. */
export function analysisHandlers(answer: AnswerAnalysis): Handlers<typeof analysisCommands> {
  const names = Object.keys(analyses) as AnalysisName[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (input: Parameters<AnswerAnalysis>[1], context: Parameters<AnswerAnalysis>[2]) => answer(name, input, context),
    ]),
  ) as unknown as Handlers<typeof analysisCommands>;
}
