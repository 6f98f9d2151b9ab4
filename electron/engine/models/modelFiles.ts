/** The files and facts of a model that running it requires. */
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";

/** A model folder that was read and found complete; nothing is loaded yet. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** Absolute path of the graph, inside the model's folder. */
  readonly graphPath: string;
  readonly bytes: number;
  /** Whether a run may take several images, by the layout and the open first side of the graph's image input. */
  readonly batches: boolean;
}
