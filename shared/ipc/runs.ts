/** Commands about runs: inspecting, pausing, and the runs that are stored. */
import { z } from "zod";
import { decisionRuleSchema } from "../core/decisionRule.ts";
import { failureSchema } from "../core/failure.ts";
import { imageOutcomeSchema, MAX_RUN_NAME, providerChoiceSchema, runInfoSchema } from "../core/run.ts";
import { executionSchema, sessionTuningSchema } from "../core/sessionTuning.ts";
import { idSchema, outcome } from "./outcome.ts";

const runEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("started"),
    run: runInfoSchema,
    alreadyDone: z.number(),
    /** What the user must hear although the run goes on: a stored run that was damaged and set aside. */
    notices: z.array(failureSchema).optional(),
  }),
  /** How the model runs: with its first outcome, and when that turns out otherwise. */
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

/** A stored run that can be used. Its `id` is that of `run`; of several runs of the same dataset and model each has its own. */
const runEntrySchema = z.object({
  id: idSchema,
  /** What its user calls it. */
  name: runNameSchema,
  run: runInfoSchema,
  done: count,
  failed: count,
  state: z.enum(["complete", "partial", "under-way"]),
  /** On the disk. */
  bytes: count,
});
export type RunEntry = z.infer<typeof runEntrySchema>;

/** A stored run that cannot be used, and why: damaged, of a later version, in use, or no run at all. */
const unusableRunSchema = z.object({ id: idSchema, bytes: count, failure: failureSchema });
export type UnusableRun = z.infer<typeof unusableRunSchema>;

export const runCommands = {
  /**
   * Runs, or continues the run of the same dataset, model, provider choice and score floor, whatever the tuning was.
   * `fresh` begins another run and leaves the former as it is; `runId` says which of several is continued, the one begun last when not given.
   */
  inspect: {
    input: z.object({
      datasetId: idSchema,
      modelId: idSchema,
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      scoreFloor: z.number().min(0).max(1),
      fresh: z.boolean(),
      runId: idSchema.optional(),
    }),
    progress: runEvent,
    output: outcome(z.object({ run: runInfoSchema, done: z.number(), failed: z.number(), complete: z.boolean() })),
  },
  /** Every stored run, newest first, whatever dataset it is of. */
  listRuns: {
    input: z.object({}),
    output: z.object({ runs: z.array(runEntrySchema), unusable: z.array(unusableRunSchema) }),
  },
  /** Tells the outcomes of a stored run as `inspect` would, without a model; refused over another dataset than the run's. */
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
        /** Images whose file was written again since, with the same size. */
        changed: count,
      }),
    ),
  },
  /** The columns of a decision rule over a stored run, by image of the dataset: what figures at any band are made from (`shared/metrics/decide.ts`). */
  runColumns: {
    input: z.object({ datasetId: idSchema, runId: idSchema, rule: decisionRuleSchema }),
    output: outcome(z.object({ ng: column, review: column, caught: column })),
  },
  renameRun: { input: z.object({ runId: idSchema, name: runNameSchema }), output: outcome(z.object({})) },
  /** Removes a run from the disk for good; the one that is being written is refused. */
  deleteRun: { input: z.object({ runId: idSchema }), output: outcome(z.object({})) },
  pauseInspection: { input: z.object({ paused: z.boolean() }), output: z.object({ paused: z.boolean() }) },
} as const;
