/** The user's limits for running a model; null derives them from the machine and the first images. */
import { z } from "zod";

export const MIN_LIMITS = { memoryGigabytes: 0.5, imageSeconds: 1 } as const;
export const MAX_LIMITS = { memoryGigabytes: 4096, imageSeconds: 86_400 } as const;

export const runLimitsSchema = z.object({
  /** Of the process that runs the model; null: a share of the memory that is free. */
  memoryGigabytes: z.number().min(MIN_LIMITS.memoryGigabytes).max(MAX_LIMITS.memoryGigabytes).nullable(),
  /** Of one image in the model, and of the model's first run; null: by how long the first images take. */
  imageSeconds: z.number().min(MIN_LIMITS.imageSeconds).max(MAX_LIMITS.imageSeconds).nullable(),
});
export type RunLimits = Readonly<z.infer<typeof runLimitsSchema>>;

export const DEFAULT_LIMITS: RunLimits = { memoryGigabytes: null, imageSeconds: null };

/** Decimal gigabytes with one digit, as they are shown. */
export function gigabytes(bytes: number): number {
  return Math.round(bytes / 1e8) / 10;
}
