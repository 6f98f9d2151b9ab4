/** Messages above the limit never reach a handler, and measuring ends for messages of any shape. */
import { expect, test } from "vitest";
import { isWithin, limitMessages } from "./messageLimit.ts";
import { createPortPair } from "./rpc.ts";

test("counts text, bytes, names and nesting", () => {
  expect(isWithin({ kind: "call", id: 1, input: { a: "x".repeat(100) } }, 1000)).toBe(true);
  expect(isWithin("x".repeat(501), 1000)).toBe(false);
  expect(isWithin(new Uint8Array(1001), 1000)).toBe(false);
  expect(isWithin({ ["n".repeat(600)]: 1 }, 1000)).toBe(false);
  expect(isWithin([[["x".repeat(600)]]], 1000)).toBe(false);
  expect(isWithin(new Map([["k", "x".repeat(600)]]), 1000)).toBe(false);
});

test("a small view over a large memory counts as the memory that is sent", () => {
  expect(isWithin(new Uint8Array(new ArrayBuffer(5000), 0, 10), 1000)).toBe(false);
});

test("ends with messages that contain themselves, and with very many parts", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  expect(isWithin(loop, 1e9)).toBe(false);
  expect(isWithin(new Array(30_000).fill(null), 1e9)).toBe(false);
  let deep: unknown = 1;
  for (let i = 0; i < 30_000; i += 1) deep = { deep };
  expect(isWithin(deep, 1e9)).toBe(false);
});

test("a message that is too large is answered, not heard", async () => {
  const [page, main] = createPortPair();
  const heard: unknown[] = [];
  const answers: unknown[] = [];
  limitMessages(main, 1000).onMessage((message) => heard.push(message));
  page.onMessage((message) => answers.push(message));
  page.post({ kind: "call", id: 7, command: "x", input: "y".repeat(2000) });
  page.post("z".repeat(2000));
  page.post({ kind: "call", id: 8 });
  await new Promise((wake) => setTimeout(wake));
  expect(heard).toEqual([{ kind: "call", id: 8 }]);
  expect(answers).toEqual([{ kind: "error", id: 7, code: "bad-request", message: "the message is too large" }]);
});
