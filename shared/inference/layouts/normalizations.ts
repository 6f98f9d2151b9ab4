/** The normalisations that several layouts have by custom. */
import type { Preprocess } from "../preprocess.ts";

export function dividedBy255(): Preprocess["normalize"] {
  return { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] };
}

/** torchvision's means and deviations of ImageNet. */
export function imageNet(): Preprocess["normalize"] {
  return { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
}
