/** The small decisions of main: restarts, heartbeat, command line, window placement, engine output and environment. */
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readCommandLine } from "./commandLine.ts";
import { engineEnvironment } from "./engineEnvironment.ts";
import { watchEngineOutput } from "./engineOutput.ts";
import { createHeartbeat } from "./heartbeat.ts";
import { decideRestart, MAX_ENDS, WINDOW_MS } from "./restartPolicy.ts";
import { placeOnScreen } from "./windowState.ts";

describe("restarts", () => {
  test("pauses double, and the fifth end within ten minutes is the last", () => {
    const endings: number[] = [];
    const decisions = Array.from({ length: MAX_ENDS }, (_, i) => {
      endings.push(i * 1000);
      return decideRestart(endings, i * 1000);
    });
    expect(decisions).toEqual([
      { restart: true, delayMs: 250 },
      { restart: true, delayMs: 500 },
      { restart: true, delayMs: 1000 },
      { restart: true, delayMs: 2000 },
      { restart: false },
    ]);
  });

  test("an end each three minutes goes on for ever", () => {
    const endings = Array.from({ length: 50 }, (_, i) => i * 3 * 60_000);
    const now = endings[endings.length - 1] ?? 0;
    expect(decideRestart(endings, now)).toEqual({ restart: true, delayMs: 2000 });
    expect(decideRestart(endings, now + WINDOW_MS)).toMatchObject({ restart: true });
  });
});

describe("heartbeat", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("an engine that answers lives; one that stops is told once, within 30 seconds", () => {
    const silences: number[] = [];
    let answers = true;
    const started = Date.now();
    const heartbeat = createHeartbeat({
      ping: (id) => answers && queueMicrotask(() => heartbeat.pong(id)),
      onSilence: () => silences.push(Date.now() - started),
    });
    return vi
      .advanceTimersByTimeAsync(10 * 60_000)
      .then(() => expect(silences).toEqual([]))
      .then(() => (answers = false))
      .then(() => vi.advanceTimersByTimeAsync(120_000))
      .then(() => {
        expect(silences).toHaveLength(1);
        expect((silences[0] ?? 0) - 10 * 60_000).toBeLessThanOrEqual(30_000);
        heartbeat.stop();
      });
  });

  test("answers to pings that were never sent do not count", async () => {
    let silent = 0;
    const heartbeat = createHeartbeat({ ping: () => undefined, onSilence: () => (silent += 1) });
    heartbeat.pong(1_000_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(silent).toBe(1);
  });
});

describe("command line", () => {
  const cwd = "/work/line";

  test("a checkout's first word is the app, a package's first word is a file", () => {
    expect(
      readCommandLine(["electron", "-r", "/loader.js", "--no-sandbox", "/app", "--demo", "a", "/b/m.onnx"], {
        appFolder: "/app",
        cwd,
      }),
    ).toEqual({ demo: true, paths: ["/work/line/a", "/b/m.onnx"] });
    expect(readCommandLine(["electron", ".", "a"], { appFolder: "/work/line", cwd })).toEqual({
      demo: false,
      paths: ["/work/line/a"],
    });
    expect(readCommandLine(["Loupe", "铝材"], { appFolder: null, cwd })).toEqual({
      demo: false,
      paths: ["/work/line/铝材"],
    });
    expect(readCommandLine(["Loupe", "--user-data-dir=/p", "--lang=zh"], { appFolder: null, cwd })).toEqual({
      demo: false,
      paths: [],
    });
  });
});

describe("the window's place", () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const place = (x: number, y: number) =>
    placeOnScreen({ bounds: { x, y, width: 1000, height: 700 }, maximized: false }, [screen]);

  test("is kept while its title can be reached, and forgotten when its screen is gone", () => {
    expect(place(100, 100)).toEqual({ x: 100, y: 100, width: 1000, height: 700 });
    expect(place(-800, 0)).not.toBeNull();
    expect(place(1800, 500)).not.toBeNull();
    for (const [x, y] of [
      [-950, 0],
      [1900, 0],
      [0, -200],
      [0, 1070],
      [3000, 100],
    ] as const)
      expect(place(x, y), `${x},${y}`).toBeNull();
    expect(placeOnScreen({ bounds: null, maximized: true }, [screen])).toBeNull();
  });
});

describe("what an engine writes", () => {
  async function watch(text: string, pieces: number): Promise<{ lines: string[]; unpatched: number }> {
    const stream = new PassThrough();
    const lines: string[] = [];
    let unpatched = 0;
    watchEngineOutput(
      stream,
      (line) => lines.push(line),
      () => (unpatched += 1),
    );
    for (let i = 0; i < text.length; i += Math.ceil(text.length / pieces))
      stream.write(text.slice(i, i + Math.ceil(text.length / pieces)));
    stream.end();
    await new Promise((ended) => stream.on("end", ended));
    return { lines, unpatched };
  }

  test("passes lines on, leaves sharp's warning out, and tells an unpatched sharp once, however the text is cut", async () => {
    const text =
      "hello\n(node:1) Warning: code SharpElectronLinux see https://sharp.pixelplumbing.com/install#electron-and-linux\n(exe:1): GLib-GObject-CRITICAL **: g_object_unref: assertion 'G_IS_OBJECT (object)' failed\n(exe:1): GLib-GObject-CRITICAL **: again\nbye\n";
    for (const pieces of [1, 3, 50])
      expect(await watch(text, pieces)).toEqual({ lines: ["hello", "bye"], unpatched: 1 });
  });
});

test("an engine inherits the user's environment without what bends native code or Node", () => {
  expect(
    engineEnvironment({
      PATH: "/bin",
      HOME: "/h",
      G_DEBUG: "fatal-criticals",
      G_MESSAGES_DEBUG: "all",
      NODE_OPTIONS: "--inspect",
      NODE_EXTRA_CA_CERTS: "x",
      LD_PRELOAD: "x.so",
      ELECTRON_RUN_AS_NODE: "1",
      VIPS_WARNING: "0",
      GONE: undefined,
      LD_LIBRARY_PATH: "/l",
    }),
  ).toEqual({ PATH: "/bin", HOME: "/h", LD_LIBRARY_PATH: "/l" });
});
