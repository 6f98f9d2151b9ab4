/** A model that exceeds a limit: what was measured, against which limit, and how that is watched from outside its native code. */
import { z } from "zod";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { gigabytes } from "../../../shared/core/runLimits.ts";

/** `reached` and `limit`: bytes of the whole process, or milliseconds of one run. */
export const overrunSchema = z.object({
  what: z.enum(["memory", "time"]),
  reached: z.number(),
  limit: z.number(),
});
export type Overrun = Readonly<z.infer<typeof overrunSchema>>;

/** Memory grows by some hundred megabytes between two looks at most. */
const LOOK_EVERY_MS = 50;

/** In seconds or gigabytes. */
export function overrunReason({ what, reached, limit }: Overrun): Reason {
  return what === "memory"
    ? reason("over-memory", { reached: gigabytes(reached), limit: gigabytes(limit) })
    : reason("over-time", { reached: Math.round(reached / 1000), limit: Math.round(limit / 1000) });
}

export interface WatchedLimits {
  readonly memoryBytes: number;
  /** Milliseconds from now; asked at every look, since it may follow from what has been measured meanwhile. */
  readonly timeMs: () => number;
}

/**
 * Calls `onOver` once, as soon as this process holds more memory or the run takes longer than it may; `stop` gives the most memory that was seen.
 * The run itself must be in another thread: one in native code neither looks nor can be interrupted.
 */
export function watchRun(limits: WatchedLimits, onOver: (over: Overrun) => void): { readonly stop: () => number } {
  const started = performance.now();
  let peak = 0;
  const look = () => {
    const held = process.memoryUsage.rss();
    const taken = performance.now() - started;
    const timeLimit = limits.timeMs();
    peak = Math.max(peak, held);
    if (held > limits.memoryBytes) over({ what: "memory", reached: held, limit: limits.memoryBytes });
    else if (taken > timeLimit) over({ what: "time", reached: taken, limit: timeLimit });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  function over(found: Overrun): void {
    clearInterval(timer);
    onOver(found);
  }
  return {
    stop() {
      clearInterval(timer);
      return Math.max(peak, process.memoryUsage.rss());
    },
  };
}
