/** A GPU that goes away in the middle of `loupe inspect`: the same provider once more, then the cpu under `auto`, nothing inspected twice. */
import { quoted, reason } from "../../shared/core/reason.ts";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { folderOf } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { chooseProvider } from "../engine/inference/chooseProvider.ts";
import type { Detector } from "../engine/inference/detector.ts";
import type { OpenedModel } from "../engine/models/openModel.ts";
import { createDetector } from "../engine/inference/ortDetector.ts";
import { queuedDetector } from "../engine/inference/queuedDetector.ts";
import type { RuntimeSession } from "../engine/inference/sessionThread.ts";
import { parseCommand } from "./commandLine.ts";
import type { Console, ExitCode } from "./console.ts";
import { inspectCommand, type InspectParts, inspectSpec } from "./inspectCommand.ts";
import { lossesBefore } from "./lostDevice.ts";
import { BRIGHTNESS_MODEL } from "./runCli.testing.ts";
import { readRun } from "./storedRun.ts";

const scratch = mkdtempSync(path.join(tmpdir(), "loupe-lost-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const IMAGES = folderOf(
  Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `p${String(i).padStart(2, "0")}.png`,
      solidPng(20, 20, [i * 20, 100, 255 - i * 20]),
    ]),
  ),
);
const MESSAGES = [
  "CUDA failure 700: an illegal memory access was encountered",
  "CUDA failure 719: unspecified launch failure",
];

/** A machine with an NVIDIA device that lasts for `lives[n]` images in its nth process; the cpu actually does the work. */
function machine(lives: readonly number[]) {
  let processes = 0;
  const inspectedOn: string[] = [];
  const load: InspectParts["load"] = async (model, choice, _console, { losses = [] } = {}) => {
    const outcome = await chooseProvider(choice, {
      platform: "win32",
      environment: {},
      graphPath: model.graphPath,
      losses,
      probe: ({ provider }) =>
        Promise.resolve(
          provider === "cuda"
            ? { ok: true, milliseconds: 5 }
            : provider === "cpu"
              ? { ok: true, milliseconds: 50 }
              : { ok: false, reason: quoted("not here") },
        ),
      load: () => Promise.resolve({ ok: true }),
    });
    if (!outcome.ok) throw new Error(outcome.reason.code);
    const { record } = outcome;
    const life = record.ran === "cuda" ? (lives[processes] ?? Infinity) : Infinity;
    const message = MESSAGES[processes++] ?? "";
    return mortal(model, record, life, message, () => inspectedOn.push(record.ran));
  };
  return { load, inspectedOn };
}

async function mortal(
  model: OpenedModel,
  record: Detector["provider"],
  life: number,
  message: string,
  onFound: () => void,
): Promise<Detector> {
  const created = await createDetector(model, "cpu", {
    tuning: { threads: 1, sessions: 1, batchSize: 1, optimization: "all" },
  });
  if (!created.ok) throw new Error(created.failure.code);
  const { detector } = created;
  const dead: RuntimeSession = {
    run: () => Promise.resolve({ kind: "failed", reason: message }),
    close: () => new Promise(() => undefined),
  };
  const gone = queuedDetector(model, [dead], record, detector.execution());
  let calls = 0;
  return {
    ...detector,
    provider: record,
    detect: (tensor, floor) => {
      if (calls++ >= life) return gone.detect(tensor, floor);
      onFound();
      return detector.detect(tensor, floor);
    },
    // Closing a lost session never returns.
    close: () => (life === Infinity ? detector.close() : gone.close()),
  };
}

/** `loupe inspect`, with each further process run inside this one. */
async function inspect(load: InspectParts["load"], out: string, ...more: string[]) {
  const parsing = parseCommand(inspectSpec, [IMAGES, "--model", BRIGHTNESS_MODEL, "--out", out, ...more]);
  if (parsing.kind !== "run") throw new Error("not parsed");
  const notes: string[] = [];
  const console: Console = {
    out: () => undefined,
    note: (line) => notes.push(line),
    progress: () => undefined,
    progressDone: () => undefined,
    signal: new AbortController().signal,
  };
  let processes = 1;
  const runAgain: InspectParts["runAgain"] = (losses): Promise<ExitCode> => {
    processes += 1;
    // As it is passed through the environment.
    return inspectCommand(parsing.args, console, {
      load,
      losses: lossesBefore({ LOUPE_LOST_DEVICES: JSON.stringify(losses) }),
      runAgain,
    });
  };
  const code = await inspectCommand(parsing.args, console, { load, losses: [], runAgain });
  const stored = await readRun(out);
  if (!stored.ok) throw new Error(stored.failure.code);
  const { head, records } = stored.value;
  return {
    code,
    notes,
    processes,
    head,
    ran: records.map(({ provider, outcome }) => `${provider ?? ""} ${outcome.status}`),
  };
}

const results = (out: string) => readFileSync(path.join(out, "detections.json"), "utf8");
const times = (count: number, what: string) => new Array<string>(count).fill(what);
let folders = 0;
const newFolder = () => path.join(scratch, String(folders++));

