/** Commands about reports: which kinds there are, and writing them. */
import { z } from "zod";
import { decisionRuleSchema } from "../core/decisionRule.ts";
import { languageSchema } from "../words/languages.ts";
import { grantSchema, idSchema, outcome } from "./outcome.ts";

export const reportKindSchema = z.enum([
  "comparison-current",
  "comparison-all",
  "curve-png",
  "tp-fp-list",
  "csv-images",
  "csv-boxes",
  "pdf",
]);
export type ReportKind = z.infer<typeof reportKindSchema>;

export const reportCommands = {
  /** Writes reports of a run into a folder, never over an existing file: a number is appended, and the names are returned. */
  exportReports: {
    input: z.object({
      datasetId: idSchema,
      runId: idSchema,
      folder: grantSchema,
      kinds: z.array(reportKindSchema).min(1),
      rule: decisionRuleSchema,
      language: languageSchema,
      /** For `comparison-current`. */
      imageId: idSchema.optional(),
    }),
    progress: z.object({ done: z.number(), total: z.number(), file: z.string() }),
    output: outcome(
      z.object({ files: z.array(z.string()), skipped: z.array(z.object({ file: z.string(), reason: z.string() })) }),
    ),
  },
} as const;
