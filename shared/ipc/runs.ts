/** Commands about runs: inspecting, pausing, and what is reported on the way. */
import { z } from "zod";
import { failureSchema } from "../core/failure.ts";
import { imageOutcomeSchema, providerChoiceSchema, runInfoSchema } from "../core/run.ts";
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

export const runCommands = {
  /** Runs, or continues the run of the same dataset, model, provider choice and score floor, whatever the tuning was; `fresh` starts over. */
  inspect: {
    input: z.object({
      datasetId: idSchema,
      modelId: idSchema,
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      scoreFloor: z.number().min(0).max(1),
      fresh: z.boolean(),
    }),
    progress: runEvent,
    output: outcome(z.object({ run: runInfoSchema, done: z.number(), failed: z.number(), complete: z.boolean() })),
  },
  pauseInspection: { input: z.object({ paused: z.boolean() }), output: z.object({ paused: z.boolean() }) },
} as const;
