/** `loupe inspect` from outside: results told by hand, continuing, growing folders, interruption and sudden death. */
import { quoted } from "../../shared/core/reason.ts";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli, startCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

interface Result {
  readonly image_id: string;
  readonly category_id: string;
  readonly bbox: readonly number[];
  readonly score: number;
}

const newFolder = () => mkdtempSync(path.join(tmpdir(), "loupe-inspect-"));
const results = (run: string) => JSON.parse(readFileSync(path.join(run, "detections.json"), "utf8")) as Result[];
const inspect = (folder: string, run: string, ...more: string[]) =>
  runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run, ...more]);
/** The model's answer for an image of one colour: see electron/engine/fixtures/brightness/make_model.py. */
function expected(image: string, [r, g, b]: readonly [number, number, number]): Result[] {
  const bright = (r + g + b) / 3 / 255;
  return [
    { image_id: image, category_id: "亮", bbox: [10, 20, 20, 20], score: bright },
    { image_id: image, category_id: "red", bbox: [50, 60, 40, 20], score: r / 255 },
    { image_id: image, category_id: "dark", bbox: [0, 0, 8, 8], score: 1 - bright },
  ];
}
const byClass = (a: Result, b: Result) => (a.image_id + a.category_id < b.image_id + b.category_id ? -1 : 1);

function expectResults(run: string, wanted: readonly Result[]): void {
  const found = results(run);
  expect(
    found
      .map(({ image_id, category_id, bbox }) => ({ image_id, category_id, bbox }))
      .sort((a, b) => byClass(a as Result, b as Result)),
  ).toEqual([...wanted].sort(byClass).map(({ image_id, category_id, bbox }) => ({ image_id, category_id, bbox })));
  const scores = new Map(wanted.map((one) => [one.image_id + one.category_id, one.score]));
  for (const one of found) expect(one.score).toBeCloseTo(scores.get(one.image_id + one.category_id) ?? NaN, 4);
}

test("results, verdicts and what failed, for images told by hand", async () => {
  const folder = folderOf({
    "漏底 1.png": solidPng(64, 48, [255, 0, 0]),
    "sub/#%.png": solidPng(64, 48, [51, 51, 51]),
    "cut.png": Buffer.concat([solidPng(64, 48, [9, 9, 9]).subarray(0, 60), Buffer.from("IEND")]),
    "notes.txt": "x",
  });
  const run = path.join(newFolder(), "运行");
  const { code, stdout, stderr } = await inspect(folder, run, "--threshold", "0.7", "--json");
  expect(stderr).toContain("brightness on cpu");
  expect(code).toBe(0);
  expectResults(run, [...expected("漏底 1.png", [255, 0, 0]), ...expected("sub/#%.png", [51, 51, 51])]);
  const summary = JSON.parse(stdout) as Record<string, unknown>;
  expect(summary).toMatchObject({
    images: 3,
    done: 2,
    failed: 1,
    detections: 6,
    threshold: 0.7,
    ng: 2,
    ok: 0,
    failures: [{ image: "cut.png", code: "unreadable-image" }],
    skipped: [{ file: "notes.txt", code: "not-an-image", excluded: true }],
    run: {
      modelName: "brightness",
      provider: { asked: "auto", ran: "cpu" },
      scoreFloor: 0.01,
      imageCount: 3,
      classes: ["亮", "red", "dark"],
    },
  });
});

describe("a run whose head cannot be trusted is refused, and its outcomes are never another model's", () => {
  test.each([
    ["replaced", "UPDATE meta SET value = '{}' WHERE key = 'head'"],
    ["gone", "DELETE FROM meta"],
  ])("%s", async (_name, sql) => {
    const folder = folderOf({ "a.png": solidPng(8, 8, [255, 255, 255]) });
    const run = newFolder();
    await inspect(folder, run);
    const db = new DatabaseSync(path.join(run, "run.sqlite"));
    db.exec(sql);
    db.close();
    const { code, stderr, stdout } = await inspect(folder, run);
    expect(stderr).toContain(path.join(run, "run.sqlite"));
    expect(stderr).toMatch(/Choose another folder, or move this file away/);
    expect(stderr).not.toContain("unexpected");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });
});

test("the text says counts with their denominators", async () => {
  const folder = folderOf({ "a.png": solidPng(8, 8, [255, 255, 255]), "b.png": solidPng(8, 8, [102, 102, 102]) });
  const { stdout } = await inspect(folder, newFolder(), "--threshold", "0.61");
  expect(stdout).toContain("Inspected  2 of 2 images");
  expect(stdout).toContain("at threshold 0.61: NG 1 of 2, OK 1 of 2");
});

