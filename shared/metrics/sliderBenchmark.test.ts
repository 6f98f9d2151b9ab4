/** The slider's benchmark does the whole work and reports what its clock says. */
import { expect, test } from "vitest";
import { sliderBenchmark } from "./sliderBenchmark.ts";

test("equal seeds do equal work; the quantiles are those of the clock", () => {
  // The n-th reading of this clock is n squared. Two readings go to the index (1 - 0), then step j takes (3 + 2j)^2 - (2 + 2j)^2 = 5 + 4j.
  const clock = () => {
    let reading = 0;
    return () => (reading++) ** 2;
  };
  const options = { images: 500, detections: 4000, steps: 100, seed: 7 };
  const first = sliderBenchmark({ ...options, now: clock() });
  const second = sliderBenchmark({ ...options, now: clock() });
  expect(second.checksum).toBe(first.checksum);
  expect(first).toMatchObject({
    indexMilliseconds: 1,
    medianMilliseconds: 5 + 4 * 49,
    p99Milliseconds: 5 + 4 * 98,
    worstMilliseconds: 5 + 4 * 99,
  });
  expect(sliderBenchmark({ ...options, seed: 8, now: clock() }).checksum).not.toBe(first.checksum);
});

test("100,000 images and 1,000,000 detections: a step stays far below a frame", { timeout: 60_000 }, () => {
  const result = sliderBenchmark({
    images: 100_000,
    detections: 1_000_000,
    steps: 200,
    seed: 1,
    now: () => performance.now(),
  });
  expect(result.medianMilliseconds).toBeLessThan(16);
});
