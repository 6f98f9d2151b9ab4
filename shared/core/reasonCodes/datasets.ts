/** The codes of reasons about datasets and what becomes of the images they list. */
import type { CodeTable } from "../codeTable.ts";

export const DATASET_REASONS = {
  "missing-image": {},
  "missing-annotation": {},
  "unreadable-annotation": {},
  "no-object": {},
  "unknown-class": {},
  "duplicate-row": {},
  "bad-row": {},
  "outside-dataset": {},
  "not-an-image": {},
  "unreadable-image": {},
  "too-large": {},
  "clipped-box": {},
  "multi-page": {},
  "reduced-depth": {},
  "all-excluded": { count: "number", first: "text", detail: "detail" },
  "no-dataset-either": { files: "list" },
} as const satisfies CodeTable;
