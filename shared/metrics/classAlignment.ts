/** Brings the class table of a run and that of its dataset together, by name. */
import type { Detections } from "../core/detections.ts";

export interface JoinedClasses {
  /** The dataset's classes in order, then those of the run that the dataset lacks. Ground truth indices stay what they are. */
  readonly classes: readonly string[];
  /** Per class of the run its index in `classes`. */
  readonly fromRun: Int32Array;
}

/** A plain folder has no classes of its own: the run's then serve. */
export function joinClasses(datasetClasses: readonly string[], runClasses: readonly string[]): JoinedClasses {
  const classes = [...datasetClasses, ...runClasses.filter((name) => !datasetClasses.includes(name))];
  return { classes, fromRun: Int32Array.from(runClasses, (name) => classes.indexOf(name)) };
}

/**
 * The detections of a run in the joined class table. A class that the dataset lacks lies beyond the dataset's classes: it still makes
 * an image NG, it is shown by its name, and it matches no ground truth.
 */
export function alignDetections(detections: Detections, { fromRun }: JoinedClasses): Detections {
  if (fromRun.every((target, i) => target === i)) return detections;
  return { ...detections, classIndices: detections.classIndices.map((k) => fromRun[k] ?? -1) };
}
