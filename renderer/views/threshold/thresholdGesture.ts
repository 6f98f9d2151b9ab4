/** Names of gestures: all changes of one drag, or of keys pressed in a row, are one undo step. */
import { moveThreshold, snapThreshold, THRESHOLD_STEP } from "../../../shared/core/threshold.ts";

/** Keys pressed within this many milliseconds of one another belong together. */
const KEY_PAUSE = 1000;

let serial = 0;
let lastKey = -Infinity;

/** A name for a new drag. */
export function newGesture(): string {
  serial += 1;
  return `threshold-${serial}`;
}

/** The name of the current series of key presses, or of a new one. */
export function keyGesture(now = performance.now()): string {
  if (now - lastKey > KEY_PAUSE) serial += 1;
  lastKey = now;
  return `threshold-${serial}-keys`;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
};

/** The threshold to which a slider's key leads, within 0..1: by hundredths, with Shift by thousandths; null for any other key. */
export function thresholdByKey(key: string, threshold: number, fine: boolean): number | null {
  if (key === "Home") return 0;
  if (key === "End") return 1;
  const steps = STEPS[key];
  return steps === undefined ? null : moveThreshold(threshold, steps, stepSize(fine));
}

/** The threshold under the pointer, to hundredths, with Shift to thousandths. */
export function thresholdByPointer(score: number, fine: boolean): number {
  return snapThreshold(score, stepSize(fine));
}

function stepSize(fine: boolean) {
  return fine ? THRESHOLD_STEP.fine : THRESHOLD_STEP.coarse;
}
