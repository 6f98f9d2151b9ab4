/** Work that can pause: a generator that yields from time to time, so that the process can attend to other duties in between. */

export type Steps<T> = Generator<undefined, T>;

/** Runs all steps without a pause. */
export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
