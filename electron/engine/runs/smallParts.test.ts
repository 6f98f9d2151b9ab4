/** The small parts of a run: rate, pause, identity, complete files, the results array. */
import { quoted } from "../../../shared/core/reason.ts";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { ModelManifest } from "../../../shared/inference/modelManifest.ts";
import { detectionsJson } from "../runs/detectionsJson.ts";
import type { RecordedOutcome } from "./outcomeRecord.ts";
import { createPauseGate } from "./pauseGate.ts";
import { createProgressRate } from "./progressRate.ts";
import { differences, runIdentity, runIdOf } from "./runIdentity.ts";
import { writeAtomically } from "../files/writeAtomically.ts";

describe("images per second", () => {
  test("is unknown at first, then the rate of the last images", () => {
    const rate = createProgressRate(1000);
    expect(rate.imagesPerSecond()).toBeNull();
    expect(rate.secondsLeft(5)).toBeNull();
    for (let i = 1; i <= 10; i++) rate.finished(1000 + i * 500);
    expect(rate.imagesPerSecond()).toBeCloseTo(2, 9);
    expect(rate.secondsLeft(7)).toBeCloseTo(3.5, 9);
    // A change of load shows once it fills the window of 50.
    for (let i = 1; i <= 60; i++) rate.finished(6000 + i * 100);
    expect(rate.imagesPerSecond()).toBeCloseTo(10, 9);
  });

  test("a pause costs nothing", () => {
    const rate = createProgressRate(0);
    rate.finished(100);
    rate.finished(200);
    rate.pause(200);
    rate.pause(5000);
    rate.resume(60_200);
    rate.finished(60_300);
    expect(rate.imagesPerSecond()).toBeCloseTo(10, 9);
  });
});

test("a pause gate opens for its waiters, and for an abort", async () => {
  const gate = createPauseGate();
  const stop = new AbortController();
  await gate.wait(stop.signal);
  const changes: boolean[] = [];
  gate.onChange((paused) => changes.push(paused));
  gate.set(true);
  gate.set(true);
  let through = 0;
  const first = gate.wait(stop.signal).then(() => (through += 1));
  await Promise.resolve();
  expect(through).toBe(0);
  gate.set(false);
  await first;
  gate.set(true);
  const second = gate.wait(stop.signal).then(() => (through += 1));
  stop.abort();
  await second;
  expect([through, gate.paused]).toEqual([2, true]);
  expect(changes).toEqual([true, false, true]);
});

describe("the identity of a run", () => {
  const manifest: ModelManifest = {
    format: "loupe-model",
    formatVersion: 1,
    name: "m",
    file: "model.onnx",
    sha256: "a".repeat(64),
    layout: "torchvision",
    inputs: { image: "image" },
    preprocess: {
      color: "RGB",
      resize: { kind: "none" },
      normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
      pad: { kind: "none" },
    },
    classes: ["a"],
    graphScoreFloor: null,
    nms: null,
    synthetic: true,
  };
  const identity = (changed: Partial<ModelManifest> = {}) =>
    runIdentity("hash", { ...manifest, ...changed }, "auto", 0.01);

  test("is the same whatever the order of keys and the names that change no box", () => {
    const turned = Object.fromEntries(Object.entries(manifest).reverse()) as unknown as ModelManifest;
    expect(runIdOf(runIdentity("hash", turned, "auto", 0.01))).toBe(runIdOf(identity()));
    expect(runIdOf(identity({ name: "other", training: { seed: 1 }, synthetic: false }))).toBe(runIdOf(identity()));
    expect(runIdOf(identity())).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is another for anything that changes a box, and the difference is named", () => {
    const base = identity();
    const graph = identity({ sha256: "b".repeat(64) });
    const fed = identity({ preprocess: { ...manifest.preprocess, color: "BGR" } });
    const floor = runIdentity("hash", manifest, "auto", 0.02);
    const provider = runIdentity("hash", manifest, "cpu", 0.01);
    expect(
      new Set([base, graph, fed, floor, provider, runIdentity("other", manifest, "auto", 0.01)].map(runIdOf)).size,
    ).toBe(6);
    expect([graph, fed, floor, provider, base].map((other) => differences(base, other))).toEqual([
      ["model"],
      ["preprocessing"],
      ["scoreFloor"],
      ["provider"],
      [],
    ]);
  });
});

describe("writing whole files", () => {
  const folder = () => mkdtempSync(path.join(tmpdir(), "loupe-write-"));

  test("replaces the old one and leaves nothing else", async () => {
    const file = path.join(folder(), "结果.json");
    writeFileSync(file, "old");
    await writeAtomically(file, ["ne", Buffer.from("w")]);
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(readdirSync(path.dirname(file))).toEqual(["结果.json"]);
  });

  test("a failure on the way leaves the old one and nothing else", async () => {
    const file = path.join(folder(), "r.json");
    writeFileSync(file, "old");
    function* pieces(): Generator<string> {
      yield "half";
      throw new Error("the source failed");
    }
    await expect(writeAtomically(file, pieces())).rejects.toThrow("the source failed");
    expect(readFileSync(file, "utf8")).toBe("old");
    expect(readdirSync(path.dirname(file))).toEqual(["r.json"]);
  });

  test.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "a folder that may not be written (skipped for root and on Windows)",
    async () => {
      const where = folder();
      chmodSync(where, 0o500);
      await expect(writeAtomically(path.join(where, "r.json"), ["x"])).rejects.toThrow("EACCES");
      expect(existsSync(path.join(where, "r.json"))).toBe(false);
    },
  );
});

describe("the results array", () => {
  const record = (
    name: string,
    rows: readonly [number, number, number, number, number, number][],
  ): RecordedOutcome => ({
    outcome: {
      status: "done",
      imageId: name,
      width: 10,
      height: 10,
      milliseconds: { decode: 0, preprocess: 0, inference: 0 },
      detections: {
        count: rows.length,
        boxes: Float64Array.from(rows.flatMap((row) => row.slice(0, 4))),
        scores: Float64Array.from(rows, (row) => row[4]),
        classIndices: Int32Array.from(rows, (row) => row[5]),
      },
    },
    name,
    tries: 1,
    provider: "cpu",
    fileBytes: 1,
    fileModified: 1,
    remarks: [],
  });
  const parse = (records: readonly RecordedOutcome[]): unknown =>
    JSON.parse([...detectionsJson(records, ["漏底", "b"])].join(""));

  test("is a JSON array with names, corners turned to sides, nothing clipped", () => {
    const failed: RecordedOutcome = {
      ...record("f", []),
      outcome: { status: "failed", imageId: "f", code: "x", reason: quoted("y") },
    };
    expect(
      parse([
        record('图 "1".png', [
          [-1.5, 2, 8.5, 4, 0.505, 0],
          [1, 1, 2, 3, 0.01, 1],
        ]),
        record("none.png", []),
        failed,
        record("z.png", [[0, 0, 1, 1, 1, 1]]),
      ]),
    ).toEqual([
      { image_id: '图 "1".png', category_id: "漏底", bbox: [-1.5, 2, 10, 2], score: 0.505 },
      { image_id: '图 "1".png', category_id: "b", bbox: [1, 1, 1, 2], score: 0.01 },
      { image_id: "z.png", category_id: "b", bbox: [0, 0, 1, 1], score: 1 },
    ]);
  });

  test("of nothing is empty", () => expect(parse([])).toEqual([]));
});
