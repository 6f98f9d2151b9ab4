/** The codes of reasons about outputs of a model that cannot be used. */
import type { CodeTable } from "../codeTable.ts";

export const OUTPUT_REASONS = {
  "score-out-of-range": { score: "text" },
  "corner-not-a-number": { corner: "text" },
  "class-id-not-whole": { id: "text" },
  "class-id-beyond-list": { id: "number", classes: "number" },
  "outputs-of-other-shape": { found: "text", wanted: "text" },
  "outputs-missing": { wanted: "text" },
  "takes-one-image": { given: "number" },
  "batch-not-kept": { given: "number", shape: "text" },
  "rows-of-other-batch": { rows: "number", given: "number", counts: "list" },
} as const satisfies CodeTable;
