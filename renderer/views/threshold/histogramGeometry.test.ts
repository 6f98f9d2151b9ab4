/** The histogram's layout against hand calculation. */
import { describe, expect, it } from "vitest";
import { singleThreshold } from "../../../shared/core/decisionRule.ts";
import { indexColumns } from "../../../shared/metrics/decisionIndex.ts";
import { decisionHistogram } from "../../../shared/metrics/scoreHistogram.ts";
import { NO_FLOORS } from "../../../shared/metrics/scoreFloors.ts";
import { barLength, barsPath, binAt, binEdges, layOutHistogram, scoreAt, tallestOf, xOf } from "./histogramGeometry.ts";

// 12 + 14 + 20 = 46 px to the left of the scale, 12 to the right: 1000 px of scale, 10 per bin; (224 - 24) / 2 = 100 px per half.
const frame = layOutHistogram({ width: 1058, height: 224 }, true);

describe("layOutHistogram", () => {
  it("stands as calculated", () => {
    expect(frame).toMatchObject({ left: 46, right: 1046, trackTop: 100, trackBottom: 124, barHeight: 100 });
    expect(layOutHistogram({ width: 1058, height: 224 }, false)).toMatchObject({ trackTop: 200, trackBottom: 224 });
  });

  it("converts between scores and pixels", () => {
    expect(xOf(frame, 0.9)).toBe(946);
    expect(scoreAt(frame, 946)).toBeCloseTo(0.9, 12);
    expect(scoreAt(frame, -50)).toBe(0);
    expect(scoreAt(frame, 5000)).toBe(1);
  });

  it("finds bins", () => {
    expect(binAt(frame, 20)).toBe(-1);
    expect(binAt(frame, 36)).toBeNull();
    expect(binAt(frame, 46)).toBe(0);
    expect(binAt(frame, 941)).toBe(89);
    expect(binAt(frame, 1046)).toBe(99);
    expect(binEdges(frame, 90)).toEqual({ left: 946, right: 955 });
  });
});

describe("bars", () => {
  it("grow with the square root and never vanish", () => {
    expect(barLength(25, 100, 98)).toBe(49);
    expect(barLength(1, 1_000_000, 98)).toBe(2);
    expect(barLength(0, 100, 98)).toBe(0);
  });

  it("stand on the track, nothing found at the left", () => {
    const best = Float64Array.of(-1, 0.905, 0.95, 0.951, 0.955, 0.959, 0.2);
    const roles = ["annotated", "annotated", "annotated", "annotated", "annotated", "annotated", "background"] as const;
    const columns = indexColumns({ ng: best, review: best, caught: best }, roles);
    const histogram = decisionHistogram({ ...columns, rule: singleThreshold(0.5), floors: NO_FLOORS });
    expect(tallestOf(histogram)).toBe(4);
    // 98 px for the tallest (4), 49 for single ones; bins 90 and 95.
    expect(barsPath(frame, histogram.defects, 4, true)).toBe(
      "M12 100H26V51H12ZM946 100H955V51H946ZM996 100H1005V2H996Z",
    );
    expect(barsPath(frame, histogram.backgrounds, 4, false)).toBe("M246 124H255V173H246Z");
  });
});
