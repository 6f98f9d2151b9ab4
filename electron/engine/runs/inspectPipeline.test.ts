/** The pipeline with a model and images that record every step. */
import { quoted } from "../../../shared/core/reason.ts";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { NO_DETECTIONS } from "../../../shared/core/detections.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { Provider } from "../../../shared/core/run.ts";
import type { Detection, Detector } from "../inference/detector.ts";
import { inspectImages, type PipelineParts } from "./inspectPipeline.ts";
import type { QueuedImage } from "./inspectionQueue.ts";
import { createPauseGate } from "./pauseGate.ts";

const preprocess: Preprocess = {
  color: "RGB",
  resize: { kind: "none" },
  normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
  pad: { kind: "none" },
};
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const folder = mkdtempSync(path.join(tmpdir(), "loupe-pipeline-"));

function queueOf(names: readonly string[]): QueuedImage[] {
  return names.map((name) => {
    writeFileSync(path.join(folder, name), name);
    return { imageId: name, name, path: path.join(folder, name), tries: 1, alone: name.startsWith("suspect") };
  });
}

interface Behaviour {
  readonly provider?: Provider;
  readonly capacity?: number;
  readonly decode?: (name: string) => boolean;
  readonly detect?: (call: number) => Promise<Detection>;
}

