/** The time limit of an image, and what happens to concurrent runs when one exceeds a limit. */
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../shared/core/runLimits.ts";
import { guardSessions, imageTimeLimit } from "./guardedSessions.ts";
import type { RunReply, RuntimeSession } from "./sessionThread.ts";

test("the limit follows from the first images: 20 times their median, at least a minute; five minutes before there are five; or what was set", () => {
  expect(imageTimeLimit(DEFAULT_LIMITS, [100, 100, 100, 100])).toBe(300_000);
  expect(imageTimeLimit(DEFAULT_LIMITS, [90_000, 100, 100, 100, 100])).toBe(60_000);
  expect(imageTimeLimit(DEFAULT_LIMITS, [4_000, 9_000, 5_000, 1, 6_000])).toBe(100_000);
  expect(imageTimeLimit({ memoryGigabytes: null, imageSeconds: 7 }, [100, 100, 100, 100, 100])).toBe(7_000);
});

const ran: RunReply = { kind: "ran", outputs: [], milliseconds: 5 };
const never: RuntimeSession = { run: () => new Promise(() => undefined), close: () => new Promise(() => undefined) };
const feed = { name: "image", type: "float32", dims: [1, 3, 2, 2], data: new Float32Array(12) } as const;
const limits = { memoryGigabytes: null, imageSeconds: 0.2 };

test("a run over its time is accused, those beside it are not, and nothing runs after it; closing does not wait for native code", async () => {
  const quick: RuntimeSession = { run: () => Promise.resolve(ran), close: () => Promise.resolve() };
  const late: RuntimeSession = { ...never };
  const [a, b, c] = guardSessions([never, late, quick], limits, Infinity);
  const first = a?.run([feed]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const second = b?.run([feed]);
  expect(await c?.run([feed])).toBe(ran);
  expect(await first).toMatchObject({ kind: "over", accused: true, over: { what: "time", limit: 200 } });
  expect(await second).toMatchObject({ kind: "over", accused: false });
  expect(await c?.run([feed])).toMatchObject({ kind: "over", accused: false });
  await a?.close();
});

test("of memory only a run that was alone is accused", async () => {
  const [alone] = guardSessions([never], DEFAULT_LIMITS, 1);
  expect(await alone?.run([feed])).toMatchObject({ kind: "over", accused: true, over: { what: "memory", limit: 1 } });
  const [a, b] = guardSessions([never, never], DEFAULT_LIMITS, 1);
  const both = await Promise.all([a?.run([feed]), b?.run([feed])]);
  expect(both.map((reply) => reply?.kind === "over" && reply.accused)).toEqual([false, false]);
});