test("how the model runs can be chosen, changes nothing in what is found, and a run goes on with another choice", async () => {
  const folder = folderOf({ "a.png": solidPng(32, 32, [10, 20, 30]), "b.png": solidPng(32, 32, [200, 100, 0]) });
  const [usual, tuned] = [newFolder(), newFolder()];
  await inspect(folder, usual);
  const { stdout } = await inspect(
    folder,
    tuned,
    "--threads",
    "2",
    "--sessions",
    "2",
    "--batch",
    "4",
    "--optimization",
    "off",
    "--json",
  );
  // The model takes one image a run, whatever is allowed.
  expect(JSON.parse(stdout)).toMatchObject({
    run: { execution: { sessions: 2, threads: 1, batchSize: 1, optimization: "disabled" } },
  });
  expectResults(tuned, [...expected("a.png", [10, 20, 30]), ...expected("b.png", [200, 100, 0])]);
  expectResults(usual, [...expected("a.png", [10, 20, 30]), ...expected("b.png", [200, 100, 0])]);
  // Another choice, with nothing left to run, does not change the record of how the run was made.
  const idle = await inspect(folder, tuned, "--sessions", "1", "--threads", "1");
  expect(idle.stdout).toContain("Run as     2 sessions with 1 thread each, 1 image per run, graph optimisation off");
  writeFileSync(path.join(folder, "c.png"), solidPng(32, 32, [0, 0, 50]));
  const again = await inspect(folder, tuned, "--sessions", "1", "--threads", "1");
  expect(again.stdout).toContain("2 of them were finished before");
  expect(again.stdout).toContain("Run as     1 session with 1 thread, 1 image per run, graph optimisation all");
});

