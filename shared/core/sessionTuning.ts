/** How a model is run: sessions side by side, threads, images a run, optimisation of the graph. Changes the speed, not what is found. */
import { z } from "zod";

/** The runtime's own levels. */
export const graphOptimizationSchema = z.enum(["disabled", "basic", "extended", "all"]);
export type GraphOptimization = z.infer<typeof graphOptimizationSchema>;

/** More than any machine or model gains from. */
export const MAX_TUNING = { threads: 256, sessions: 16, batchSize: 64 } as const;

export const sessionTuningSchema = z.object({
  /** Threads of the cpu provider, over all sessions; null: one for each core. */
  threads: z.number().int().min(1).max(MAX_TUNING.threads).nullable(),
  /** Copies of the model side by side on the cpu, each with its share of the threads; null: as many as suit the machine and the model. */
  sessions: z.number().int().min(1).max(MAX_TUNING.sessions).nullable(),
  /** Most images in one run, where the model takes more than one. */
  batchSize: z.number().int().min(1).max(MAX_TUNING.batchSize),
  optimization: graphOptimizationSchema,
});
export type SessionTuning = z.infer<typeof sessionTuningSchema>;

/** Images side by side in single-threaded sessions beat one image on all cores: nothing waits for the slowest thread of an operator. */
export const DEFAULT_TUNING: SessionTuning = { threads: null, sessions: null, batchSize: 1, optimization: "all" };

export function sameTuning(a: SessionTuning, b: SessionTuning): boolean {
  return (
    a.threads === b.threads &&
    a.sessions === b.sessions &&
    a.batchSize === b.batchSize &&
    a.optimization === b.optimization
  );
}

/** What a tuning came to on this machine, with this model; recorded with a run. */
export const executionSchema = z.object({
  sessions: z.number().int().min(1),
  /** Of each session; null: the runtime's own choice. */
  threads: z.number().int().min(1).nullable(),
  /** Most images in one run, as allowed; 1 where the model took no more than one. */
  batchSize: z.number().int().min(1),
  optimization: graphOptimizationSchema,
});
export type Execution = z.infer<typeof executionSchema>;
