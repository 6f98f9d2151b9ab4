/** Checks before a graph is loaded: the size of its input, and a remembered first run in another process. */
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../../shared/core/runLimits.ts";
import { failureText } from "../../../shared/words/failureText.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import { misfit } from "../models/draftManifest.ts";
import type { ModelFiles } from "../models/modelFiles.ts";
import { openModel } from "../models/openModel.ts";
import { isShipped } from "../models/shippedGraphs.ts";
import type { FirstRunOutcome, FirstRunRequest } from "./firstRun.ts";
import { createDetector } from "./ortDetector.ts";
import { memoryLimit } from "./processMemory.ts";

const FIXTURES = path.resolve(import.meta.dirname, "../fixtures");
const PROJECT = path.resolve(import.meta.dirname, "../../..");

async function modelIn(folder: string): Promise<ModelFiles> {
  const opened = await openModel(folder);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.model;
}

function answering(outcome: FirstRunOutcome) {
  const asked: FirstRunRequest[] = [];
  return {
    asked,
    firstRun: (request: FirstRunRequest) => {
      asked.push(request);
      return Promise.resolve(outcome);
    },
  };
}

const newFolder = () => mkdtempSync(path.join(tmpdir(), "loupe-first-run-"));

test("a graph has its first run once: then it is known, unless a limit falls below what it took", async () => {
  const model = await modelIn(path.join(FIXTURES, "brightness"));
  const { asked, firstRun } = answering({ kind: "ran", milliseconds: 3, peakBytes: 700e6 });
  const cacheFolder = newFolder();
  const load = async (limits = DEFAULT_LIMITS) => {
    const created = await createDetector(model, "cpu", { firstRun, cacheFolder, limits });
    if (!created.ok) throw new Error(created.failure.code);
    await created.detector.close();
  };
  await load();
  await load();
  expect(asked).toEqual([
    { graphPath: model.graphPath, provider: "cpu", width: 640, height: 480, limits: DEFAULT_LIMITS },
  ]);
  expect(readdirSync(cacheFolder).filter((name) => name.endsWith(".first-run.json"))).toHaveLength(1);
  await load({ memoryGigabytes: 0.6, imageSeconds: null });
  expect(asked).toHaveLength(2);
});

test.each<[FirstRunOutcome, string, string]>([
  [
    { kind: "over", over: { what: "memory", reached: 5.23e9, limit: 4e9 } },
    "graph-over-memory",
    "Its first run took 5.2 GB of memory and was ended: a model may take 4 GB here.",
  ],
  [
    { kind: "over", over: { what: "time", reached: 9_049, limit: 9_000 } },
    "graph-over-time",
    "Its first run had no result after 9 s and was ended: the limit is 9 s.",
  ],
  [{ kind: "ended", how: "SIGSEGV" }, "graph-ends-process", "ended the process that it was tried in (SIGSEGV)"],
])("a first run that ends with %j keeps the graph out, and nothing is remembered", async (outcome, code, text) => {
  const model = await modelIn(path.join(FIXTURES, "brightness"));
  const cacheFolder = newFolder();
  const created = await createDetector(model, "auto", { firstRun: answering(outcome).firstRun, cacheFolder });
  if (created.ok) throw new Error("it was loaded");
  expect(created.failure).toMatchObject({ code, file: "model.onnx" });
  expect(failureText(created.failure, "en")).toContain(text);
  expect(readdirSync(cacheFolder)).toEqual([]);
});

test("a first run that only fails is no refusal: the model's own loading says why", async () => {
  const model = await modelIn(path.join(FIXTURES, "brightness"));
  const created = await createDetector(model, "cpu", { firstRun: answering({ kind: "failed", reason: "x" }).firstRun });
  expect(created.ok).toBe(true);
  if (created.ok) await created.detector.close();
});

test("an input that no memory holds is refused by its size, without a process", async () => {
  const model = await modelIn(path.join(FIXTURES, "brightness"));
  const side = 16384;
  const resize = { kind: "stretch", width: side, height: side, interpolation: "linear" } as const;
  const greedy = { ...model, manifest: { ...model.manifest, preprocess: { ...model.manifest.preprocess, resize } } };
  const { asked, firstRun } = answering({ kind: "ran", milliseconds: 1, peakBytes: 1 });
  const limits = { memoryGigabytes: 4, imageSeconds: null };
  const created = await createDetector(greedy, "cpu", { firstRun, limits });
  if (created.ok) throw new Error("it was loaded");
  // 16384 x 16384 pixels of three 4-byte floats, three times: 9.66 GB.
  expect(created.failure).toEqual({
    code: "input-over-memory",
    file: "model.onnx",
    params: { size: "16384 x 16384", needed: 9.7, limit: 4 },
  });
  expect(asked).toEqual([]);
});

test("the limit is what its user set, or half of what is free beside what the process holds, and enough for a usual detector where less is free", () => {
  expect(memoryLimit({ memoryGigabytes: 3, imageSeconds: null }, 1e9, 20e9)).toBe(3e9);
  expect(memoryLimit(DEFAULT_LIMITS, 1e9, 20e9)).toBe(11e9);
  expect(memoryLimit(DEFAULT_LIMITS, 1e9, 3e9)).toBe(3e9);
  expect(memoryLimit(DEFAULT_LIMITS, 1e9, 2e9)).toBe(2.5e9);
});

test("the demo's graph ships with Loupe: opening it costs no first run", async () => {
  const folder = path.join(PROJECT, "models/demo-frcnn-dcn");
  const manifest = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8")) as { sha256: string };
  expect(isShipped(manifest.sha256)).toBe(true);
  expect(isShipped((await modelIn(path.join(FIXTURES, "brightness"))).manifest.sha256)).toBe(false);
});

test("a graph that fixes its input to a hundred thousand pixels is refused when it is opened", () => {
  const recognised = {
    layout: "ultralytics-raw",
    inputs: { image: "images" },
    classCount: null,
    singleImage: true,
  } as const;
  const preprocess: Preprocess = {
    color: "RGB",
    resize: { kind: "none" },
    normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
    pad: { kind: "none" },
  };
  const inputSize = { width: 100_000, height: 100_000 };
  expect(misfit("m/model.onnx", { ...recognised, inputSize }, ["a"], preprocess)).toEqual({
    code: "input-too-large",
    file: "model.onnx",
    params: { graph: "100000 x 100000", most: 16_384 },
  });
});
