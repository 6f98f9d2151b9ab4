/** What the readers of expected boxes share: what they are told of image and model, what they give, and how a class is named. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import type { Size } from "../../../shared/core/box.ts";

/** The image that is checked and the model that is. */
export interface ExpectedOf {
  /** As it was asked for: relative to the dataset, or as typed. */
  readonly image: string;
  /** Of the decoded, upright image. */
  readonly size: Size;
  readonly classes: readonly string[];
  /** Id of the model's first class in its own output. */
  readonly firstClassId: number;
}

/** No box means that nothing is expected in the image; a file that says nothing of the image is a failure. */
export type ExpectedReading =
  | { readonly ok: true; readonly boxes: readonly ExpectedBox[] }
  | { readonly ok: false; readonly reason: Reason };

/** More in one image is no list to compare with; every box is held against every other. */
const MAX_BOXES = 10_000;

export function expectedBoxes(boxes: readonly ExpectedBox[]): ExpectedReading {
  return boxes.length <= MAX_BOXES
    ? { ok: true, boxes }
    : refused(reason("too-many-boxes", { count: boxes.length, most: MAX_BOXES }));
}

export function refused(why: Reason): ExpectedReading {
  return { ok: false, reason: why };
}

/** The name of the class at a place in the model's list; a place that it lacks keeps its number, and no box of the model matches it. */
export function nameOfClass(index: number, classes: readonly string[]): string {
  return classes[index] ?? `class ${index}`;
}