test("a model that fails with several images a run is said to take one, whatever was allowed", async () => {
  const folder = folderOf(
    Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.png`, solidPng(96, 96, [i, i, i])])),
  );
  const model = path.join(PROJECT, "electron/engine/inference/fixtures/graphs/network_promise.onnx");
  const { stdout } = await runCli([
    "inspect",
    folder,
    "--model",
    model,
    "--out",
    newFolder(),
    "--provider",
    "cpu",
    "--threads",
    "1",
    "--batch",
    "4",
  ]);
  expect(stdout).toContain("Inspected  12 of 12 images");
  expect(stdout).toContain("Run as     1 session with 1 thread, 1 image per run, graph optimisation all");
});

test("a second run loads the copy of the model's optimised graph, from the folder that LOUPE_CACHE names", async () => {
  const folder = folderOf({ "a.png": solidPng(32, 32, [10, 20, 30]) });
  const cache = newFolder();
  const home = newFolder();
  const run = () =>
    runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", newFolder()], {
      env: { LOUPE_CACHE: cache, HOME: home, XDG_CACHE_HOME: home },
    });
  expect((await run()).code).toBe(0);
  const graphs = path.join(cache, "graphs");
  const copies = () => readdirSync(graphs).filter((name) => !name.endsWith(".first-run.json"));
  const [copy = ""] = copies();
  const made = statSync(path.join(graphs, copy));
  expect((await run()).code).toBe(0);
  expect(copies()).toEqual([copy]);
  expect(statSync(path.join(graphs, copy))).toMatchObject({ ino: made.ino, mtimeMs: made.mtimeMs });
  expect(readdirSync(cache)).toEqual(["graphs"]);
  // Nothing else anywhere in the home folder, in particular not the device id that the runtime creates where its telemetry is on.
  expect(readdirSync(home)).toEqual([]);
});

test("a process that goes on after a device was lost twice takes the cpu, continues the run of auto, and stores what happened", async () => {
  const folder = folderOf({ "a.png": solidPng(32, 32, [10, 20, 30]) });
  const run = newFolder();
  expect((await inspect(folder, run)).code).toBe(0);
  writeFileSync(path.join(folder, "b.png"), solidPng(32, 32, [200, 100, 0]));
  const said = ["CUDA failure 700: an illegal memory access", "CUDA failure 719: launch failure"];
  const losses = said.map((text) => ({ provider: "cuda", reason: quoted(text) }));
  const went = await runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run, "--json"], {
    env: { LOUPE_LOST_DEVICES: JSON.stringify(losses) },
  });
  expect(went.stderr).toContain("not on cuda: its device was lost: CUDA failure 719: launch failure");
  const told = JSON.parse(went.stdout) as { run: { provider: { attempts: unknown[] } } };
  expect(told).toMatchObject({ alreadyDone: 1, done: 2, run: { provider: { asked: "auto", ran: "cpu" } } });
  expect(told.run.provider.attempts).toEqual(
    expect.arrayContaining(
      said.map((text) => ({ provider: "cuda", ok: false, reason: `its device was lost: ${text}` })),
    ),
  );
});

describe("running again", () => {
  const colours: Record<string, readonly [number, number, number]> = { "a.png": [10, 20, 30], "b.png": [40, 50, 60] };
  const files = () =>
    Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, solidPng(32, 32, colour)]));

  test("inspects nothing twice, and only what is new or changed", async () => {
    const folder = folderOf(files());
    const run = newFolder();
    await inspect(folder, run);
    const first = readFileSync(path.join(run, "detections.json"), "utf8");
    const again = await inspect(folder, run, "--json");
    expect(JSON.parse(again.stdout)).toMatchObject({ done: 2, alreadyDone: 2, changed: 0 });
    expect(readFileSync(path.join(run, "detections.json"), "utf8")).toBe(first);

    writeFileSync(path.join(folder, "b.png"), solidPng(32, 33, [200, 0, 0]));
    writeFileSync(path.join(folder, "c.png"), solidPng(32, 32, [7, 8, 9]));
    const grown = await inspect(folder, run, "--json");
    expect(JSON.parse(grown.stdout)).toMatchObject({ images: 3, done: 3, alreadyDone: 1, changed: 1 });
    expectResults(run, [
      ...expected("a.png", [10, 20, 30]),
      ...expected("b.png", [200, 0, 0]),
      ...expected("c.png", [7, 8, 9]),
    ]);

    rmSync(path.join(folder, "a.png"));
    const shrunk = await inspect(folder, run, "--json");
    expect(JSON.parse(shrunk.stdout)).toMatchObject({ images: 2, done: 2 });
    expect(new Set(results(run).map(({ image_id }) => image_id))).toEqual(new Set(["b.png", "c.png"]));
  });

  test("the run of something else is not touched", async () => {
    const folder = folderOf(files());
    const run = newFolder();
    await inspect(folder, run);
    const before = readFileSync(path.join(run, "detections.json"));
    const elsewhere = folderOf({ "z.png": solidPng(8, 8, [1, 1, 1]) });
    const others: readonly [string, ...string[]][] = [
      [folder, "--score-floor", "0.2"],
      [folder, "--provider", "cpu"],
      [elsewhere],
    ];
    for (const [images, ...more] of others) {
      const { code, stderr } = await inspect(images, run, ...more);
      expect(stderr).toContain("holds a different run");
      expect(code).toBe(1);
    }
    expect(readFileSync(path.join(run, "detections.json")).equals(before)).toBe(true);
  });

  test("a damaged run is said to be so, kept aside, and made again", async () => {
    const folder = folderOf(files());
    const run = newFolder();
    await inspect(folder, run);
    writeFileSync(path.join(run, "run.sqlite"), "this is no database, it is damage ".repeat(300));
    const { code, stderr } = await inspect(folder, run);
    expect(code).toBe(0);
    expect(stderr).toMatch(/was damaged: it is kept as run\.damaged-/);
    expect(readdirSync(run).filter((name) => name.startsWith("run.damaged-")).length).toBe(1);
    expect(results(run).length).toBe(6);
  });

  test("the run's own folder below the images is not inspected", async () => {
    const folder = folderOf(files());
    await inspect(folder, path.join(folder, "run"));
    const { stdout } = await inspect(folder, path.join(folder, "run"), "--json");
    expect(JSON.parse(stdout)).toMatchObject({ images: 2, skipped: [] });
  });
});

test("nothing that could be inspected is exit code 1", async () => {
  const folder = folderOf({
    "cut.png": Buffer.concat([solidPng(64, 48, [9, 9, 9]).subarray(0, 60), Buffer.from("IEND")]),
  });
  const { code, stderr } = await inspect(folder, newFolder());
  expect(stderr).toContain("none of the 1 images could be inspected");
  expect(code).toBe(1);
});

describe("interrupted", () => {
  const many = () =>
    folderOf(
      Object.fromEntries(
        Array.from({ length: 150 }, (_, i) => [
          `p${String(i).padStart(3, "0")}.png`,
          solidPng(300, 300, [i, 255 - i, 100]),
        ]),
      ),
    );

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s leaves a run that continues",
    async (signal) => {
      const folder = many();
      const run = newFolder();
      const started = startCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run]);
      await started.shown("brightness on cpu");
      await new Promise((resolve) => setTimeout(resolve, 150));
      started.process.kill(signal);
      const { code, stdout, stderr } = await started.ended;
      expect([code, stdout]).toEqual([130, ""]);
      expect(stderr).toContain("Run the same command again to continue");
      expect(existsSync(path.join(run, "detections.json"))).toBe(false);
      expect(readdirSync(run)).toEqual(["run.sqlite"]);
      const finished = await inspect(folder, run, "--json");
      const { alreadyDone, done } = JSON.parse(finished.stdout) as { alreadyDone: number; done: number };
      expect(done).toBe(150);
      expect(alreadyDone).toBeGreaterThan(0);
      expect(alreadyDone).toBeLessThan(150);
    },
    60_000,
  );

  test("killed at ten moments and continued, it gives what an unbroken run gives", async () => {
    const folder = many();
    const whole = newFolder();
    expect((await inspect(folder, whole)).code).toBe(0);
    const broken = newFolder();
    let killed = 0;
    for (let i = 0; i < 10; i++) {
      const started = startCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", broken]);
      await started.shown("brightness on cpu");
      // Spread over the start, the first images and the middle; unlike random times, these fail reproducibly.
      await new Promise((resolve) => setTimeout(resolve, 15 * i));
      started.process.kill("SIGKILL");
      if ((await started.ended).signal === "SIGKILL") killed += 1;
    }
    expect(killed).toBeGreaterThan(3);
    const last = await inspect(folder, broken, "--json");
    expect(JSON.parse(last.stdout)).toMatchObject({ done: 150, failed: 0, damagedRows: 0 });
    expect(readFileSync(path.join(broken, "detections.json"), "utf8")).toBe(
      readFileSync(path.join(whole, "detections.json"), "utf8"),
    );
  }, 120_000);
});
