/** Analyses on their thread: the engine stays responsive, results equal those of the plain function, and cancelling, faults and idleness end the right things. */
import { afterAll, describe, expect, test } from "vitest";
import { analyses, computeAnalysis } from "../../../shared/metrics/analyses/registry.ts";
import { evaluationColumns, evaluationColumnsInSteps } from "../../../shared/metrics/evaluationColumns.ts";
import { runInSlices } from "./runInSlices.ts";
import { createAnalysisThread } from "./analysisThread.ts";
import { LARGE_RUN_CLASSES, largeRun } from "./largeRun.testing.ts";
import { longestStall } from "./longestStall.testing.ts";

const smallColumns = () => evaluationColumns(largeRun(30, 200), LARGE_RUN_CLASSES);
const options = { images: "all" } as const;

/** A program for the thread in place of the product's, on its port `p`. */
const programOf = (body: string) =>
  `const p = require("node:worker_threads").parentPort; p.on("message", (m) => { ${body} });`;

describe("the analysis thread", () => {
  const thread = createAnalysisThread();
  afterAll(() => thread.close());

  test("gives what the plain function gives, and tells of each part", async () => {
    const told: number[][] = [];
    const onProgress = (done: number, total: number) => told.push([done, total]);
    const outcome = await thread.analyse({ name: "cocoErrors", columns: smallColumns(), options, onProgress });
    const expected = computeAnalysis("cocoErrors", smallColumns(), options, () => undefined);
    expect(outcome).toEqual({ kind: "done", result: expected });
    expect(told).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test.each(Object.keys(analyses) as (keyof typeof analyses)[])(
    "%s tells of as many parts as it has, and keeps its schema",
    async (name) => {
      const told: number[] = [];
      const outcome = await thread.analyse({
        name,
        columns: smallColumns(),
        options,
        onProgress: (done) => told.push(done),
      });
      expect(told).toEqual(Array.from({ length: analyses[name].parts }, (_, i) => i + 1));
      expect(analyses[name].result.safeParse(outcome.kind === "done" ? outcome.result : outcome)).toMatchObject({
        success: true,
      });
    },
  );

  test("computes what is asked at once one after another, each with its own answer", async () => {
    const both = await Promise.all([
      thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options: { images: "annotated" } }),
      thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options }),
    ]);
    expect(both.map((one) => one.kind === "done" && one.result.counts.images)).toEqual([20, 30]);
  });

  test("leaves the engine awake: 100,000 images with 1,000,000 detections are handed over and analysed", async () => {
    const images = largeRun(100_000, 1_000_000);
    const began = performance.now();
    const stall = await longestStall(async () => {
      const columns = await runInSlices(evaluationColumnsInSteps(images, LARGE_RUN_CLASSES));
      const outcome = await thread.analyse({ name: "cocoErrors", columns, options });
      expect(outcome).toMatchObject({ kind: "done", result: { counts: { images: 100_000, detections: 1_000_000 } } });
      // Transferred, not copied.
      expect(columns.boxes.length).toBe(0);
    });
    // In the engine itself nearly all of it would be one stall. A busy machine makes both longer.
    expect(stall).toBeLessThan((performance.now() - began) / 4);
  }, 60_000);
});

describe("cancelling", () => {
  test("ends an analysis in the middle of its arithmetic; the next one gets a fresh thread", async () => {
    const thread = createAnalysisThread();
    const columns = evaluationColumns(largeRun(20_000, 400_000), LARGE_RUN_CLASSES);
    const abort = new AbortController();
    const began = performance.now();
    const running = thread.analyse({
      name: "boxLevel",
      columns,
      options: {},
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(await running).toEqual({ kind: "cancelled" });
    const cancelled = performance.now() - began;
    const again = evaluationColumns(largeRun(20_000, 400_000), LARGE_RUN_CLASSES);
    const whole = performance.now();
    expect(await thread.analyse({ name: "boxLevel", columns: again, options: {} })).toMatchObject({
      kind: "done",
    });
    expect(cancelled).toBeLessThan((performance.now() - whole) / 2);
    await thread.close();
  }, 60_000);

  test("also one that would never end, and one that waits its turn", async () => {
    const thread = createAnalysisThread(programOf("for (;;);"));
    const [first, second] = [new AbortController(), new AbortController()];
    const endless = thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options, signal: first.signal });
    const waiting = thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options, signal: second.signal });
    second.abort();
    setTimeout(() => first.abort(), 50);
    expect(await Promise.all([endless, waiting])).toEqual([{ kind: "cancelled" }, { kind: "cancelled" }]);
  });
});

describe("a fault", () => {
  test.each([
    ["thrown", "throw new Error('no such box');", "no such box"],
    ["that ends the thread", "process.exit(1);", "the analysis thread ended"],
    ["told by the thread", "p.postMessage({ kind: 'failed', reason: 'out of range' });", "out of range"],
  ])("%s is one failure; the next analysis is answered", async (_name, body, reason) => {
    const once = `if (m.options.images === "all") { ${body} } else p.postMessage({ kind: "done", result: 7 });`;
    const thread = createAnalysisThread(programOf(once));
    expect(await thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options })).toEqual({
      kind: "failed",
      reason,
    });
    expect(
      await thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options: { images: "annotated" } }),
    ).toEqual({ kind: "done", result: 7 });
    await thread.close();
  });

  test("of the product's own program names what went wrong and leaves the thread", async () => {
    const thread = createAnalysisThread();
    const asked = { columns: smallColumns(), options } as const;
    const outcome = await thread.analyse({ name: "none" as "cocoMetrics", ...asked });
    expect(outcome).toMatchObject({ kind: "failed", reason: expect.stringContaining("undefined") });
    await thread.close();
  });
});

test("an idle thread goes away, and comes back when it is asked", async () => {
  // Each thread counts its requests.
  const counting = `let n = 0; ${programOf('p.postMessage({ kind: "done", result: ++n });')}`;
  const thread = createAnalysisThread(counting, 100);
  const ask = () => thread.analyse({ name: "cocoMetrics", columns: smallColumns(), options });
  expect(await ask()).toEqual({ kind: "done", result: 1 });
  expect(await ask()).toEqual({ kind: "done", result: 2 });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await ask()).toEqual({ kind: "done", result: 1 });
  await thread.close();
});
