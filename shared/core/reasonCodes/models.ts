/** The codes of reasons about models and the files beside them. */
import type { CodeTable } from "../codeTable.ts";

export const MODEL_REASONS = {
  "nothing-beside-classes": {},
  "nothing-beside-preprocess": {},
  "nothing-beside-both": {},
  "layout-of-graph": { why: "reason", inputs: "text", outputs: "text" },
  "no-image-input": {},
  "input-not-float": {},
  "input-not-planes": {},
  "input-fixed-batch": { batch: "number" },
  "fits-no-layout": {},
  "no-preprocess-list": {},
  "preprocess-step-without-type": {},
  "training-checkpoint": { status: "text" },
  "no-transforms-list": {},
  "transforms-entry-not-one-step": {},
  "class-names-unreadable": { names: "text" },
  "names-no-class": {},
  "no-folder-for-manifests": {},
} as const satisfies CodeTable;
