/** Commands about runs: inspecting, pausing, and stored runs. */
import { z } from "zod";
import { decisionRuleSchema } from "../core/decisionRule.ts";
import { failureSchema } from "../core/failure.ts";
import { imageOutcomeSchema, MAX_RUN_NAME, providerChoiceSchema, runInfoSchema } from "../core/run.ts";
import { runLimitsSchema } from "../core/runLimits.ts";
import { executionSchema, sessionTuningSchema } from "../core/sessionTuning.ts";
import { idSchema, outcome } from "./outcome.ts";

const runEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("started"),
    run: runInfoSchema,
    alreadyDone: z.number(),
    /** What the user must know although the run continues: a stored run was damaged and set aside. */
    notices: z.array(failureSchema).optional(),
  }),
  /** How the model runs: sent with the first outcome and whenever it changes. */
  z.object({ kind: z.literal("execution"), execution: executionSchema }),
  z.object({ kind: z.literal("image"), outcome: imageOutcomeSchema }),
  z.object({
    kind: z.literal("progress"),
    done: z.number(),
    failed: z.number(),
    total: z.number(),
    imagesPerSecond: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    paused: z.boolean(),
  }),
]);
export type RunEvent = z.infer<typeof runEvent>;

const column = z.custom<Float64Array>((value) => value instanceof Float64Array);
const count = z.number().int().nonnegative();
const runNameSchema = z.string().trim().min(1).max(MAX_RUN_NAME).nullable();

/** A stored run that can be used. `id` is that of `run`; several runs of the same dataset and model have different ones. */
const runEntrySchema = z.object({
  id: idSchema,
  /** The name given by the user. */
  name: runNameSchema,
  run: runInfoSchema,
  done: count,
  failed: count,
  state: z.enum(["complete", "partial", "under-way"]),
  /** Bytes on the disk. */
  bytes: count,
});
export type RunEntry = z.infer<typeof runEntrySchema>;

/** A stored run that cannot be used, and why: damaged, of a later version, in use, or not a run. */
const unusableRunSchema = z.object({ id: idSchema, bytes: count, failure: failureSchema });
export type UnusableRun = z.infer<typeof unusableRunSchema>;

export const runCommands = {
  /**
   * Starts or continues a run of the same dataset, model, provider choice and score floor, whatever the tuning was.
   * `fresh` starts another run and leaves the former unchanged; `runId` says which of several is continued, by default
   * the one started last.
   */
  inspect: {
    input: z.object({
      datasetId: idSchema,
      modelId: idSchema,
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      /** The defaults when not given. */
      limits: runLimitsSchema.optional(),
      scoreFloor: z.number().min(0).max(1),
      fresh: z.boolean(),
      runId: idSchema.optional(),
    }),
    progress: runEvent,
    output: outcome(z.object({ run: runInfoSchema, done: z.number(), failed: z.number(), complete: z.boolean() })),
  },
  /** Every stored run of any dataset, newest first. */
  listRuns: {
    input: z.object({}),
    output: z.object({ runs: z.array(runEntrySchema), unusable: z.array(unusableRunSchema) }),
  },
  /** Sends the outcomes of a stored run as `inspect` would, without a model; refused if the open dataset is not the run's. */
  openRun: {
    input: z.object({ datasetId: idSchema, runId: idSchema }),
    progress: runEvent,
    output: outcome(
      z.object({
        run: runInfoSchema,
        name: runNameSchema,
        done: count,
        failed: count,
        complete: z.boolean(),
        /** Images whose file was rewritten since, with the same size. */
        changed: count,
      }),
    ),
  },
  /** The columns of a decision rule over a stored run, by image of the dataset, from which the figures at any band are computed (`shared/metrics/decide.ts`). */
  runColumns: {
    input: z.object({ datasetId: idSchema, runId: idSchema, rule: decisionRuleSchema }),
    output: outcome(z.object({ ng: column, review: column, caught: column })),
  },
  renameRun: { input: z.object({ runId: idSchema, name: runNameSchema }), output: outcome(z.object({})) },
  /** Deletes a run from the disk permanently; the one being written is refused. */
  deleteRun: { input: z.object({ runId: idSchema }), output: outcome(z.object({})) },
  pauseInspection: { input: z.object({ paused: z.boolean() }), output: z.object({ paused: z.boolean() }) },
} as const;
