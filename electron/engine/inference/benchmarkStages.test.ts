/** The stage benchmark times each stage as often as requested, and names what it cannot measure. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { benchmarkStages } from "./benchmarkStages.ts";
import type { Detector } from "./detector.ts";
import { openModel } from "../models/openModel.ts";

const IMAGE = join(import.meta.dirname, "../images/fixtures/decode/rgb.png");

it("times every stage as often as asked; the session's time is the detector's own", async () => {
  const opened = await openModel(join(import.meta.dirname, "fixtures/graphs/network.onnx"));
  if (!opened.ok) throw new Error(opened.failure.code);
  // Five runs to warm up, then 4, 2, 3: the median is 3, the best 2.
  const durations = [9, 9, 9, 9, 9, 4, 2, 3];
  let asked = 0;
  const detector: Detector = {
    provider: { asked: "cpu", ran: "cpu", attempts: [] },
    execution: () => ({ sessions: 1, threads: null, batchSize: 1, optimization: "all" }),
    capacity: 1,
    detect: () =>
      Promise.resolve({
        ok: true,
        detections: {
          count: 0,
          boxes: new Float64Array(0),
          scores: new Float64Array(0),
          classIndices: new Int32Array(0),
        },
        inferenceMilliseconds: durations[asked++] ?? NaN,
      }),
    close: () => Promise.resolve(),
  };
  const measured = await benchmarkStages([IMAGE], opened.model.manifest.preprocess, 3, detector);
  if (!measured.ok) throw new Error(JSON.stringify(measured.reason));
  expect(asked).toBe(8);
  expect(measured.times.session).toEqual({ runs: 3, medianMilliseconds: 3, bestMilliseconds: 2 });
  for (const stage of [measured.times.decode, measured.times.preprocess]) {
    expect(stage.runs).toBe(3);
    expect(stage.bestMilliseconds).toBeGreaterThan(0);
    expect(stage.medianMilliseconds).toBeGreaterThanOrEqual(stage.bestMilliseconds);
  }
  expect(await benchmarkStages([join(IMAGE, "none")], opened.model.manifest.preprocess, 3)).toMatchObject({
    ok: false,
  });
  expect(await benchmarkStages([], opened.model.manifest.preprocess, 3)).toMatchObject({ ok: false });
});
