/** Names of gestures: all changes of one drag, or of keys pressed in a row, are one step of undo. */

/** Keys pressed within this many milliseconds of one another belong together. */
const KEY_PAUSE = 1000;

let serial = 0;
let lastKey = -Infinity;

/** A name for a drag that begins. */
export function newGesture(): string {
  serial += 1;
  return `threshold-${serial}`;
}

/** The name of the run of key presses that goes on, or of a new one. */
export function keyGesture(now = performance.now()): string {
  if (now - lastKey > KEY_PAUSE) serial += 1;
  lastKey = now;
  return `threshold-${serial}-keys`;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.05,
  PageUp: 0.05,
};

/** Where a slider's key leads from a threshold, within 0..1; null for any other key. */
export function thresholdByKey(key: string, threshold: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return 1;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(Math.max(threshold + step, 0), 1);
}
