/** The codes of reasons about runs that cannot be continued. */
import type { CodeTable } from "../codeTable.ts";

export const RUN_REASONS = {
  "other-folder": { folder: "text" },
  "other-model": { model: "text" },
  "other-preprocessing": {},
  "other-provider": { provider: "text" },
  "other-score-floor": { floor: "number" },
} as const satisfies CodeTable;
