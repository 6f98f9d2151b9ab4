/** The image-level figures by hand-counted cases and by what must hold for any run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImageRole } from "../core/dataset.ts";
import { imagesWithVerdict, operatingPointAt, verdictOf, type Verdict } from "./operatingPoint.ts";
import { HISTOGRAM_BINS, scoreHistogram } from "./scoreHistogram.ts";
import { indexImageScores, isRejected, thresholdSweep } from "./thresholdSweep.ts";

const RULES = ["exact", "paddlex"] as const;

describe("one score against one threshold", () => {
  test.each([
    // score, threshold, exact, paddlex; the last column is `threshold's row < int(numpy.round(score / 0.01))`
    [0.504, 0.5, true, false],
    [0.506, 0.5, true, true],
    [0.5, 0.5, true, false],
    [0.51, 0.5, true, true],
    [0.505, 0.5, true, false], // 50.5 rounds half to even: 50
    [0.515, 0.51, true, true], // 51.5 rounds half to even: 52
    [0.29, 0.29, true, false],
    [0.496, 0.5, false, false],
    [0.496, 0.49, true, true],
    [0.004, 0, true, false],
    [0, 0, true, false],
    [1, 1, true, false],
    [1, 0.99, true, true],
    [-1, 0, false, false],
  ])("%d at %d", (score, threshold, exact, paddlex) => {
    expect([isRejected(score, threshold, "exact"), isRejected(score, threshold, "paddlex")]).toEqual([exact, paddlex]);
  });
});

describe("a run of nine images, counted by hand", () => {
  const best = Float64Array.of(0.95, 0.504, -1, 0.3, NaN, 0.7, 0.02, -1, 0.9);
  const roles: ImageRole[] = [
    "annotated",
    "annotated",
    "annotated",
    "annotated",
    "annotated",
    "background",
    "background",
    "background",
    "unlabelled",
  ];
  const index = indexImageScores(best, roles);

  test("operating point at 0.50", () => {
    expect(operatingPointAt(index, 0.5, "exact")).toEqual({
      threshold: 0.5,
      rule: "exact",
      defects: { total: 4, caught: 2, escaped: 2 },
      backgrounds: { total: 3, passed: 2, overkill: 1 },
      recall: 0.5,
      escapeRate: 0.5,
      falsePositiveRate: 1 / 3,
    });
    expect(operatingPointAt(index, 0.5, "paddlex").defects).toEqual({ total: 4, caught: 1, escaped: 3 });
  });

  test("verdicts, the failed image without one", () => {
    const verdicts = Array.from(best, (score, i) => verdictOf(score, roles[i] as ImageRole, 0.5, "exact"));
    expect(verdicts).toEqual(["caught", "caught", "escaped", "escaped", null, "overkill", "passed", "passed", "ng"]);
    expect([...imagesWithVerdict(best, roles, 0.5, "exact", new Set<Verdict>(["escaped", "overkill"]))]).toEqual([
      2, 3, 5,
    ]);
  });

  test("no image of a kind: null, never 0 of 0", () => {
    const empty = indexImageScores(Float64Array.of(0.5), ["unlabelled"]);
    expect(operatingPointAt(empty, 0.5, "exact")).toMatchObject({
      recall: null,
      escapeRate: null,
      falsePositiveRate: null,
    });
    expect(thresholdSweep(empty, "paddlex")[0]).toMatchObject({ recall: null, falsePositiveRate: null });
  });
});

const score = fc.oneof(
  fc.constant(-1),
  fc.constant(NaN),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 100 }).map((i) => i / 100),
  fc.integer({ min: 0, max: 1000 }).map((i) => i / 1000),
);
const run = fc.array(fc.tuple(score, fc.constantFrom<ImageRole>("annotated", "background", "unlabelled")), {
  maxLength: 60,
});

test("for any run: rows fall with the threshold, counts add up, verdicts agree, and the histogram's right side is what is called NG", () => {
  fc.assert(
    fc.property(run, fc.constantFrom(...RULES), (images, rule) => {
      const best = Float64Array.from(images, ([value]) => value);
      const roles = images.map(([, role]) => role);
      const index = indexImageScores(best, roles);
      const rows = thresholdSweep(index, rule);
      const histogram = scoreHistogram(index, rule);
      expect(rows.length).toBe(rule === "exact" ? 101 : 100);
      rows.forEach((row, i) => {
        const before = rows[i - 1];
        if (before) expect([row.caught <= before.caught, row.overkill <= before.overkill]).toEqual([true, true]);
        const count = (verdict: Verdict) =>
          imagesWithVerdict(best, roles, row.threshold, rule, new Set([verdict])).length;
        const point = operatingPointAt(index, row.threshold, rule);
        expect(point.defects).toEqual({ total: row.defects, caught: count("caught"), escaped: count("escaped") });
        expect(point.backgrounds).toEqual({
          total: row.backgrounds,
          passed: count("passed"),
          overkill: count("overkill"),
        });
        if (i < HISTOGRAM_BINS) expect(sum(histogram.defects.bins.subarray(i))).toBe(row.caught);
        if (i < HISTOGRAM_BINS) expect(sum(histogram.backgrounds.bins.subarray(i))).toBe(row.overkill);
      });
      expect(sum(histogram.defects.bins) + histogram.defects.nothingFound).toBe(index.defects.scores.length);
    }),
    { numRuns: 150 },
  );
});

function sum(values: Int32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
