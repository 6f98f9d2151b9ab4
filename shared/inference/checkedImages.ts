/** Which images of a dataset a self-check uses: one hard image says little about a model, ten spread over the dataset say more. */
import type { DatasetImage } from "../core/dataset.ts";

/** Each costs two runs of the model. */
export const MAX_CHECKED_IMAGES = 10;

/** Those with ground truth, which tell more; all of them where there are none. */
export function checkableImages(images: readonly DatasetImage[]): readonly DatasetImage[] {
  const annotated = images.filter(({ groundTruth }) => groundTruth.length > 0);
  return annotated.length > 0 ? annotated : images;
}

/** At most `MAX_CHECKED_IMAGES` of them, in their order and evenly spread: a list is often sorted by class or by day. */
export function imagesToCheck(images: readonly DatasetImage[]): readonly DatasetImage[] {
  const offered = checkableImages(images);
  const count = Math.min(offered.length, MAX_CHECKED_IMAGES);
  return Array.from(
    { length: count },
    (_, i) => offered[Math.floor(((i + 0.5) * offered.length) / count)] as DatasetImage,
  );
}
