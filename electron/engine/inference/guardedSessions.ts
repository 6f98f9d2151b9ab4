/** Watches sessions: a run that exceeds its time or memory limit is given up, although its native code continues until the process ends. */
import type { RunLimits } from "../../../shared/core/runLimits.ts";
import { type Overrun, watchRun } from "./overrun.ts";
import type { SessionFeed } from "./sessionFeeds.ts";
import type { RunReply, RuntimeSession } from "./sessionThread.ts";

/** Images whose times say how long one may take. */
const FIRST_IMAGES = 20;
/** Fewer say nothing yet: the first of them may hold the loading of a kernel. */
const MIN_IMAGES = 5;
const TIMES_MEDIAN = 20;
const MIN_TIME_MS = 60_000;
/** As for a graph's first run. */
const UNKNOWN_TIME_MS = 300_000;

let stuck = false;

/** Whether native code goes on in this process that nobody waits for: it keeps the process from exiting, and only a signal ends both. */
export function isProcessStuck(): boolean {
  return stuck;
}

/** Milliseconds that one image may take, given what the first images took. */
export function imageTimeLimit({ imageSeconds }: RunLimits, firstImages: readonly number[]): number {
  if (imageSeconds !== null) return imageSeconds * 1000;
  if (firstImages.length < MIN_IMAGES) return UNKNOWN_TIME_MS;
  const sorted = [...firstImages].sort((a, b) => a - b);
  return Math.max(MIN_TIME_MS, TIMES_MEDIAN * (sorted[Math.floor(sorted.length / 2)] as number));
}

/**
 * The same sessions. Once one is over a limit, every run ends with `over`, and so does each later one: their process is done for.
 * `memoryBytes`: of the whole process.
 */
export function guardSessions(
  sessions: readonly RuntimeSession[],
  limits: RunLimits,
  memoryBytes: number,
): readonly RuntimeSession[] {
  const firstImages: number[] = [];
  const running = new Set<(reply: RunReply) => void>();
  let spent: Overrun | null = null;

  function giveUp(over: Overrun, culprit: (reply: RunReply) => void): void {
    spent = over;
    stuck = true;
    // Memory is the process's: of several runs nobody knows whose it is.
    const isKnown = over.what === "time" || running.size === 1;
    for (const settle of running) settle({ kind: "over", over, accused: isKnown && settle === culprit });
    running.clear();
  }

  function run(session: RuntimeSession, feeds: readonly SessionFeed[]): Promise<RunReply> {
    if (spent !== null) return Promise.resolve({ kind: "over", over: spent, accused: false });
    const images = imagesIn(feeds);
    return new Promise((settle) => {
      const timeMs = () => imageTimeLimit(limits, firstImages) * images;
      const watch = watchRun({ memoryBytes, timeMs }, (over) => giveUp(over, settle));
      running.add(settle);
      void session.run(feeds).then((reply) => {
        watch.stop();
        running.delete(settle);
        if (reply.kind === "ran" && firstImages.length < FIRST_IMAGES) firstImages.push(reply.milliseconds / images);
        settle(reply);
      });
    });
  }

  return sessions.map((session) => ({
    run: (feeds) => run(session, feeds),
    close: () => (spent === null ? session.close() : Promise.resolve()),
  }));
}

function imagesIn(feeds: readonly SessionFeed[]): number {
  const image = feeds.find(({ dims }) => dims.length >= 3);
  return image?.dims.length === 4 ? Math.max(1, image.dims[0] ?? 1) : 1;
}
