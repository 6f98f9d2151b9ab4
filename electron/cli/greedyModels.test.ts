/** `loupe inspect` with graphs that exceed a limit: one line with the figures, and the process ends. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { folderOf } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { buildCli, PROJECT, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const modelOf = (name: string) => path.join(PROJECT, "electron/engine/fixtures/greedy", name);
const newRun = () => path.join(mkdtempSync(path.join(tmpdir(), "loupe-greedy-")), "run");
const inspect = (model: string, folder: string, ...limits: string[]) =>
  runCli(["inspect", folder, "--model", modelOf(model), "--out", newRun(), ...limits]);

test("a graph that never ends is ended in its first run, with the figures", async () => {
  const { code, stderr } = await inspect(
    "endless",
    folderOf({ "a.png": solidPng(64, 48, [9, 9, 9]) }),
    "--time-limit",
    "2",
  );
  expect(stderr).toContain("loupe: model.onnx: Its first run had no result after 2 s and was ended: the limit is 2 s.");
  expect(stderr).not.toContain("unexpected fault");
  expect(code).toBe(1);
});

test("a graph that takes 8 GB is ended as soon as it has taken what it may", async () => {
  const { code, stderr } = await inspect(
    "memory",
    folderOf({ "a.png": solidPng(64, 48, [9, 9, 9]) }),
    "--memory-limit",
    "1",
  );
  const reached = Number(
    /Its first run took ([\d.]+) GB of memory and was ended: a model may take 1 GB here/.exec(stderr)?.[1],
  );
  expect(reached).toBeGreaterThanOrEqual(1);
  expect(reached).toBeLessThan(3);
  expect(code).toBe(1);
});

test("a limit that is no number of its kind is wrong use", async () => {
  const { code, stderr } = await inspect("memory", PROJECT, "--memory-limit", "0");
  expect(stderr).toBe("loupe inspect: --memory-limit must be a number from 0.5 to 4096, not '0'\n");
  expect(code).toBe(2);
});

test("an image on which a known graph never ends is recorded as failed with the figures, and the same command goes on with the others", async () => {
  const folder = folderOf({
    "a.png": solidPng(64, 48, [20, 20, 20]),
    "b.png": solidPng(64, 48, [250, 250, 250]),
    "c.png": solidPng(64, 48, [30, 30, 30]),
  });
  const run = newRun();
  const args = ["inspect", folder, "--model", modelOf("endless_bright"), "--out", run, "--json"];
  const first = await runCli([...args, "--time-limit", "2"]);
  expect(first.stderr).toContain("loupe: b.png: It was ended: no result after 2 s in the model; the limit is 2 s.");
  expect([first.code, first.signal]).toEqual([null, "SIGKILL"]);
  const second = await runCli(args);
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout)).toMatchObject({
    done: 2,
    failed: 1,
    failures: [{ image: "b.png", code: "over-limit" }],
  });
});

test("an image that takes memory beyond the limit is found, whoever is in the model beside it", async () => {
  const bright = solidPng(64, 48, [250, 250, 250]);
  const dark = solidPng(64, 48, [20, 20, 20]);
  const folder = folderOf({ "a.png": dark, "b.png": bright, "c.png": dark, "d.png": dark });
  const run = newRun();
  const args = ["inspect", folder, "--model", modelOf("memory_bright"), "--out", run, "--json", "--memory-limit", "1"];
  const codes: (number | string | null)[] = [];
  for (let i = 0; i < 4 && !codes.includes(0); i++) {
    const { code, signal, stderr } = await runCli(args);
    if (code !== 0) expect(stderr).toMatch(/the model took [\d.]+ GB of memory; the limit is 1 GB/);
    codes.push(code ?? signal);
    if (code === 0) break;
  }
  expect(codes.at(-1)).toBe(0);
  const { stdout } = await runCli(args);
  expect(JSON.parse(stdout)).toMatchObject({ done: 3, failed: 1, failures: [{ image: "b.png", code: "over-limit" }] });
}, 60_000);
