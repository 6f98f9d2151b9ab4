/** The codes of reasons about runs that cannot be continued. */
import type { CodeTable } from "../codeTable.ts";

export const RUN_REASONS = {
  "other-folder": { folder: "text" },
  "other-model": { model: "text" },
  "other-preprocessing": {},
  "other-provider": { provider: "text" },
  "other-score-floor": { floor: "number" },
  "run-without-head": {},
  "run-of-version": { version: "number" },
  "table-missing": { table: "text" },
  "not-a-table": { name: "text", kind: "text" },
  "column-missing": { table: "text", column: "text" },
  "table-of-another-form": { table: "text" },
  "foreign-to-runs": { name: "text", kind: "text" },
  "head-missing": {},
  "head-changed": {},
  "head-not-json": {},
} as const satisfies CodeTable;
