/** Limits the number of tasks that run at once, starts the newest request first, and drops those that were cancelled while they waited. */

export interface Limiter {
  /** Rejects when `signal` is aborted before the task started; a task that started runs to its end. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

/** Newest first: in a grid that is being scrolled, the images requested last are the ones on the screen. */
export function limitConcurrency(limit: number): Limiter {
  let running = 0;
  const waiting: { readonly start: () => void; readonly signal: AbortSignal; readonly cancel: () => void }[] = [];

  function next(): void {
    while (running < limit) {
      const entry = waiting.pop();
      if (entry === undefined) return;
      entry.signal.removeEventListener("abort", entry.cancel);
      running += 1;
      entry.start();
    }
  }

  return {
    run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const cancelled = () => reject(new Error("cancelled"));
        if (signal.aborted) return cancelled();
        const entry = {
          signal,
          start: () => {
            void task()
              .then(resolve, reject)
              .finally(() => {
                running -= 1;
                next();
              });
          },
          cancel: () => {
            const at = waiting.indexOf(entry);
            if (at >= 0) waiting.splice(at, 1);
            cancelled();
          },
        };
        signal.addEventListener("abort", entry.cancel, { once: true });
        waiting.push(entry);
        next();
      });
    },
  };
}
