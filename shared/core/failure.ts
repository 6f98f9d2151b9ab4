/** An expected failure as a value: which file, why, and what to do now. */
import { z } from "zod";

export const failureSchema = z.object({
  code: z.string(),
  file: z.string(),
  en: z.string(),
  zh: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;
