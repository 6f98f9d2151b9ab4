/** Joins a run with its dataset for the box-level figures. */
import { joinClasses } from "../core/classTable.ts";
import type { Dataset } from "../core/dataset.ts";
import { alignDetections } from "../core/detections.ts";
import type { ImageOutcome } from "../core/run.ts";
import type { ImageToEvaluate } from "./evaluationColumns.ts";

/**
 * The images of the dataset in its order with the run's detections in each, in the dataset's class table.
 * @param runClasses the class names that the outcomes' indices point into
 */
export function runImages(
  dataset: Dataset,
  runClasses: readonly string[],
  outcomeOf: (imageId: string) => ImageOutcome | undefined,
): ImageToEvaluate[] {
  const joined = joinClasses(dataset.classes, runClasses);
  return dataset.images.map(({ id, role, groundTruth }) => {
    const outcome = outcomeOf(id);
    const detections = outcome?.status === "done" ? alignDetections(outcome.detections, joined) : null;
    return { role, groundTruth, detections };
  });
}

/** The number of classes in the box-level figures. A plain folder has no classes of its own, so the run's are used. */
export function evaluatedClassCount(dataset: Dataset, runClasses: readonly string[]): number {
  return dataset.classes.length > 0 ? dataset.classes.length : runClasses.length;
}
