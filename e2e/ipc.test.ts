/** Fuzzes the channels of main and the engine: a thousand wrong messages for every command, foreign senders, messages that are too large. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appContract, engineContract } from "../shared/ipc/contract.ts";
import { enginePid, launchLoupe, type LoupeApp } from "./loupeApp.ts";

const MESSAGES_A_COMMAND = 1000;

interface FuzzReply {
  readonly kind: string;
  readonly id: number;
  readonly code?: string;
}

let loupe: LoupeApp;

beforeAll(async () => {
  loupe = await launchLoupe();
  await loupe.app.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    shell.openPath = async () => "";
    (globalThis as unknown as { unhandled: string[] }).unhandled = [];
    process.on("unhandledRejection", (error) =>
      (globalThis as unknown as { unhandled: string[] }).unhandled.push(String(error)),
    );
  });
  // The page gets separate ports for the test, beside those that the app uses.
  await loupe.page.evaluate(
    () =>
      new Promise<void>((connected) => {
        const ports: Record<string, MessagePort> = {};
        const page = globalThis as unknown as { loupe: { connect(): void }; fuzzPorts: Record<string, MessagePort> };
        addEventListener("message", ({ data, ports: [port] }: MessageEvent<{ loupe?: string }>) => {
          if (data.loupe === undefined || !port) return;
          ports[data.loupe] = port;
          port.start();
          if (ports["app-port"] && ports["engine-port"]) connected();
        });
        page.fuzzPorts = ports;
        page.loupe.connect();
      }),
  );
});
afterAll(() => loupe.close());

/** Sends every message and waits until the last, a good call, is answered; returns how often each error code came. */
function sendAll(
  target: "app-port" | "engine-port",
  messages: readonly unknown[],
  good: { command: string; input: unknown },
): Promise<Record<string, number>> {
  return loupe.page.evaluate(
    ({ door, shots, last }) =>
      new Promise<Record<string, number>>((settle, reject) => {
        const port = (globalThis as unknown as { fuzzPorts: Record<string, MessagePort> }).fuzzPorts[door];
        if (!port) throw new Error(`no ${door}`);
        const codes: Record<string, number> = {};
        const lastId = 2_000_000_000 + Math.floor(Math.random() * 1_000_000);
        const timeout = setTimeout(() => reject(new Error("no answer to a good call")), 60_000);
        port.onmessage = ({ data }: MessageEvent<FuzzReply>) => {
          if (data.id === lastId) {
            clearTimeout(timeout);
            if (data.kind === "reply") settle(codes);
            else reject(new Error(`a good call was refused: ${JSON.stringify(data)}`));
          } else codes[data.code ?? data.kind] = (codes[data.code ?? data.kind] ?? 0) + 1;
        };
        for (const shot of shots) port.postMessage(shot);
        port.postMessage({ kind: "call", id: lastId, command: last.command, input: last.input });
      }),
    { door: target, shots: messages, last: good },
  );
}

/** Any JSON value, often with the names that the schemas use. */
function wrongInputs(seed: number, commands: readonly string[]): unknown[] {
  const name = fc.oneof(
    fc.constantFrom(
      "grant",
      "datasetId",
      "id",
      "folder",
      "threshold",
      "kinds",
      "language",
      "busy",
      "__proto__",
      "constructor",
      "toString",
    ),
    fc.string(),
  );
  const value = fc.oneof(
    fc.anything({
      withBigInt: false,
      withDate: false,
      withMap: false,
      withSet: false,
      withObjectString: false,
      withTypedArray: false,
      withSparseArray: false,
    }),
    fc.constantFrom("../../etc/passwd", "\u0000", "\ud800", -0, 1e308),
  );
  return fc
    .sample(fc.oneof(fc.dictionary(name, value, { noNullPrototype: true }), value), {
      numRuns: MESSAGES_A_COMMAND,
      seed,
    })
    .map((input, i) => ({
      kind: "call",
      id: i,
      command: commands[i % commands.length],
      input: input ?? null,
    }));
}

