/** The interface of an analysis: a pure function of many images with a name and schemas of its options and result. */
import { z } from "zod";
import type { ImageRole } from "../../core/dataset.ts";
import type { EvaluationColumns } from "../evaluationColumns.ts";

export interface Analysis<Options extends z.ZodType, Result extends z.ZodType> {
  readonly options: Options;
  readonly result: Result;
  /** How many parts the work has, whatever the images: each is reported when it is done. */
  readonly parts: number;
  /** Pure except for `onPart`, which is called after each part; runs on a thread of its own, where it may take its time. */
  readonly compute: (columns: EvaluationColumns, options: z.output<Options>, onPart: () => void) => z.output<Result>;
}

/** Ties the types of schemas and function together. */
export function analysis<Options extends z.ZodType, Result extends z.ZodType>(
  definition: Analysis<Options, Result>,
): Analysis<Options, Result> {
  return definition;
}

/** `annotated`: images with ground truth, as for the PaddleX case's mAP · `all`: also the defect-free ones, where every detection is false. */
export const imagesOptions = z.object({ images: z.enum(["annotated", "all"]) });

const ROLES: Readonly<Record<z.infer<typeof imagesOptions>["images"], readonly ImageRole[]>> = {
  annotated: ["annotated"],
  all: ["annotated", "background"],
};

export function rolesFor({ images }: z.infer<typeof imagesOptions>): readonly ImageRole[] {
  return ROLES[images];
}

/** The images that a result is based on. */
export const imageCountsSchema = z.object({
  images: z.number().int(),
  groundTruth: z.number().int(),
  detections: z.number().int(),
});

/** Boxes of classes that the dataset lacks are counted too. */
export function imageCounts({ roles, truthClasses, scores }: EvaluationColumns): z.infer<typeof imageCountsSchema> {
  return { images: roles.length, groundTruth: truthClasses.length, detections: scores.length };
}
