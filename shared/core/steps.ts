/** Work that can pause: a generator that yields now and then, so that a process with other duties may attend to them between. */

export type Steps<T> = Generator<undefined, T>;

/** Without a pause. */
export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
