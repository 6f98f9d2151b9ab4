/** `loupe inspect` where the system refuses or interrupts: results that cannot be written, a closed terminal, a limit on addresses. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { folderOf } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli, startCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const newFolder = () => mkdtempSync(path.join(tmpdir(), "loupe-refused-"));
const results = (run: string) => JSON.parse(readFileSync(path.join(run, "detections.json"), "utf8")) as unknown[];
const inspect = (folder: string, run: string) => runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run]);

test("results that cannot be written are one line that says so and what to do: the run is stored", async () => {
  const folder = folderOf({ "a.png": solidPng(32, 32, [10, 20, 30]) });
  const run = newFolder();
  const inTheWay = path.join(run, "detections.json");
  mkdirSync(inTheWay);
  writeFileSync(path.join(inTheWay, "x"), "");
  const refused = await inspect(folder, run);
  expect(refused.stderr.trimEnd().split("\n").at(-1)).toMatch(
    /^loupe: .*detections\.json: It cannot be written \(.+\)\. Check free space and permissions\. The run is stored: run the same command again\.$/,
  );
  expect(refused.code).toBe(1);
  rmSync(inTheWay, { recursive: true });
  const { code, stderr } = await inspect(folder, run);
  expect([code, stderr.includes("1 of 1 images were finished before")]).toEqual([0, true]);
  expect(results(run)).toHaveLength(3);
});

test.skipIf(process.platform === "win32")(
  "a terminal that is closed stops it as Ctrl+C does: the run is closed, and the same command continues",
  async () => {
    const folder = folderOf(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.png`, solidPng(700, 700, [i, 100, 100])])),
    );
    const run = newFolder();
    const started = startCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run]);
    await started.shown("brightness on cpu");
    started.process.kill("SIGHUP");
    const { code, signal, stderr } = await started.ended;
    expect([code, signal]).toEqual([130, null]);
    expect(stderr).toMatch(/Stopped after \d+ of 60 images/);
    expect(readdirSync(run)).toEqual(["run.sqlite"]);
    expect((await inspect(folder, run)).code).toBe(0);
  },
);

test.skipIf(process.platform !== "linux")(
  "under a limit on addresses that WebAssembly's memory does not fit in, the same is found",
  async () => {
    const folder = folderOf({ "a.png": solidPng(90, 70, [10, 20, 30]), "b.png": solidPng(64, 48, [200, 100, 0]) });
    const [free, limited] = [newFolder(), newFolder()];
    expect((await inspect(folder, free)).code).toBe(0);
    const shell = spawnSync(
      "sh",
      [
        "-c",
        'ulimit -v 6000000; exec "$@"',
        "sh",
        process.execPath,
        path.join(PROJECT, "out/cli/loupe.cjs"),
        "inspect",
        folder,
        "--model",
        BRIGHTNESS_MODEL,
        "--out",
        limited,
      ],
      { encoding: "utf8", env: { ...process.env, LOUPE_CACHE: newFolder() } },
    );
    expect(shell.stderr).not.toContain("RangeError");
    expect(shell.status).toBe(0);
    expect(results(limited)).toEqual(results(free));
  },
);
