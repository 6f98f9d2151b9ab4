/** Process-gone events that name no process: of the current process, or of an earlier one. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchGone } from "./goneDetails.ts";

const CRASH = { exitCode: 139, reason: "crashed" };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("of a process that is gone it is the end, at once or as soon as the system has noticed", () => {
  const ends: unknown[] = [];
  watchGone({ isAlive: () => false, onEnd: (detail) => ends.push(detail) }).tell(CRASH);
  expect(ends).toEqual([CRASH]);
  let alive = true;
  const watch = watchGone({ isAlive: () => alive, onEnd: (detail) => ends.push(detail) });
  watch.tell(CRASH);
  expect([ends.length, watch.told()]).toEqual([1, CRASH]);
  alive = false;
  vi.advanceTimersByTime(1_000);
  expect(ends).toEqual([CRASH, CRASH]);
});

test("of a process that goes on it was late: it ends nothing, and a later end is not told by it", () => {
  const ends: unknown[] = [];
  const watch = watchGone({ isAlive: () => true, onEnd: (detail) => ends.push(detail) });
  watch.tell(CRASH);
  vi.advanceTimersByTime(1_000);
  expect([ends, watch.told()]).toEqual([[], null]);
});
