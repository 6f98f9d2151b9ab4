/** A session in its own thread: the engine stays awake, batches equal single runs, and a thread that ends is reported, not waited for. */
import { quoted } from "../../../shared/core/reason.ts";
import { reasonText } from "../../../shared/words/failureText.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type * as WorkerThreads from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { DEFAULT_TUNING, type Execution } from "../../../shared/core/sessionTuning.ts";
import { createTensorMemory } from "../images/tensorMemory.ts";
import { toTensor } from "../images/toTensor.ts";
import type { Detection, Detector } from "./detector.ts";
import type { ImageTensor } from "../images/imageTensor.ts";
import { openModel, type OpenedModel } from "../models/openModel.ts";
import { createDetector, type DetectorOptions } from "./ortDetector.ts";
import { queuedDetector } from "./queuedDetector.ts";
import { openSessionThread, type RuntimeSession } from "./sessionThread.ts";

const GRAPHS = join(import.meta.dirname, "fixtures/graphs");
const EXPORTS = join(import.meta.dirname, "../../../../shared/fixtures");

async function open(path: string): Promise<OpenedModel> {
  const opened = await openModel(path);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.model;
}

async function detectorOf(model: OpenedModel, options: DetectorOptions = {}): Promise<Detector> {
  const created = await createDetector(model, "cpu", options);
  if (!created.ok) throw new Error(created.failure.code);
  return created.detector;
}

function tensorOf(model: OpenedModel, seed: number): ImageTensor {
  const rgb = Uint8Array.from({ length: 100 * 80 * 3 }, (_, i) => (i * (31 + seed * 6) + seed * 17) % 256);
  return toTensor({ width: 100, height: 80, rgb }, model.manifest.preprocess);
}

const ONE_SESSION: Execution = { sessions: 1, threads: null, batchSize: 1, optimization: "all" };

const rowsOf = (detection: Detection) => {
  if (!detection.ok) throw new Error(detection.reason.code);
  return {
    boxes: [...detection.detections.boxes],
    scores: [...detection.detections.scores],
    classes: [...detection.detections.classIndices],
  };
};

describe("a session's thread", () => {
  it("leaves the engine awake while the model works", async () => {
    const model = await open(join(import.meta.dirname, "../../../models/demo-frcnn-dcn"));
    const detector = await detectorOf(model);
    const tensor = toTensor(
      { width: 1280, height: 960, rgb: new Uint8Array(1280 * 960 * 3).fill(120) },
      model.manifest.preprocess,
    );
    await detector.detect(tensor, 0.01);
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 2);
    const found = await detector.detect(tensor, 0.01);
    clearInterval(timer);
    await detector.close();
    expect(found.ok && found.inferenceMilliseconds).toBeGreaterThan(20);
    expect(ticks).toBeGreaterThan(3);
  }, 30_000);

  it("can be opened and closed many times, two at once too; closing waits for the run under way", async () => {
    const model = await open(join(GRAPHS, "network.onnx"));
    for (let i = 0; i < 5; i++) {
      const [first, second] = [await detectorOf(model), await detectorOf(model)];
      const running = [first.detect(tensorOf(model, 1), 0.01), second.detect(tensorOf(model, 1), 0.01)];
      await Promise.all([first.close(), second.close()]);
      const [a, b] = await Promise.all(running);
      expect(rowsOf(a as Detection)).toEqual(rowsOf(b as Detection));
    }
  }, 30_000);

  it("says why a graph does not load, and why a run fails", async () => {
    const model = await open(join(GRAPHS, "network.onnx"));
    const torn = await createDetector({ ...model, graphPath: join(GRAPHS, "make_graphs.py") }, "cpu");
    expect(torn).toMatchObject({ ok: false, failure: { code: "graph-not-loaded" } });
    const detector = await detectorOf({ ...model, manifest: { ...model.manifest, inputs: { image: "other" } } });
    expect(await detector.detect(tensorOf(model, 1), 0.01)).toMatchObject({ ok: false });
    expect(await detector.detect(tensorOf(model, 1), 0.01)).toMatchObject({ ok: false });
    await detector.close();
  });

  it("that ends before or while it works is reported at once", async () => {
    const start = { runtimePath: "", graphPath: "", options: null };
    const early = await openSessionThread(() => process.exit(0), start);
    expect(early).toEqual({ ok: false, reason: "the session's thread ended" });
    const faulty = await openSessionThread(() => {
      throw new Error("no driver");
    }, start);
    expect(faulty).toEqual({ ok: false, reason: "no driver" });
    const late = await openSessionThread((load) => {
      const { parentPort } = load("node:worker_threads") as typeof WorkerThreads;
      parentPort?.postMessage({ kind: "ready" });
      parentPort?.on("message", () => process.exit(0));
    }, start);
    if (!late.ok) throw new Error(late.reason);
    expect(await late.session.run([])).toEqual({ kind: "failed", reason: "the session's thread ended" });
    expect(await late.session.run([])).toEqual({ kind: "failed", reason: "the session's thread ended" });
    await late.session.close();
  });
});