const doors = [
  { door: "app-port" as const, contract: appContract, good: { command: "recentProjects", input: {} } },
  {
    door: "engine-port" as const,
    contract: engineContract,
    good: { command: "pauseInspection", input: { paused: false } },
  },
];

for (const { door, contract, good } of doors) {
  test.each(Object.keys(contract))(
    `${door} %s: ${MESSAGES_A_COMMAND} wrong inputs, each answered, the next good call works`,
    async (command) => {
      const before = await enginePid(loupe);
      const codes = await sendAll(door, plain(wrongInputs(command.length * 7919, [command])), good);
      const answered = Object.values(codes).reduce((sum, count) => sum + count, 0);
      expect(answered).toBe(MESSAGES_A_COMMAND);
      expect(codes["failed"] ?? 0).toBe(0);
      expect(codes["bad-reply"] ?? 0).toBe(0);
      expect(await enginePid(loupe)).toBe(before);
    },
  );

  test(`${door}: messages that are no calls, and commands that are none, do nothing`, async () => {
    const strange: unknown[] = fc.sample(
      fc.anything({
        withBigInt: false,
        withObjectString: false,
        withSparseArray: false,
        withMap: false,
        withSet: false,
        withDate: false,
        withTypedArray: false,
      }),
      { numRuns: MESSAGES_A_COMMAND, seed: 4 },
    );
    const unknownCommands = [
      "toString",
      "__proto__",
      "constructor",
      "hasOwnProperty",
      "",
      "openDataset ",
      "x".repeat(64),
    ].map((command, id) => ({ kind: "call", id, command, input: {} }));
    const codes = await sendAll(
      door,
      plain([
        ...strange,
        ...unknownCommands,
        { kind: "cancel", id: 5 },
        { kind: "credit", id: 1, count: 1e9 },
        { kind: "reply", id: 1, output: {} },
      ]),
      good,
    );
    expect(codes).toEqual({ "bad-request": unknownCommands.length });
  });

  test(`${door}: a message of 64 MB is refused`, async () => {
    const reply = await loupe.page.evaluate(
      (target) =>
        new Promise<FuzzReply>((settle) => {
          const port = (globalThis as unknown as { fuzzPorts: Record<string, MessagePort> }).fuzzPorts[target];
          if (!port) throw new Error(`no ${target}`);
          port.onmessage = ({ data }: MessageEvent<FuzzReply>) => settle(data);
          port.postMessage({
            kind: "call",
            id: 77,
            command: "recentProjects",
            input: { text: "x".repeat(64 * 1024 * 1024) },
          });
        }),
      door,
    );
    expect(reply).toMatchObject({ kind: "error", id: 77, code: "bad-request" });
  });
}

test("only the window's own page is heard: another page with the same preload script gets nothing", async () => {
  const heard = await loupe.app.evaluate(async ({ BrowserWindow, app }) => {
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${app.getAppPath()}/out/electron/preload.cjs`, sandbox: true },
    });
    const answers: unknown[] = [];
    for (const url of ["data:text/html,<p>stranger</p>", "loupe://app/index.html"]) {
      await stranger.loadURL(url).catch(() => undefined);
      answers.push(
        await stranger.webContents.executeJavaScript(`new Promise((settle) => {
          const seen = [];
          addEventListener("message", ({ data }) => data && data.loupe && seen.push(data.loupe));
          window.loupe.connect();
          window.loupe.registerDropped([]).then(() => seen.push("registered"), () => seen.push("refused")).then(() => setTimeout(() => settle(seen), 500));
        })`),
      );
    }
    stranger.destroy();
    return answers;
  });
  expect(heard).toEqual([["refused"], ["refused"]]);
});

test("nothing of this was an unhandled rejection or a bug", async () => {
  expect(await loupe.app.evaluate(() => (globalThis as unknown as { unhandled: string[] }).unhandled)).toEqual([]);
  expect(loupe.output.filter((line) => /bug in|UnhandledPromise|uncaught/i.test(line))).toEqual([]);
});

/** What structured cloning preserves and JSON can carry to the page. */
function plain(messages: readonly unknown[]): unknown[] {
  return messages.map((message) => JSON.parse(JSON.stringify(message ?? null) ?? "null") as unknown);
}
