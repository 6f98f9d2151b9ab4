/** Settings of how a model is run: parallel sessions, threads, batch size, graph optimisation. They change the speed, not the detections. */
import { z } from "zod";

/** The optimisation levels of ONNX Runtime. */
export const graphOptimizationSchema = z.enum(["disabled", "basic", "extended", "all"]);
export type GraphOptimization = z.infer<typeof graphOptimizationSchema>;

/** More than any machine or model benefits from. */
export const MAX_TUNING = { threads: 256, sessions: 16, batchSize: 64 } as const;

export const sessionTuningSchema = z.object({
  /** Threads of the cpu provider, over all sessions; null: one per core. */
  threads: z.number().int().min(1).max(MAX_TUNING.threads).nullable(),
  /** Parallel copies of the model on the cpu, each with its share of the threads; null: as many as suit the machine and the model. */
  sessions: z.number().int().min(1).max(MAX_TUNING.sessions).nullable(),
  /** Maximum number of images in one run of the model, where the model takes more than one. */
  batchSize: z.number().int().min(1).max(MAX_TUNING.batchSize),
  optimization: graphOptimizationSchema,
});
export type SessionTuning = z.infer<typeof sessionTuningSchema>;

/** Several images in single-threaded sessions are faster than one image on all cores: nothing waits for the slowest thread of an operator. */
export const DEFAULT_TUNING: SessionTuning = { threads: null, sessions: null, batchSize: 1, optimization: "all" };

export function sameTuning(a: SessionTuning, b: SessionTuning): boolean {
  return (
    a.threads === b.threads &&
    a.sessions === b.sessions &&
    a.batchSize === b.batchSize &&
    a.optimization === b.optimization
  );
}

/** The settings as applied on this machine to this model; recorded with a run. */
export const executionSchema = z.object({
  sessions: z.number().int().min(1),
  /** Per session; null: the runtime's own choice. */
  threads: z.number().int().min(1).nullable(),
  /** Maximum number of images in one run of the model, as allowed; 1 where the model takes one at a time. */
  batchSize: z.number().int().min(1),
  optimization: graphOptimizationSchema,
});
export type Execution = z.infer<typeof executionSchema>;
