/** The normalisations that several layouts use by default. */
import type { Preprocess } from "../preprocess.ts";

export function dividedBy255(): Preprocess["normalize"] {
  return { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] };
}

/** torchvision's ImageNet means and standard deviations. */
export function imageNet(): Preprocess["normalize"] {
  return { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
}