describe("sessions side by side", () => {
  it("find what one session finds, whoever takes which image, also from shared memory", async () => {
    const model = await open(join(GRAPHS, "network.onnx"));
    const one = await detectorOf(model, { tuning: { ...DEFAULT_TUNING, sessions: 1, threads: 1 } });
    const three = await detectorOf(model, { tuning: { ...DEFAULT_TUNING, sessions: 3, threads: 3 } });
    expect([one.capacity, three.capacity]).toEqual([1, 3]);
    expect(three.execution()).toEqual({ sessions: 3, threads: 1, batchSize: 1, optimization: "all" });
    const memory = createTensorMemory(8);
    const shared = ({ data, plan }: ImageTensor): ImageTensor => {
      const taken = memory.take(data.length);
      taken.set(data);
      return { data: taken, plan };
    };
    const tensors = [1, 2, 3, 4, 5, 6, 7].map((seed) => tensorOf(model, seed));
    const expected = [];
    for (const tensor of tensors) expected.push(rowsOf(await one.detect(tensor, 0.02)));
    expect(new Set(expected.map((rows) => JSON.stringify(rows))).size).toBe(7);
    expect((await Promise.all(tensors.map((tensor) => three.detect(tensor, 0.02)))).map(rowsOf)).toEqual(expected);
    expect((await Promise.all(tensors.map((tensor) => three.detect(shared(tensor), 0.02)))).map(rowsOf)).toEqual(
      expected,
    );
    await Promise.all([one.close(), three.close()]);
  }, 30_000);

  it("are all at work, each on one image at a time", async () => {
    const model = await open(join(GRAPHS, "network.onnx"));
    const underWay = [0, 0];
    const most = [0, 0];
    const sessions = [0, 1].map(
      (i): RuntimeSession => ({
        run: async () => {
          underWay[i] = (underWay[i] ?? 0) + 1;
          most[i] = Math.max(most[i] ?? 0, underWay[i] ?? 0);
          await new Promise((resolve) => setTimeout(resolve, 5));
          underWay[i] = (underWay[i] ?? 0) - 1;
          return { kind: "failed", reason: `session ${i}` };
        },
        close: () => Promise.resolve(),
      }),
    );
    const detector = queuedDetector(model, sessions, { asked: "cpu", ran: "cpu", attempts: [] }, ONE_SESSION);
    const reasons = (await Promise.all([1, 2, 3, 4, 5].map(() => detector.detect(tensorOf(model, 1), 0.01)))).map(
      (detection) => !detection.ok && reasonText(detection.reason, "en"),
    );
    expect(most).toEqual([1, 1]);
    expect(new Set(reasons)).toEqual(new Set(["session 0", "session 1"]));
  });
});

