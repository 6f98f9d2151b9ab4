/** A run: one model over one dataset, with everything needed to trace it and to continue it. */
import { z } from "zod";
import { reasonSchema } from "./reason.ts";
import { executionSchema } from "./sessionTuning.ts";

export const providerSchema = z.enum(["tensorrt", "cuda", "dml", "coreml", "webgpu", "cpu"]);
export type Provider = z.infer<typeof providerSchema>;
export const providerChoiceSchema = z.union([z.literal("auto"), providerSchema]);
export type ProviderChoice = z.infer<typeof providerChoiceSchema>;

/** A GPU that was lost in the middle of a run, as the runtime reported it. */
export const deviceLossSchema = z.object({ provider: providerSchema, reason: reasonSchema });
export type DeviceLoss = Readonly<z.infer<typeof deviceLossSchema>>;

export function timesLost(losses: readonly DeviceLoss[], provider: Provider): number {
  return losses.filter((loss) => loss.provider === provider).length;
}

/** One provider, tried: `reason` why it did not run, null where it did. */
export const providerAttemptSchema = z.object({
  provider: providerSchema,
  ok: z.boolean(),
  reason: reasonSchema.nullable(),
});
export type ProviderAttempt = z.infer<typeof providerAttemptSchema>;

/** Which provider was asked for, which one ran, and why each other one did not. */
export const providerRecordSchema = z.object({
  asked: providerChoiceSchema,
  ran: providerSchema,
  attempts: z.array(providerAttemptSchema),
});
export type ProviderRecord = z.infer<typeof providerRecordSchema>;

/** Maximum length of the name that a user gives a run, in characters. */
export const MAX_RUN_NAME = 120;

export const runInfoSchema = z.object({
  id: z.string(),
  formatVersion: z.literal(1),
  datasetName: z.string(),
  datasetHash: z.string(),
  datasetSynthetic: z.boolean(),
  modelName: z.string(),
  modelSha256: z.string(),
  modelSynthetic: z.boolean(),
  /** Class names that `Detections.classIndices` point into. */
  classes: z.array(z.string()),
  provider: providerRecordSchema,
  /** How the model ran, in the last part of the run in which it ran at all; absent before that and in runs of earlier versions. */
  execution: executionSchema.optional(),
  scoreFloor: z.number(),
  /** The lowest score that the model returns, where its graph or its non-maximum suppression has a floor; absent in runs of earlier versions. */
  graphScoreFloor: z.number().nullable().optional(),
  imageCount: z.number().int().nonnegative(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** The account that ran it. */
  operator: z.string(),
  versions: z.object({ loupe: z.string(), onnxruntime: z.string(), sharp: z.string(), host: z.string() }),
});
export type RunInfo = z.infer<typeof runInfoSchema>;

export const detectionsSchema = z.object({
  count: z.number().int().nonnegative(),
  // Named so that the inferred type is that of `Detections`, whatever memory holds the column.
  boxes: z.custom<Float64Array>((value) => value instanceof Float64Array),
  scores: z.custom<Float64Array>((value) => value instanceof Float64Array),
  classIndices: z.custom<Int32Array>((value) => value instanceof Int32Array),
});

/** The result for one image of a run. */
export const imageOutcomeSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("done"),
    imageId: z.string(),
    /** Pixels of the decoded image, upright. */
    width: z.number(),
    height: z.number(),
    detections: detectionsSchema,
    milliseconds: z.object({ decode: z.number(), preprocess: z.number(), inference: z.number() }),
  }),
  z.object({ status: z.literal("failed"), imageId: z.string(), code: z.string(), reason: reasonSchema }),
]);
export type ImageOutcome = z.infer<typeof imageOutcomeSchema>;
