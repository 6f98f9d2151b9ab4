/** Which boxes count as catching a defect image: each definition is one entry here, with its schema. */
import { z } from "zod";
import type { ImageBox } from "../box.ts";
import type { GroundTruthBox } from "../dataset.ts";
import { inclusiveIou } from "../inclusiveIou.ts";

/** An IoU, which the boxes must exceed. */
const iouSchema = z.number().min(0).max(1);

export const caughtBySchema = z.discriminatedUnion("way", [
  /** Any box that makes the image NG. */
  z.strictObject({ way: z.literal("any-box") }),
  /** A box of a class that is annotated in the image, wherever the box lies. */
  z.strictObject({ way: z.literal("right-class") }),
  /** A box that overlaps an annotated defect, whatever the class; `iou` in inclusive pixels, as VOC counts. */
  z.strictObject({ way: z.literal("true-defect"), iou: iouSchema }),
]);
export type CaughtBy = Readonly<z.infer<typeof caughtBySchema>>;
export type CaughtByWay = CaughtBy["way"];

/** One detection; its class is an index into the table that the ground truth uses. */
export interface CatchingBox {
  readonly box: ImageBox;
  readonly classIndex: number;
}

/** Whether a box that counts catches anything annotated. Difficult defects are defects: a box on one catches the image. */
export type Catches = (detection: CatchingBox, groundTruth: readonly GroundTruthBox[]) => boolean;

type CatchesBy = { readonly [W in CaughtByWay]: (by: Extract<CaughtBy, { way: W }>) => Catches | null };

/** null: every box catches, so nothing needs to be asked. */
const CATCHES: CatchesBy = {
  "any-box": () => null,
  "right-class":
    () =>
    ({ classIndex }, groundTruth) =>
      groundTruth.some((truth) => truth.classIndex === classIndex),
  "true-defect":
    ({ iou }) =>
    ({ box }, groundTruth) =>
      groundTruth.some((truth) => inclusiveIou(box, truth) > iou),
};

export const DEFAULT_CATCH_IOU = 0.5;
export const CAUGHT_BY_ANY_BOX: CaughtBy = { way: "any-box" };

export function catchesBy(by: CaughtBy): Catches | null {
  const make = CATCHES[by.way] as (by: CaughtBy) => Catches | null;
  return make(by);
}
