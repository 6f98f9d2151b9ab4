/** Bounded tasks: how many at once, the newest first, cancelled ones dropped. */
import { expect, test } from "vitest";
import { limitConcurrency } from "./limitConcurrency.ts";

const never = new AbortController().signal;

test("no more than the limit at once, and every task answers its own caller", async () => {
  const limiter = limitConcurrency(2);
  let running = 0;
  let most = 0;
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      limiter.run(never, async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return i;
      }),
    ),
  );
  expect(results).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most).toBe(2);
});

test("the newest waiting task is next; a failure frees its place", async () => {
  const limiter = limitConcurrency(1);
  const order: string[] = [];
  const task = (name: string, fails = false) =>
    limiter.run(never, () => {
      order.push(name);
      return fails ? Promise.reject(new Error(name)) : Promise.resolve(name);
    });
  const all = await Promise.allSettled([task("first", true), task("old"), task("new")]);
  expect(order).toEqual(["first", "new", "old"]);
  expect(all.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});

test("a task cancelled while it waits never runs; one that runs ends", async () => {
  const limiter = limitConcurrency(1);
  const stop = new AbortController();
  let ran = 0;
  const running = limiter.run(stop.signal, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return ++ran;
  });
  const waiting = limiter.run(stop.signal, () => Promise.resolve(++ran));
  stop.abort();
  await expect(waiting).rejects.toThrow("cancelled");
  expect(await running).toBe(1);
  await expect(limiter.run(stop.signal, () => Promise.resolve(++ran))).rejects.toThrow("cancelled");
  expect(await limiter.run(never, () => Promise.resolve("free again"))).toBe("free again");
});
