/** The files of a model, as whoever runs it needs them. */
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";

/** A model folder that was read and found whole; nothing is loaded yet. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** Absolute path of the graph, inside the model's folder. */
  readonly graphPath: string;
  readonly bytes: number;
  /** Whether a run may take several images, by the layout and the open first side of the graph's image input. */
  readonly batches: boolean;
}
