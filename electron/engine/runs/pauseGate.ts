/** A gate that holds the inspection between two images while it is paused. */

export interface PauseGate {
  readonly paused: boolean;
  set(paused: boolean): void;
  /** Called at each change. */
  onChange(listener: (paused: boolean) => void): void;
  /** Resolves while the gate is open, when it opens, or when `signal` is aborted. */
  wait(signal: AbortSignal): Promise<void>;
}

export function createPauseGate(): PauseGate {
  let paused = false;
  const waiting = new Set<() => void>();
  const listeners = new Set<(paused: boolean) => void>();
  return {
    get paused() {
      return paused;
    },
    set(next) {
      if (next === paused) return;
      paused = next;
      if (!paused) for (const wake of [...waiting]) wake();
      for (const listener of listeners) listener(paused);
    },
    onChange: (listener) => void listeners.add(listener),
    wait(signal) {
      if (!paused || signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      });
    },
  };
}
