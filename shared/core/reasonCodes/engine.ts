/** The codes of reasons about the engine, its providers, and the end of its process. */
import type { CodeTable } from "../codeTable.ts";

export const ENGINE_REASONS = {
  "goes-on-with": { provider: "text" },
  "rest-on-other": { provider: "text" },
  "engine-hung": {},
  "engine-out-of-memory": {},
  "engine-killed": {},
  "engine-crashed": {},
  "engine-not-started": {},
  "engine-ended": {},
  "process-ended": { code: "number" },
  "process-ended-by": { code: "number", detail: "text" },
  "engine-device-lost": { provider: "text", error: "reason" },
  "engine-device-lost-again": { provider: "text", error: "reason" },
  "no-memory-for-input": { size: "text" },
  "over-time": { reached: "number", limit: "number" },
  "over-memory": { reached: "number", limit: "number" },
  "image-library-clashes": {},
  "engine-unfit": { problem: "text" },
} as const satisfies CodeTable;
