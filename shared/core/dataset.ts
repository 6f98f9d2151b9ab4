/** A dataset as Loupe works with it, whatever format it was read from. */
import { z } from "zod";
import { reasonSchema } from "./reason.ts";

/** `annotated`: has ground truth (the positives of image-level figures) · `background`: defect-free · `unlabelled`: nothing is known about it. */
export const imageRoleSchema = z.enum(["annotated", "background", "unlabelled"]);
export type ImageRole = z.infer<typeof imageRoleSchema>;

export const groundTruthBoxSchema = z.object({
  /** Index into `Dataset.classes`. */
  classIndex: z.number().int().nonnegative(),
  /** Image pixels, clipped to the image. x2 and y2 as the format writes them: the last pixel in VOC, the edge behind it in COCO and YOLO. */
  x1: z.number(),
  y1: z.number(),
  x2: z.number(),
  y2: z.number(),
  difficult: z.boolean(),
});
export type GroundTruthBox = z.infer<typeof groundTruthBoxSchema>;

export const datasetImageSchema = z.object({
  /** Opaque and stable for the dataset; the page refers to images by it, never by path. */
  id: z.string().max(64),
  /** File name relative to the dataset's root, with `/`. */
  name: z.string().max(4096),
  role: imageRoleSchema,
  groundTruth: z.array(groundTruthBoxSchema),
  /** Pixels according to the annotation; null until the image is read. */
  size: z.object({ width: z.number(), height: z.number() }).nullable(),
});
export type DatasetImage = z.infer<typeof datasetImageSchema>;

/** Why a listed image or row was excluded, or kept with a remark. */
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
  /** The file concerned (or list and row), relative to the root. */
  file: z.string(),
  /** From the place, such as a row of a list, to the particular, such as a class name or a parser's message; may be empty. */
  detail: z.array(reasonSchema).readonly(),
  /** True when the image (or row) is excluded from every figure because of it. */
  excluded: z.boolean(),
});
export type DatasetIssue = z.infer<typeof datasetIssueSchema>;

export const datasetSchema = z.object({
  id: z.string(),
  /** The name to display: the folder's. */
  name: z.string(),
  /** The name of the reader that opened the dataset (electron/engine/datasets/readers): `voc`, `coco`, `yolo`, `folder` … */
  kind: z.string().max(32),
  synthetic: z.boolean(),
  /** The class names in order; empty for a plain folder, where the model's are used. */
  classes: z.array(z.string()),
  /** Annotated images in list order, then backgrounds by name. */
  images: z.array(datasetImageSchema),
  issues: z.array(datasetIssueSchema),
  /** SHA-256 over names, sizes and ground truth, by which reports identify the dataset. */
  hash: z.string(),
});
export type Dataset = z.infer<typeof datasetSchema>;

/** What may be chosen of a folder before it is opened. */
export const datasetChoicesSchema = z.object({
  /** Lists, annotation files or parts, whichever the format has; empty where there is nothing to choose. */
  lists: z.array(z.string()),
  /** What is read when nothing is chosen; null where something must be. */
  usualList: z.string().nullable(),
  /** Folders inside that hold images. */
  backgrounds: z.array(z.string()),
  /** The one that is read when nothing is chosen. */
  usualBackground: z.string().nullable(),
});
export type DatasetChoices = z.infer<typeof datasetChoicesSchema>;
