/** How an image's best score is held against a threshold: exactly, or by the whole hundredths of the PaddleX scripts. */
import { z } from "zod";

export const countingRuleSchema = z.enum(["exact", "paddlex"]);
export type CountingRule = z.infer<typeof countingRuleSchema>;
