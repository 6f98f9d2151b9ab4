/** Runs long work of the engine in short slices, between which messages are answered. */
import type { Steps } from "../../../shared/core/steps.ts";

/** Half a frame, too short to be noticed by anyone who waits for an image. */
const SLICE_MILLISECONDS = 8;

/** Rejects when `signal` is aborted between two slices. */
export async function runInSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MILLISECONDS) continue;
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw new Error("cancelled");
    since = performance.now();
  }
}
