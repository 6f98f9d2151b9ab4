/** Joins key presses in quick succession into one gesture, which undo reverts at once. */

/** A longer pause begins a new gesture. */
const PAUSE_MS = 1000;

/**
 * @param name distinguishes kinds of gestures
 * @param now milliseconds from any start
 * @returns the gesture that a press belongs to, for `ViewState.change`
 */
export function createBurst(name: string, now: () => number = () => performance.now()): () => string {
  let last = -Infinity;
  let serial = 0;
  return () => {
    const time = now();
    if (time - last > PAUSE_MS) serial += 1;
    last = time;
    return `${name}-${serial}`;
  };
}
