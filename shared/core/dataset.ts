/** A dataset as Loupe works with it, whatever layout it was read from. */
import { z } from "zod";

/** `annotated`: has ground truth (positives of the image-level figures) · `background`: defect-free · `unlabelled`: nothing is known. */
export const imageRoleSchema = z.enum(["annotated", "background", "unlabelled"]);
export type ImageRole = z.infer<typeof imageRoleSchema>;

export const groundTruthBoxSchema = z.object({
  /** Index into `Dataset.classes`. */
  classIndex: z.number().int().nonnegative(),
  /** Image pixels, clipped to the image as annotated; as the format writes them: VOC's x2 and y2 are the last pixel, those of COCO and YOLO the edge behind it. */
  x1: z.number(),
  y1: z.number(),
  x2: z.number(),
  y2: z.number(),
  difficult: z.boolean(),
});
export type GroundTruthBox = z.infer<typeof groundTruthBoxSchema>;

export const datasetImageSchema = z.object({
  /** Opaque and stable for the dataset; the page names images by it, never by path. */
  id: z.string().max(64),
  /** File name relative to the dataset's root, with `/`. */
  name: z.string().max(4096),
  role: imageRoleSchema,
  groundTruth: z.array(groundTruthBoxSchema),
  /** Pixels as annotated; null until the image is read. */
  size: z.object({ width: z.number(), height: z.number() }).nullable(),
});
export type DatasetImage = z.infer<typeof datasetImageSchema>;

/** Why something listed was left out, or kept with a remark. */
export const issueCodeSchema = z.enum([
  "missing-image",
  "missing-annotation",
  "unreadable-annotation",
  "no-object",
  "unknown-class",
  "duplicate-row",
  "bad-row",
  "outside-dataset",
  "not-an-image",
  "unreadable-image",
  "too-large",
  "clipped-box",
  "multi-page",
  "reduced-depth",
]);
export type IssueCode = z.infer<typeof issueCodeSchema>;

export const datasetIssueSchema = z.object({
  code: issueCodeSchema,
  /** The file (or list and row) it is about, relative to the root. */
  file: z.string(),
  /** The particular: a class name, a parser's line; English, may be empty. */
  detail: z.string(),
  /** True when the image (or row) takes no part in any figure because of it. */
  excluded: z.boolean(),
});
export type DatasetIssue = z.infer<typeof datasetIssueSchema>;

export const datasetSchema = z.object({
  id: z.string(),
  /** Shown to people: the folder's name. */
  name: z.string(),
  /** The name of the reader that opened it (electron/engine/datasets/readers): `voc`, `coco`, `yolo`, `folder` … */
  kind: z.string().max(32),
  synthetic: z.boolean(),
  /** The class names in order; empty for a plain folder (the model's then serve). */
  classes: z.array(z.string()),
  /** Annotated in the list's order, then backgrounds by name. */
  images: z.array(datasetImageSchema),
  issues: z.array(datasetIssueSchema),
  /** SHA-256 over names, sizes and ground truth: what a report is traceable to. */
  hash: z.string(),
});
export type Dataset = z.infer<typeof datasetSchema>;
