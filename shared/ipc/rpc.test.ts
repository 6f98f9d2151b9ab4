/** The call layer: order, cancelling, credits, closing, and arbitrary input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createClient, createPortPair, type Handlers, PROGRESS_WINDOW, RpcError, serve } from "./rpc.ts";

const contract = {
  double: { input: z.object({ value: z.number() }), output: z.object({ value: z.number() }) },
  count: { input: z.object({ to: z.number() }), progress: z.number(), output: z.object({ sent: z.number() }) },
  hang: { input: z.object({}), output: z.object({}) },
  lie: { input: z.object({}), output: z.object({ value: z.number() }) },
  break: { input: z.object({}), output: z.object({}) },
} as const;

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function start() {
  const [page, engine] = createPortPair();
  const bugs: string[] = [];
  let sent = 0;
  let aborted = 0;
  const handlers: Handlers<typeof contract> = {
    double: ({ value }) => Promise.resolve({ value: value * 2 }),
    async count({ to }, { progress, signal }) {
      for (sent = 0; sent < to && !signal.aborted; sent++) await progress(sent);
      return { sent };
    },
    hang: (_input, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          aborted += 1;
          reject(new Error("stopped"));
        });
      }),
    lie: () => Promise.resolve({ value: "no number" } as never),
    break: () => Promise.reject(new Error("a bug")),
  };
  serve(contract, handlers, engine, (command, error) => bugs.push(`${command}: ${String(error)}`));
  return { page, engine, bugs, sent: () => sent, aborted: () => aborted, connect: () => createClient(contract, page) };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "no error";
  } catch (error) {
    return error instanceof RpcError ? error.code : `not an RpcError: ${String(error)}`;
  }
}

test("answers come to their calls, whatever the order", async () => {
  const client = start().connect();
  const values = Array.from({ length: 50 }, (_, i) => i);
  expect(await Promise.all(values.map((value) => client.double({ value })))).toEqual(
    values.map((value) => ({ value: value * 2 })),
  );
});

test("what is asked wrongly, answered wrongly or broken has its code", async () => {
  const { connect, bugs } = start();
  const client = connect();
  expect(await codeOf(client.double({ value: "1" } as never))).toBe("bad-request");
  expect(await codeOf(client.lie({}))).toBe("bad-reply");
  expect(await codeOf(client.break({}))).toBe("failed");
  expect(bugs).toEqual(["break: Error: a bug"]);
  expect(await client.double({ value: 1 })).toEqual({ value: 2 });
});

test("cancelling ends the handler and rejects the call; a call cancelled before is never made", async () => {
  const { connect, aborted, bugs } = start();
  const client = connect();
  const stop = new AbortController();
  const call = codeOf(client.hang({}, { signal: stop.signal }));
  await settled();
  stop.abort();
  expect(await call).toBe("cancelled");
  expect(aborted()).toBe(1);
  expect(await codeOf(client.hang({}, { signal: stop.signal }))).toBe("cancelled");
  expect(aborted()).toBe(1);
  expect(bugs).toEqual([]);
});

test("progress comes in order; an end that gives no credit stops it at the window", async () => {
  const { connect } = start();
  const got: number[] = [];
  expect(await connect().count({ to: 500 }, { onProgress: (value) => got.push(value) })).toEqual({ sent: 500 });
  expect(got).toEqual(Array.from({ length: 500 }, (_, i) => i));

  const silent = start();
  let received = 0;
  silent.page.onMessage(() => (received += 1));
  silent.page.post({ kind: "call", id: 0, command: "count", input: { to: 500 } });
  await settled();
  expect([received, silent.sent()]).toEqual([PROGRESS_WINDOW, PROGRESS_WINDOW]);
  silent.page.post({ kind: "credit", id: 0, count: 3 });
  await settled();
  expect(received).toBe(PROGRESS_WINDOW + 3);
  silent.page.post({ kind: "cancel", id: 0 });
  await settled();
  expect(silent.sent()).toBeLessThan(500);
});

test("a closed port rejects what is pending and what comes after, and ends the handlers", async () => {
  const { connect, page, aborted } = start();
  const client = connect();
  const call = codeOf(client.hang({}));
  await settled();
  page.close();
  expect(await call).toBe("closed");
  expect(await codeOf(client.double({ value: 1 }))).toBe("closed");
  expect(aborted()).toBe(1);
});

describe("the answering end takes anything", () => {
  test.each([
    [{ kind: "call", id: 1, command: "nothing", input: {} }, "bad-request"],
    [{ kind: "call", id: 1, command: "__proto__", input: {} }, "bad-request"],
    [{ kind: "call", id: 1, command: "constructor", input: {} }, "bad-request"],
    [{ kind: "call", id: 1, command: "double", input: null }, "bad-request"],
  ])("%j", async (message, code) => {
    const { page } = start();
    const replies: unknown[] = [];
    page.onMessage((reply) => replies.push(reply));
    page.post(message);
    await settled();
    expect(replies).toMatchObject([{ kind: "error", id: 1, code }]);
  });

  test("a second call under the number of a running one is refused, and the running one lives", async () => {
    const { page } = start();
    const replies: unknown[] = [];
    page.onMessage((reply) => replies.push(reply));
    page.post({ kind: "call", id: 1, command: "hang", input: {} });
    page.post({ kind: "call", id: 1, command: "double", input: { value: 1 } });
    await settled();
    expect(replies).toMatchObject([{ kind: "error", id: 1, code: "bad-request" }]);
    page.post({ kind: "cancel", id: 1 });
    await settled();
    expect(replies[1]).toMatchObject({ kind: "error", id: 1, code: "cancelled" });
  });

  test("property: 1000 messages of anything, and the next call is answered", async () => {
    const { page, engine, connect, bugs } = start();
    const anything = fc.oneof(
      fc.anything({ withBigInt: true, withTypedArray: true }),
      fc.record({
        kind: fc.constantFrom("call", "cancel", "credit", "reply", "error", "progress", "x"),
        id: fc.oneof(fc.nat(3), fc.anything()),
        command: fc.oneof(fc.constantFrom("double", "lie"), fc.anything()),
        input: fc.anything(),
        count: fc.anything(),
        value: fc.anything(),
      }),
    );
    for (const message of fc.sample(anything, 1000)) {
      page.post(message);
      engine.post(message);
    }
    await settled();
    expect(bugs).toEqual([]);
    expect(await connect().double({ value: 21 })).toEqual({ value: 42 });
  });
});

test("progress that is no progress of the command ends the call with its code, and the handler stops", async () => {
  const [page, engine] = createPortPair();
  let stopped = false;
  serve(
    contract,
    {
      ...({} as Handlers<typeof contract>),
      async count(_input, { progress, signal }) {
        signal.addEventListener("abort", () => (stopped = true));
        await progress("no number" as never);
        await settled();
        return { sent: 1 };
      },
    },
    engine,
    () => undefined,
  );
  expect(await codeOf(createClient(contract, page).count({ to: 1 }))).toBe("bad-reply");
  await settled();
  expect(stopped).toBe(true);
});

test("a listener that throws ends its call, and the other calls go on with their credits", async () => {
  const { connect, sent } = start();
  const client = connect();
  const thrown = client.count(
    { to: 10 * PROGRESS_WINDOW },
    {
      onProgress: () => {
        throw new Error("a bug of the page");
      },
    },
  );
  expect(await codeOf(thrown)).toBe("failed");
  await settled();
  expect(sent()).toBeLessThan(10 * PROGRESS_WINDOW);
  const seen: number[] = [];
  expect(await client.count({ to: 3 * PROGRESS_WINDOW }, { onProgress: (value) => seen.push(value) })).toEqual({
    sent: 3 * PROGRESS_WINDOW,
  });
  expect(seen).toHaveLength(3 * PROGRESS_WINDOW);
});
