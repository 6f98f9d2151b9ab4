/** Attributes `child-process-gone` events: the event names no process, and may arrive when the next one has started. */

/** Long enough for a process that ended to be gone from the system's list. */
const SETTLED_MS = 500;

export interface GoneWatchOptions {
  /** Whether the process still exists. */
  readonly isAlive: () => boolean;
  /** Called once, when it no longer does. */
  readonly onEnd: (detail: GoneDetail) => void;
}

export interface GoneDetail {
  readonly exitCode: number;
  readonly reason: string;
}

export interface GoneWatch {
  /** Some engine's process has gone. */
  readonly tell: (detail: GoneDetail) => void;
  /** What was told of this one, for its `exit`, which may come first; null where nothing was. */
  readonly told: () => GoneDetail | null;
  readonly stop: () => void;
}

/** Of one process. An event that finds it alive was late: it is of the process before. */
export function watchGone({ isAlive, onEnd }: GoneWatchOptions): GoneWatch {
  let told: GoneDetail | null = null;
  let timer: NodeJS.Timeout | undefined;
  return {
    tell(detail) {
      if (told !== null) return;
      told = detail;
      const settle = () => {
        if (isAlive()) told = null;
        else onEnd(detail);
      };
      if (!isAlive()) settle();
      else timer = setTimeout(settle, SETTLED_MS);
    },
    told: () => told,
    stop: () => clearTimeout(timer),
  };
}
