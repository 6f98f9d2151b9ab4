/** Leads detections from the class table of their run to that of the dataset, by name. */
import type { Detections } from "../core/detections.ts";

/** Per class of the run its index in the dataset, -1 where the dataset has no class of that name. */
export function alignClasses(runClasses: readonly string[], datasetClasses: readonly string[]): Int32Array {
  return Int32Array.from(runClasses, (name) => datasetClasses.indexOf(name));
}

/** True when both tables are the same and nothing has to be translated. */
export function isIdentity(alignment: Int32Array): boolean {
  return alignment.every((target, i) => target === i);
}

/**
 * The same detections, their classes named by the dataset's table. A class that the dataset lacks becomes -1: it still makes an
 * image NG, and it matches no ground truth.
 */
export function alignDetections(detections: Detections, alignment: Int32Array): Detections {
  if (isIdentity(alignment)) return detections;
  return { ...detections, classIndices: detections.classIndices.map((k) => alignment[k] ?? -1) };
}
