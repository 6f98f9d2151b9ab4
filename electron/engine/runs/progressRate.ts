/** Images per second and the time left, from the last finished images; time spent paused does not count. */

export interface ProgressRate {
  /** An image was finished at `now` milliseconds. */
  finished(now: number): void;
  pause(now: number): void;
  resume(now: number): void;
  /** Null until two images were finished. */
  imagesPerSecond(): number | null;
  secondsLeft(remaining: number): number | null;
}

/** Enough to be steady, few enough to follow a change of load. */
const WINDOW = 50;

export function createProgressRate(start: number): ProgressRate {
  /** Working time, in milliseconds, at which each of the last images was finished; the first entry is the start. */
  const marks: number[] = [0];
  let paused = 0;
  let pausedSince: number | null = null;
  const working = (now: number) => now - start - paused - (pausedSince === null ? 0 : now - pausedSince);
  function imagesPerSecond(): number | null {
    const first = marks[0];
    const last = marks[marks.length - 1];
    if (marks.length < 3 || first === undefined || last === undefined || last <= first) return null;
    return ((marks.length - 1) * 1000) / (last - first);
  }
  return {
    finished(now) {
      marks.push(working(now));
      if (marks.length > WINDOW + 1) marks.shift();
    },
    pause(now) {
      pausedSince ??= now;
    },
    resume(now) {
      if (pausedSince !== null) paused += now - pausedSince;
      pausedSince = null;
    },
    imagesPerSecond,
    secondsLeft(remaining) {
      const rate = imagesPerSecond();
      return rate === null ? null : remaining / rate;
    },
  };
}
