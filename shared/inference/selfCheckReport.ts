/** What a self-check gave: the findings in words, and both colour orders in boxes and numbers. */
import { z } from "zod";
import { detectionsSchema, providerSchema } from "../core/run.ts";
import { selfCheckFindingSchema } from "./selfCheck.ts";

/** From this score on a defect counts as found: a box that barely shows would be found by chance. */
export const PLAIN_SCORE = 0.3;

/** One run of the model on the picture. */
export const checkedOrderSchema = z.object({
  color: z.enum(["RGB", "BGR"]),
  /** False when the output cannot be used; nothing is found then. */
  usable: z.boolean(),
  /** Best score first, down to 0.01, at most 300. */
  detections: detectionsSchema,
  /** How many boxes of at least 0.01 there were. */
  count: z.number().int().nonnegative(),
  /** Null when nothing was found. */
  bestScore: z.number().nullable(),
  milliseconds: z.number().nullable(),
  /** Per box of the ground truth the score of the box of its class that found it (IoU above 0.5), null when none did; null as a whole without ground truth. */
  foundAt: z.array(z.number().nullable()).nullable(),
});
export type CheckedOrder = z.infer<typeof checkedOrderSchema>;

export const selfCheckReportSchema = z.object({
  imageId: z.string(),
  /** Pixels of the decoded, upright picture. */
  width: z.number(),
  height: z.number(),
  provider: providerSchema,
  /** The worst level among the findings. */
  verdict: z.enum(["good", "warning", "bad"]),
  findings: z.array(selfCheckFindingSchema),
  asSaid: checkedOrderSchema,
  swapped: checkedOrderSchema,
});
export type SelfCheckReport = z.infer<typeof selfCheckReportSchema>;