/** A dataset that records every event, in order. */
function line(behaviour: Behaviour = {}) {
  const events: string[] = [];
  const underWay = new Set<string>();
  let calls = 0;
  let detecting = 0;
  let most = 0;
  const capacity = behaviour.capacity ?? 1;
  // Calls beyond the capacity wait their turn, as a detector's callers do.
  const lanes = Array.from({ length: capacity }, () => Promise.resolve());
  const detector: Detector = {
    provider: { asked: "auto", ran: behaviour.provider ?? "cpu", attempts: [] },
    execution: () => ({ sessions: capacity, threads: 1, batchSize: 1, optimization: "all" }),
    capacity,
    detect() {
      const call = calls++;
      const lane = call % capacity;
      const result = (lanes[lane] as Promise<void>).then(async () => {
        most = Math.max(most, ++detecting);
        try {
          return await (behaviour.detect?.(call) ??
            wait(8).then((): Detection => ({ ok: true, detections: NO_DETECTIONS, inferenceMilliseconds: 8 })));
        } finally {
          detecting--;
        }
      });
      lanes[lane] = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    close: () => Promise.resolve(),
  };
  const parts: PipelineParts = {
    detector,
    preprocess,
    decode: async (file) => {
      const name = path.basename(file);
      events.push(`decode ${name}`);
      if (name.startsWith("suspect")) expect([...underWay]).toEqual([name]);
      await wait(2);
      return behaviour.decode?.(name) === false
        ? { ok: false, code: "unreadable-image", reason: quoted("broken") }
        : { ok: true, pixels: { width: 4, height: 3, rgb: new Uint8Array(36), remarks: [] } };
    },
    toTensor: (image) => ({
      data: new Float32Array(36),
      plan: { source: image, scale: { x: 1, y: 1 }, resized: image, padded: image, offset: { x: 0, y: 0 } },
    }),
    store: {
      begin: (id) => void underWay.add(id),
      pause: (id) => void underWay.delete(id),
      record: (records) => {
        for (const { outcome } of records) {
          underWay.delete(outcome.imageId);
          events.push(`record ${outcome.imageId} ${outcome.status}`);
        }
      },
    },
  };
  return { parts, events, underWay, calls: () => calls, most: () => most };
}

function options(
  told: string[],
  more: {
    signal?: AbortSignal;
    pause?: ReturnType<typeof createPauseGate>;
    onTold?: (count: number) => void;
    prefetch?: number;
  } = {},
) {
  return {
    scoreFloor: 0.01,
    prefetch: more.prefetch ?? 2,
    signal: more.signal ?? new AbortController().signal,
    pause: more.pause ?? createPauseGate(),
    onRecorded: ({ outcome }: { outcome: { imageId: string } }) => {
      told.push(outcome.imageId);
      more.onTold?.(told.length);
      return Promise.resolve();
    },
  };
}

test("every image is told in order, each after it was recorded; a broken one is a failure and the rest goes on", async () => {
  const { parts, events, underWay } = line({ decode: (name) => name !== "c" });
  const told: string[] = [];
  const end = await inspectImages(queueOf(["a", "b", "c", "d", "e"]), parts, options(told));
  expect(end.end).toBe("complete");
  expect(told).toEqual(["a", "b", "c", "d", "e"]);
  expect(events.filter((event) => event.startsWith("record"))).toEqual([
    "record a done",
    "record b done",
    "record c failed",
    "record d done",
    "record e done",
  ]);
  expect([...underWay]).toEqual([]);
});

test("the next images are decoded while one is in the model, at most `prefetch` ahead", async () => {
  const { parts, events } = line();
  await inspectImages(queueOf(["a", "b", "c", "d", "e", "f"]), parts, options([]));
  expect(events.indexOf("decode c")).toBeLessThan(events.indexOf("record a done"));
  let recorded = 0;
  let decoded = 0;
  for (const event of events) {
    if (event.startsWith("decode")) decoded += 1;
    else recorded += 1;
    // Recording is one image behind the model, hence: one unrecorded, one in the model, two ahead.
    expect(decoded - recorded).toBeLessThanOrEqual(4);
  }
});

test("several sessions work side by side; outcomes are told in order all the same", async () => {
  const { parts, events, most } = line({
    capacity: 3,
    detect: (call) =>
      wait(call % 3 === 0 ? 25 : 5).then(
        (): Detection => ({ ok: true, detections: NO_DETECTIONS, inferenceMilliseconds: 5 }),
      ),
  });
  const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
  const told: string[] = [];
  await inspectImages(queueOf([...names, "suspect9"]), parts, options(told));
  expect(told).toEqual([...names, "suspect9"]);
  expect(most()).toBe(3);
  expect(events.indexOf("decode suspect9")).toBeGreaterThan(events.indexOf("record s11 done"));
});

test("an outcome is recorded at once, although the next image takes long to read", async () => {
  const { parts, events } = line({ capacity: 2 });
  const slow = {
    ...parts,
    decode: (file: string) =>
      (path.basename(file) === "z2" ? wait(80) : Promise.resolve()).then(() => parts.decode(file)),
  };
  await inspectImages(queueOf(["z0", "z1", "z2"]), slow, options([]));
  expect(events.indexOf("record z1 done")).toBeLessThan(events.indexOf("decode z2"));
});

test("a file that went away fails by its name", async () => {
  const queue = [
    ...queueOf(["a"]),
    { imageId: "gone", name: "gone", path: path.join(folder, "gone"), tries: 1, alone: false },
  ];
  const { parts, events } = line();
  await inspectImages(queue, parts, options([]));
  expect(events).toContain("record gone failed");
});

test("cancelling keeps what was finished and stops soon", async () => {
  const stop = new AbortController();
  const { parts, calls, underWay } = line();
  const told: string[] = [];
  const end = await inspectImages(
    queueOf(Array.from({ length: 50 }, (_, i) => `p${i}`)),
    parts,
    options(told, { signal: stop.signal, onTold: (count) => count === 3 && stop.abort() }),
  );
  expect(end.end).toBe("cancelled");
  expect(told.length).toBe(calls());
  expect(told.length).toBeLessThan(8);
  expect([...underWay]).toEqual([]);
});

test("a pause holds the line with nothing unrecorded; it can be cancelled", async () => {
  const stop = new AbortController();
  const pause = createPauseGate();
  const { parts, calls } = line();
  const told: string[] = [];
  const running = inspectImages(
    queueOf(Array.from({ length: 20 }, (_, i) => `q${i}`)),
    parts,
    options(told, { signal: stop.signal, pause, onTold: (count) => count === 4 && pause.set(true) }),
  );
  await wait(120);
  const held = told.length;
  expect(held).toBe(calls());
  await wait(60);
  expect(told.length).toBe(held);
  pause.set(false);
  await wait(60);
  expect(told.length).toBeGreaterThan(held);
  pause.set(true);
  stop.abort();
  expect((await running).end).toBe("cancelled");
});

test("a suspect runs alone, among others", async () => {
  const { parts, events } = line();
  await inspectImages(queueOf(["suspect1", "a", "b", "suspect2"]), parts, options([]));
  expect(events.indexOf("decode a")).toBeGreaterThan(events.indexOf("record suspect1 done"));
  expect(events.indexOf("decode suspect2")).toBeGreaterThan(events.indexOf("record b done"));
});

test("a GPU that fails the same way again and again is lost; a cpu only has bad images", async () => {
  const broken = (): Promise<Detection> => Promise.resolve({ ok: false, reason: quoted("device lost") });
  const names = Array.from({ length: 9 }, (_, i) => `g${i}`);
  const gpu = line({
    provider: "cuda",
    detect: (call) =>
      call < 2 ? Promise.resolve({ ok: true, detections: NO_DETECTIONS, inferenceMilliseconds: 1 }) : broken(),
  });
  expect(await inspectImages(queueOf(names), gpu.parts, options([]))).toEqual({
    end: "detector-lost",
    reason: quoted("device lost"),
  });
  // One more may wait for the model.
  expect(gpu.calls()).toBeLessThanOrEqual(8);
  expect(gpu.events.filter((event) => event.startsWith("record"))).toHaveLength(6);
  const cpu = line({ detect: broken });
  expect((await inspectImages(queueOf(names), cpu.parts, options([]))).end).toBe("complete");
  expect(cpu.calls()).toBe(9);
});

test("a device that says it is lost ends the line at once, and blames no image", async () => {
  const { parts, events, calls } = line({
    provider: "dml",
    detect: (call) =>
      Promise.resolve(
        call < 2
          ? { ok: true, detections: NO_DETECTIONS, inferenceMilliseconds: 1 }
          : { ok: false, reason: quoted("887A0005"), deviceLost: true },
      ),
  });
  expect(await inspectImages(queueOf(["l0", "l1", "l2", "l3"]), parts, options([]))).toEqual({
    end: "detector-lost",
    reason: quoted("887A0005"),
  });
  expect(calls()).toBeLessThanOrEqual(4);
  expect(events.filter((event) => event.startsWith("record"))).toEqual(["record l0 done", "record l1 done"]);
});

test("a detector that throws is a bug and is not hidden", async () => {
  const { parts } = line({ detect: () => Promise.reject(new Error("bug")) });
  await expect(inspectImages(queueOf(["x", "y", "z"]), parts, options([]))).rejects.toThrow("bug");
});

test("what fails before anyone waits for it ends the inspection, not the process", async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", listen);
  const disk = line();
  let begun = 0;
  const begin = () => {
    if (++begun > 3) throw new Error("disk full");
  };
  await expect(
    inspectImages(
      queueOf(["u0", "u1", "u2", "u3"]),
      { ...disk.parts, store: { ...disk.parts.store, begin } },
      options([]),
    ),
  ).rejects.toThrow("disk full");

  const model = line({
    detect: (call) =>
      call === 0
        ? Promise.resolve({ ok: true, detections: NO_DETECTIONS, inferenceMilliseconds: 1 })
        : Promise.reject(new Error("thread died")),
  });
  const slow = { ...options([]), onRecorded: () => wait(30).then(() => undefined) };
  await expect(inspectImages(queueOf(["v0", "v1", "v2"]), model.parts, slow)).rejects.toThrow("thread died");
  await wait(5);
  process.off("unhandledRejection", listen);
  expect(unhandled).toEqual([]);
});

test("an image whose input no memory holds is one that failed, and the rest goes on", async () => {
  const { parts, events } = line();
  let calls = 0;
  const tight: PipelineParts = {
    ...parts,
    toTensor: (...asked) => {
      if (calls++ === 1) throw new RangeError("Array buffer allocation failed");
      return parts.toTensor(...asked);
    },
  };
  const end = await inspectImages(queueOf(["a", "b", "c"]), tight, options([], { prefetch: 1 }));
  expect(end.end).toBe("complete");
  expect(events.filter((event) => event.startsWith("record")).sort()).toEqual([
    "record a done",
    "record b failed",
    "record c done",
  ]);
});
