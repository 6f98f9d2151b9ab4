/** The codes of reasons about providers: why one did not run. They stand in the heads of stored runs: one that is written is never renamed. */
import type { CodeTable } from "../codeTable.ts";

export const PROVIDER_REASONS = {
  "runtime-says": { text: "text" },
  "no-nvidia-device": {},
  "no-gpu-device": {},
  "not-on-system": { system: "text" },
  "slower-than-cpu": { milliseconds: "number", cpu: "number" },
  "not-tried-here": {},
  "no-answer-within": { seconds: "number" },
  "trial-ended": { how: "text" },
  "trial-ended-saying": { how: "text", said: "text" },
  "trial-not-started": { error: "text" },
  "trial-request-damaged": {},
  "trial-inputs-unknown": {},
  "its-device-lost": { error: "reason" },
  "passed-over-after-loss": { provider: "text" },
} as const satisfies CodeTable;
