/** What a graph does not specify, so that a user must: asked in a form and then written into a manifest. */
import { z } from "zod";
import { layoutSchema } from "./modelManifest.ts";
import { nmsSchema } from "./nms.ts";
import { preprocessSchema } from "./preprocess.ts";

export const modelNeedSchema = z.enum(["classes", "preprocess"]);
export type ModelNeed = z.infer<typeof modelNeedSchema>;

export const modelNeedsSchema = z.object({
  missing: z.array(modelNeedSchema).min(1),
  name: z.string(),
  layout: layoutSchema,
  /** Where the graph fixes it, so that the form need not ask. */
  inputSize: z.object({ width: z.number(), height: z.number() }).nullable(),
  classCount: z.number().nullable(),
  /** The initial content of the form: what is known, and the layout's default elsewhere. */
  suggestion: z.object({
    classes: z.array(z.string()),
    preprocess: preprocessSchema,
    /** Null where the graph suppresses by itself. */
    nms: nmsSchema.nullable(),
  }),
});
export type ModelNeeds = z.infer<typeof modelNeedsSchema>;

export const modelAnswersSchema = z.object({
  classes: z.array(z.string().min(1).max(200)).min(1).max(10000).optional(),
  preprocess: preprocessSchema.optional(),
  nms: nmsSchema.optional(),
});
export type ModelAnswers = z.infer<typeof modelAnswersSchema>;
