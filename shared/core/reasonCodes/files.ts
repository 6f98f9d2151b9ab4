/** The codes of reasons about files, whatever they hold. */
import type { CodeTable } from "../codeTable.ts";

export const FILE_REASONS = {
  "not-yaml": { error: "text" },
  "larger-than": { megabytes: "number" },
  "not-json": { error: "text" },
  "not-a-regular-file": {},
  "no-such-file": {},
  "cannot-be-read": { error: "reason" },
} as const satisfies CodeTable;