describe("batches", () => {
  it.each([
    ["a small network", join(GRAPHS, "network_batch.onnx")],
    ["Paddle's PP-YOLOE, whose open axis does not hold what it promises,", join(EXPORTS, "paddle_ppyoloe")],
    ["Paddle's RT-DETR", join(EXPORTS, "paddle_rtdetr")],
  ])(
    "of %s give what single runs give",
    async (_, path) => {
      if (!existsSync(path)) return expect(existsSync(EXPORTS)).toBe(false);
      const model = await open(path);
      const tensors = [1, 2, 3, 4, 5].map((seed) => tensorOf(model, seed));
      const detectAll = async (batchSize: number) => {
        const detector = await detectorOf(model, { tuning: { ...DEFAULT_TUNING, sessions: 1, batchSize } });
        const found = await Promise.all(tensors.map((tensor) => detector.detect(tensor, 0.02)));
        await detector.close();
        return found.map(rowsOf);
      };
      const [single, batched] = [await detectAll(1), await detectAll(3)];
      single.forEach((rows, i) => {
        expect(rows.scores.length).toBeGreaterThan(0);
        expect(batched[i]?.classes).toEqual(rows.classes);
        rows.scores.forEach((score, k) => expect(batched[i]?.scores[k]).toBeCloseTo(score, 4));
        rows.boxes.forEach((corner, k) =>
          expect(Math.abs((batched[i]?.boxes[k] as number) - corner)).toBeLessThan(0.03),
        );
      });
    },
    60_000,
  );

  it.each([
    ["network_batch", 3, "a run of several gave results"],
    ["network_promise", 1, "the graph does not hold what its open side promises"],
    ["network", 1, "the graph takes one"],
  ])("of %s: it is reported to run by %i, since %s", async (graph, batchSize) => {
    const model = await open(join(GRAPHS, `${graph}.onnx`));
    const detector = await detectorOf(model, { tuning: { ...DEFAULT_TUNING, threads: 1, sessions: 1, batchSize: 3 } });
    const before = detector.execution();
    const found = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => detector.detect(tensorOf(model, seed), 0.02)));
    await detector.close();
    expect(found.every(({ ok }) => ok)).toBe(true);
    // What is only allowed is not claimed.
    expect(before).toEqual({ sessions: 1, threads: 1, batchSize: 1, optimization: "all" });
    expect(detector.execution()).toEqual({ ...before, batchSize });
  });

  it("that stop working, also with another such run still under way, are not reported any more", async () => {
    const model = await open(join(GRAPHS, "network_batch.onnx"));
    const replies: ((ok: boolean) => void)[] = [];
    const session = (): RuntimeSession => ({
      run: (feeds) => {
        const count = feeds[0]?.dims[0] ?? 0;
        const ran = {
          kind: "ran",
          outputs: [{ dims: [count, 8, 1], data: new Float32Array(8 * count) }],
          milliseconds: 1,
        } as const;
        return new Promise((resolve) =>
          replies.push((ok) => resolve(ok ? ran : { kind: "failed", reason: "out of memory" })),
        );
      },
      close: () => Promise.resolve(),
    });
    const detector = queuedDetector(
      model,
      [session(), session()],
      { asked: "cpu", ran: "cpu", attempts: [] },
      { ...ONE_SESSION, batchSize: 2 },
    );
    const reported: number[] = [];
    const all = Promise.all([1, 2, 3, 4, 5, 6].map((seed) => detector.detect(tensorOf(model, seed), 0.01)));
    const answer = async (reply: number, ok: boolean) => {
      await new Promise((resolve) => setTimeout(resolve));
      replies[reply]?.(ok);
      await new Promise((resolve) => setTimeout(resolve));
      reported.push(detector.execution().batchSize);
    };
    await answer(0, true); // two images; the next two begin at once
    await answer(1, false); // two that are given back
    await answer(2, true); // two that had begun before
    for (let reply = 3; reply <= 4; reply++) await answer(reply, true);
    expect((await all).every(({ ok }) => ok)).toBe(true);
    expect(reported).toEqual([2, 1, 1, 1, 1]);
  });

  it("share a run only when they wait, fit in size, and the graph allows it", async () => {
    const model = await open(join(GRAPHS, "network_batch.onnx"));
    const runsOf = async (batches: boolean, tensors: readonly ImageTensor[]) => {
      const runs: number[] = [];
      const session: RuntimeSession = {
        run: (feeds) => {
          const count = feeds[0]?.dims[0] ?? 0;
          runs.push(count);
          return Promise.resolve({
            kind: "ran",
            outputs: [{ dims: [count, 8, 1], data: new Float32Array(8 * count) }],
            milliseconds: 1,
          });
        },
        close: () => Promise.resolve(),
      };
      const detector = queuedDetector(
        { ...model, batches },
        [session],
        { asked: "cpu", ran: "cpu", attempts: [] },
        { ...ONE_SESSION, batchSize: 4 },
      );
      await Promise.all(tensors.map((tensor) => detector.detect(tensor, 0.01)));
      return runs;
    };
    const small = tensorOf(model, 1);
    const large: ImageTensor = { data: new Float32Array(3), plan: { ...small.plan, padded: { width: 1, height: 1 } } };
    expect(await runsOf(true, [small, small, small, small, small, small])).toEqual([4, 2]);
    expect(await runsOf(true, [small, small, large, small])).toEqual([2, 1, 1]);
    expect(await runsOf(false, [small, small])).toEqual([1, 1]);
    expect(await runsOf(true, [small])).toEqual([1]);
  });

  it("a GPU that went away in a batch is reported to each of its images", async () => {
    const model = await open(join(GRAPHS, "network_batch.onnx"));
    const session: RuntimeSession = {
      run: () => Promise.resolve({ kind: "failed", reason: "CUDA failure 700: an illegal memory access" }),
      close: () => Promise.resolve(),
    };
    const on = async (ran: "cuda" | "cpu") => {
      const detector = queuedDetector(
        model,
        [session],
        { asked: ran, ran, attempts: [] },
        { ...ONE_SESSION, batchSize: 2 },
      );
      return Promise.all([1, 2].map((seed) => detector.detect(tensorOf(model, seed), 0.01)));
    };
    expect(await on("cuda")).toEqual(
      [1, 2].map(() => ({ ok: false, reason: quoted("CUDA failure 700: an illegal memory access"), deviceLost: true })),
    );
    expect((await on("cpu")).every((detection) => !("deviceLost" in detection))).toBe(true);
  });
});
