/** Types that the readers of expected boxes share: their input, their result, and how a class is named. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import type { Size } from "../../../shared/core/box.ts";

/** The image that is checked and the model that is. */
export interface ExpectedOf {
  /** As requested: relative to the dataset, or as typed. */
  readonly image: string;
  /** Size of the decoded, upright image. */
  readonly size: Size;
  readonly classes: readonly string[];
  /** Id of the model's first class in its own output. */
  readonly firstClassId: number;
}

/** No box means that nothing is expected in the image; a file without this image is a failure. */
export type ExpectedReading =
  | { readonly ok: true; readonly boxes: readonly ExpectedBox[] }
  | { readonly ok: false; readonly reason: Reason };

/** More in one image is not a list to compare with; every box is compared with every other. */
const MAX_BOXES = 10_000;

export function expectedBoxes(boxes: readonly ExpectedBox[]): ExpectedReading {
  return boxes.length <= MAX_BOXES
    ? { ok: true, boxes }
    : refused(reason("too-many-boxes", { count: boxes.length, most: MAX_BOXES }));
}

export function refused(why: Reason): ExpectedReading {
  return { ok: false, reason: why };
}

/** The name of the class at an index of the model's list; an index that it lacks is shown as a number, and matches no box of the model. */
export function nameOfClass(index: number, classes: readonly string[]): string {
  return classes[index] ?? `class ${index}`;
}
