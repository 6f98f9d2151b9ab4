/** The lowest score that a model returns. */
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";

/** The higher of the floors inside its graph and of its non-maximum suppression; null where it has neither. */
export function modelFloor({ graphScoreFloor, nms }: Pick<ModelManifest, "graphScoreFloor" | "nms">): number | null {
  const floor = Math.max(graphScoreFloor ?? 0, nms?.scoreFloor ?? 0);
  return floor > 0 ? floor : null;
}
