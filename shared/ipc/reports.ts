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

/** Characters of the name that an operator gives. */
export const MAX_OPERATOR_LENGTH = 80;

/** Images that a limit can name, so that the message stays within its size. */
export const MAX_LISTED_IMAGES = 4000;

/** Show nothing but rates, so that they need ground truth. */
export const KINDS_OF_RATES: readonly ReportKind[] = ["curve-png", "tp-fp-list"];

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
      /** The name on the report. */
      operator: z.string().max(MAX_OPERATOR_LENGTH).optional(),
      /** For `comparison-current`. */
      imageId: idSchema.optional(),
      /** `comparison-all` is of these images; of all that are measured when absent. */
      imageIds: z.array(idSchema).max(MAX_LISTED_IMAGES).optional(),
    }),
    progress: z.object({ done: z.number(), total: z.number(), file: z.string() }),
    output: outcome(
      z.object({
        files: z.array(z.string()),
        skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
        /** It was cancelled: `files` are those written before, each complete. */
        cancelled: z.boolean(),
      }),
    ),
  },
} as const;
