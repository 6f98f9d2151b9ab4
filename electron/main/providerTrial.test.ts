/** The window's trial of a provider: how long it waits, and what it reports when a process does not answer. */
import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { reason } from "../../shared/core/reason.ts";
import type { Provider } from "../../shared/core/run.ts";
import { probeTimeLimit } from "../engine/inference/providerProbe.ts";
import { tryProvider } from "./providerTrial.ts";

class Child extends EventEmitter {
  killed = false;
  kill() {
    this.killed = true;
  }
  postMessage() {}
}
const children = vi.hoisted((): Child[] => []);
vi.mock("electron", () => ({
  utilityProcess: {
    fork: () => {
      const child = new Child();
      children.push(child);
      return child;
    },
  },
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each<[Provider, number]>([
  ["tensorrt", 300],
  ["cuda", 60],
  ["cpu", 60],
])("%s is given %i seconds, as the command line gives it", async (provider, seconds) => {
  expect(probeTimeLimit({ provider, graphPath: null })).toBe(seconds * 1000);
  const settled = vi.fn();
  const outcome = tryProvider("engine.js", provider, null);
  void outcome.then(settled);
  await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await outcome).toEqual({ ok: false, reason: reason("no-answer-within", { seconds }) });
  expect(children.at(-1)?.killed).toBe(true);
});

test("one that ends without an answer says how", async () => {
  const outcome = tryProvider("engine.js", "webgpu", null);
  children.at(-1)?.emit("exit", 134);
  expect(await outcome).toEqual({ ok: false, reason: reason("trial-ended", { how: "code 134" }) });
});