describe("under auto", () => {
  test("lost twice: the cpu does the rest, each step is told, nothing is inspected twice, and the results are those of an unbroken run", async () => {
    const [out, whole] = [newFolder(), newFolder()];
    const { load, inspectedOn } = machine([4, 3]);
    const { code, notes, processes, head, ran } = await inspect(load, out);
    expect([code, processes]).toEqual([0, 3]);
    expect(notes.filter((line) => line.startsWith("loupe:"))).toEqual([
      `loupe: cuda stopped working: ${MESSAGES[0]}. Finished results are kept; trying cuda once more in a new process …`,
      `loupe: cuda stopped working: ${MESSAGES[1]}. This is the second time: finished results are kept, and the rest is inspected on the cpu …`,
    ]);
    expect(notes.filter((line) => line.startsWith("brightness on"))).toEqual([
      "brightness on cuda (auto)",
      "brightness on cuda (auto)",
      "brightness on cpu (auto)",
    ]);
    expect(notes).toEqual(
      expect.arrayContaining([
        "continuing: 4 of 12 images were finished before",
        "continuing: 7 of 12 images were finished before",
      ]),
    );
    expect(ran).toEqual([...times(7, "cuda done"), ...times(5, "cpu done")]);
    expect(inspectedOn).toEqual([...times(7, "cuda"), ...times(5, "cpu")]);
    // The requested provider stays; the run records which provider ran and why no other did.
    expect(head.identity.provider).toBe("auto");
    expect(head.info.provider).toMatchObject({ asked: "auto", ran: "cpu" });
    const lost = head.info.provider.attempts
      .filter(({ provider }) => provider === "cuda")
      .map(({ ok, reason: why }) => [ok, why]);
    expect(lost).toEqual(MESSAGES.map((message) => [false, reason("its-device-lost", { error: quoted(message) })]));
    expect((await inspect(machine([]).load, whole)).code).toBe(0);
    expect(results(out)).toBe(results(whole));
  });

  test("lost once: the second process finishes on the same provider", async () => {
    const { code, processes, head, ran } = await inspect(machine([5]).load, newFolder());
    expect([code, processes]).toEqual([0, 2]);
    expect(ran).toEqual(times(12, "cuda done"));
    expect(head.info.provider.attempts.filter(({ provider }) => provider === "cuda").map(({ ok }) => ok)).toEqual([
      false,
      true,
    ]);
  });
});

test("a provider that was named is tried once more, never exchanged, and what is finished is there for the next start", async () => {
  const out = newFolder();
  const { load } = machine([2, 3]);
  const { code, notes, processes, head, ran } = await inspect(load, out, "--provider", "cuda");
  expect([code, processes]).toEqual([1, 2]);
  expect(notes.at(-1)).toMatch(
    /stopped working on cuda twice \(CUDA failure 719.*\).*run the same command again.*--provider cpu and another --out/,
  );
  expect(ran).toEqual(times(5, "cuda done"));
  expect(head.info.provider).toMatchObject({ asked: "cuda", ran: "cuda" });
  const next = await inspect(load, out, "--provider", "cuda");
  expect([next.code, next.ran]).toEqual([0, times(12, "cuda done")]);
});

describe("the new process", () => {
  /** A process that starts `entry` again as the command line does. */
  async function starter(): Promise<string> {
    const file = path.join(scratch, "starter.cjs");
    await build({
      stdin: {
        contents: `import { runEntryAgain } from "./lostDevice.ts";
          const told = { note: (line) => process.stderr.write(line + "\\n"), signal: new AbortController().signal };
          process.on("SIGTERM", () => undefined);
          runEntryAgain(process.argv[2], process.argv.slice(3), [{ provider: "dml", reason: "887A0006 “hung”" }], told).then((code) => (process.exitCode = code));`,
        resolveDir: import.meta.dirname,
        loader: "ts",
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      outfile: file,
      logLevel: "silent",
    });
    return file;
  }
  async function start(
    program: string,
    onOutput: (output: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
  ) {
    const entry = path.join(scratch, `entry-${folders++}.cjs`);
    writeFileSync(entry, program);
    const child = spawn(process.execPath, [await starter(), entry, "inspect", "带 空格"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (piece: string) => {
        output += piece;
        onOutput(output, (signal) => child.kill(signal));
      });
    }
    const code = await new Promise((resolve) => child.on("close", resolve));
    return { code, output };
  }

  test("gets the same arguments, the losses and the outputs, and its exit code is the command's", async () => {
    const { code, output } = await start(
      "console.log(JSON.stringify([process.argv.slice(2), JSON.parse(process.env.LOUPE_LOST_DEVICES)])); process.exitCode = 130;",
    );
    expect(JSON.parse(output)).toEqual([["inspect", "带 空格"], [{ provider: "dml", reason: "887A0006 “hung”" }]]);
    expect(code).toBe(130);
  });

  test.each(["SIGTERM", "SIGINT"] as const)("hears %s once", async (signal) => {
    let sent = false;
    const program = `let heard = 0; process.on("${signal}", () => { heard += 1; setTimeout(() => { console.log("heard", heard); process.exit(130); }, 150); }); console.log("waits"); setTimeout(() => process.exit(1), 10_000);`;
    const { code, output } = await start(program, (shown, kill) => {
      if (sent || !shown.includes("waits")) return;
      sent = true;
      kill(signal);
    });
    expect(output.trim()).toBe("waits\nheard 1");
    expect(code).toBe(130);
  });

  test("that dies is told, with what to do", async () => {
    const { code, output } = await start('process.kill(process.pid, "SIGKILL");');
    expect(output).toContain("ended with SIGKILL. Run the same command again to continue");
    expect(code).toBe(1);
  });
});

test("nothing but losses is taken from the environment", () => {
  for (const value of [
    undefined,
    "",
    "{",
    "{}",
    '[{"provider":"tpu","reason":{"code":"quoted","params":{"text":"x"}}}]',
    '[{"provider":"cuda","reason":"x"}]',
  ])
    expect(lossesBefore({ LOUPE_LOST_DEVICES: value })).toEqual([]);
});
