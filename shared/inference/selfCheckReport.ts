/** The result of a self-check: the findings, and both colour orders in boxes and numbers. */
import { z } from "zod";
import { detectionsSchema, providerSchema } from "../core/run.ts";
import { checkLevelSchema, expectedBoxSchema, selfCheckFindingSchema } from "./selfCheck.ts";

/** From this score a defect counts as found; with a lower one it could be found by chance. */
export const PLAIN_SCORE = 0.3;

/** The detections compared with boxes that a file expects. */
export const expectedComparisonSchema = z.object({
  total: z.number().int().nonnegative(),
  /** IoU above 0.5, same class; where the file has no scores also a score of at least `PLAIN_SCORE`. */
  found: z.number().int().nonnegative(),
  /** Of `found`: those within a pixel, and within 0.01 of the score where the file has one. */
  same: z.number().int().nonnegative(),
  /** The difference of the corner coordinate that differs most among the found boxes; null when none is found. */
  largestPixels: z.number().nullable(),
  /** Also null where the file has no scores. */
  largestScore: z.number().nullable(),
  /** The found boxes as the model returned them. */
  scoreSum: z.number(),
  /** Boxes that the file lacks although they score above its lowest; 0 where it has no scores. */
  surplus: z.number().int().nonnegative(),
});
export type ExpectedComparison = z.infer<typeof expectedComparisonSchema>;

/** A difference that would round to 0 is shown as less than the last digit: it is a difference all the same. */
export function differenceText(value: number, digits: number): string {
  const least = 10 ** -digits;
  return value < least ? `< ${least.toFixed(digits)}` : value.toFixed(digits);
}

/** One run of the model on the image. */
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
  /** Per box of the ground truth, the score of the box of its class that found it (IoU above 0.5), null when none did; null as a whole without ground truth, or where a file takes its place. */
  foundAt: z.array(z.number().nullable()).nullable(),
  /** Null without a file of expected boxes, or when the output could not be used. */
  expected: expectedComparisonSchema.nullable(),
});
export type CheckedOrder = z.infer<typeof checkedOrderSchema>;

/** One image of a check, with both runs of the model on it. */
export const checkedImageSchema = z.object({
  imageId: z.string(),
  /** Pixels of the decoded, upright image. */
  width: z.number(),
  height: z.number(),
  asConfigured: checkedOrderSchema,
  swapped: checkedOrderSchema,
});
export type CheckedImage = z.infer<typeof checkedImageSchema>;

export const selfCheckReportSchema = z.object({
  provider: providerSchema,
  /** The worst level among the findings, which judge all images together. */
  verdict: checkLevelSchema,
  findings: z.array(selfCheckFindingSchema),
  /** What a file of the user expects in place of the ground truth: its name, and its boxes worth drawing, at most 300. */
  expected: z.object({ file: z.string(), boxes: z.array(expectedBoxSchema) }).nullable(),
  /** In the order in which they were asked for, without those that could not be read. */
  images: z.array(checkedImageSchema).min(1),
});
export type SelfCheckReport = z.infer<typeof selfCheckReportSchema>;
