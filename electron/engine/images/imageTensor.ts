/** An image as a model takes it, and the way back to its pixels. */
import type { PreprocessPlan } from "../../../shared/inference/preprocessPlan.ts";

/** The model's input: NCHW 32-bit floats and the plan that leads back to image pixels. */
export interface ImageTensor {
  /** Length 3 * plan.padded.height * plan.padded.width. */
  readonly data: Float32Array;
  readonly plan: PreprocessPlan;
}
