/** Commands about models: opening, completing and checking them, and which providers can run them. */
import { z } from "zod";
import { type Failure, failureSchema } from "../core/failure.ts";
import { FAILURES } from "../core/failureCodes.ts";
import { codedSchema, reasonSchema } from "../core/reason.ts";
import { providerAttemptSchema, providerChoiceSchema } from "../core/run.ts";
import { runLimitsSchema } from "../core/runLimits.ts";
import { sessionTuningSchema } from "../core/sessionTuning.ts";
import { MAX_CHECKED_IMAGES } from "../inference/checkedImages.ts";
import { modelManifestSchema } from "../inference/modelManifest.ts";
import { modelAnswersSchema, modelNeedsSchema } from "../inference/modelNeeds.ts";
import { selfCheckReportSchema } from "../inference/selfCheckReport.ts";
import { grantSchema, idSchema, outcome } from "./outcome.ts";

const modelRemarkSchema: z.ZodType<Pick<Failure, "code" | "params"> & { readonly level: "info" | "warning" }> =
  codedSchema(FAILURES, { level: z.enum(["info", "warning"]) });

/** A model that is open in the engine. */
export const modelInfoSchema = z.object({
  id: idSchema,
  manifest: modelManifestSchema,
  bytes: z.number(),
  /** The preprocessing plan, one reason per step, to be put into words. */
  plan: z.array(reasonSchema),
  /** What a user needs to know before the first run. */
  remarks: z.array(modelRemarkSchema),
  /** The manifest's origin: beside the graph, among Loupe's own files, or inferred from the graph and not written anywhere. */
  origin: z.enum(["manifest", "kept", "recognised"]),
  /** Whether it takes several images in one run. */
  batches: z.boolean(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

/** A failure may carry what the graph does not specify, to be asked in a form. */
const modelOutcome = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), value: modelInfoSchema }),
  z.object({ ok: z.literal(false), failure: failureSchema, needs: modelNeedsSchema.optional() }),
]);

export const modelCommands = {
  openModel: {
    input: z.object({ grant: grantSchema }),
    output: modelOutcome,
  },
  /** Writes the model's manifest from a user's form; an existing manifest is replaced only on request and kept as a backup. */
  completeModel: {
    input: z.object({ grant: grantSchema, answers: modelAnswersSchema, replace: z.boolean() }),
    output: modelOutcome,
  },
  /**
   * Runs the model on images of the open dataset, also with red and blue swapped, and judges all runs together: by the
   * ground truth, or by the boxes of a file, which speaks of the first image alone.
   */
  selfCheckModel: {
    input: z.object({
      modelId: idSchema,
      datasetId: idSchema,
      imageIds: z.array(idSchema).min(1).max(MAX_CHECKED_IMAGES),
      provider: providerChoiceSchema,
      tuning: sessionTuningSchema,
      /** The defaults when not given. */
      limits: runLimitsSchema.optional(),
      expected: grantSchema.optional(),
    }),
    progress: z.object({ done: z.number(), total: z.number() }),
    output: outcome(selfCheckReportSchema),
  },
  /** Which providers this machine can run, each tried in an expendable process. */
  providers: {
    input: z.object({ refresh: z.boolean() }),
    output: z.object({
      available: z.array(providerAttemptSchema),
    }),
  },
} as const;
