/** `loupe inspect` with graphs that take more than they may: one line with the figures, and the process ends. */
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
