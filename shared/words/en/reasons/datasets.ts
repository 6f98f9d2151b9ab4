/** English: reasons about datasets and what becomes of the images they list. */
import type { Templates } from "../../../core/codeTable.ts";
import type { DATASET_REASONS } from "../../../core/reasonCodes/datasets.ts";

export const datasets: Templates<typeof DATASET_REASONS> = {
  "missing-image": "image missing",
  "missing-annotation": "annotation missing",
  "unreadable-annotation": "annotation not readable",
  "no-object": "annotation without an object",
  "unknown-class": "class not in labels.txt",
  "duplicate-row": "listed twice",
  "bad-row": "row not understood",
  "outside-dataset": "outside the dataset's folder",
  "not-an-image": "not an image",
  "unreadable-image": "image not readable",
  "too-large": "image too large",
  "clipped-box": "box clipped to the image",
  "multi-page": "more than one page; the first was used",
  "reduced-depth": "more than 8 bits per channel; reduced",
  "all-excluded": "{{count}} were excluded, the first {{first}} ({{detail}}).",
  "no-dataset-either": "Nor was there a dataset; looked for: {{files}}.",
};
