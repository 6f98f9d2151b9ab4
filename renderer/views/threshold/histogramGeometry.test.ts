/** The histogram's places against hand calculation. */
import { describe, expect, it } from "vitest";
import { indexImageScores } from "../../../shared/metrics/thresholdSweep.ts";
import { scoreHistogram } from "../../../shared/metrics/scoreHistogram.ts";
import { barLength, barsPath, binAt, binEdges, layOutHistogram, scoreAt, tallestOf, xOf } from "./histogramGeometry.ts";

// 12 + 14 + 10 = 36 px to the left of the scale, 12 to the right: 1000 px of scale, 10 a bin; (230 - 30) / 2 = 100 px a half.
const frame = layOutHistogram({ width: 1048, height: 230 }, true);

describe("layOutHistogram", () => {
  it("stands as calculated", () => {
    expect(frame).toMatchObject({ left: 36, right: 1036, trackTop: 100, trackBottom: 130, barHeight: 100 });
    expect(layOutHistogram({ width: 1048, height: 230 }, false)).toMatchObject({ trackTop: 200, trackBottom: 230 });
  });

  it("converts between scores and pixels", () => {
    expect(xOf(frame, 0.9)).toBe(936);
    expect(scoreAt(frame, 936)).toBeCloseTo(0.9, 12);
    expect(scoreAt(frame, -50)).toBe(0);
    expect(scoreAt(frame, 5000)).toBe(1);
  });

  it("finds bins", () => {
    expect(binAt(frame, 20)).toBe(-1);
    expect(binAt(frame, 31)).toBeNull();
    expect(binAt(frame, 36)).toBe(0);
    expect(binAt(frame, 931)).toBe(89);
    expect(binAt(frame, 1036)).toBe(99);
    expect(binEdges(frame, 90)).toEqual({ left: 936, right: 945 });
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
    const histogram = scoreHistogram(indexImageScores(best, roles), "exact");
    expect(tallestOf(histogram)).toBe(4);
    // 98 px for the tallest (4), 49 for single ones; bins 90 and 95.
    expect(barsPath(frame, histogram.defects, 4, true)).toBe("M12 100H26V51H12ZM936 100H945V51H936ZM986 100H995V2H986Z");
    expect(barsPath(frame, histogram.backgrounds, 4, false)).toBe("M236 130H245V179H236Z");
  });
});
