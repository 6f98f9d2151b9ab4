/** The image-level figures by hand-counted cases and by properties that must hold for any run. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ImageRole } from "../core/dataset.ts";
import { reaches } from "../core/counting/scoreRounding.ts";
import type { Verdict } from "../core/decision.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import { verdict } from "./decide.ts";
import { indexScores } from "./indexScores.testing.ts";
import { operatingPoint } from "./operatingPoint.ts";
import { decisionHistogram, HISTOGRAM_BINS } from "./scoreHistogram.ts";
import { sweepRows } from "./thresholdSweep.ts";

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
    expect([reaches(score, threshold, "exact"), reaches(score, threshold, "paddlex")]).toEqual([exact, paddlex]);
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
  const at = (threshold: number, rounding: "exact" | "paddlex") =>
    operatingPoint(indexScores(best, roles, singleThreshold(threshold, rounding)));

  test("operating point at 0.50", () => {
    expect(at(0.5, "exact")).toEqual({
      threshold: 0.5,
      band: { review: 0.5, ng: 0.5 },
      rounding: "exact",
      measured: true,
      defects: { total: 4, caught: 2, wrongReason: 0, review: 0, escaped: 2 },
      backgrounds: { total: 3, passed: 2, review: 0, overkill: 1 },
      unlabelled: { total: 1, ok: 0, review: 0, ng: 1 },
      recall: 0.5,
      escapeRate: 0.5,
      falsePositiveRate: 1 / 3,
    });
    expect(at(0.5, "paddlex").defects).toMatchObject({ total: 4, caught: 1, escaped: 3 });
  });

  test("verdicts, the failed image without one", () => {
    const verdicts = Array.from(best, (score, i) =>
      verdict(score, score, score, roles[i] as ImageRole, singleThreshold(0.5)),
    );
    expect(verdicts).toEqual(["caught", "caught", "escaped", "escaped", null, "overkill", "passed", "passed", "ng"]);
  });

  test("no image of a kind: null, never 0 of 0", () => {
    const empty = indexScores(Float64Array.of(0.5), ["unlabelled"], singleThreshold(0.5, "paddlex"));
    expect(operatingPoint(empty)).toMatchObject({
      recall: null,
      escapeRate: null,
      falsePositiveRate: null,
    });
    expect(sweepRows(empty)[0]).toMatchObject({ recall: null, falsePositiveRate: null });
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
      const index = indexScores(best, roles, singleThreshold(0.5, rule));
      const rows = sweepRows(index);
      const histogram = decisionHistogram(index);
      expect(rows.length).toBe(rule === "exact" ? 101 : 100);
      rows.forEach((row, i) => {
        const before = rows[i - 1];
        if (before) expect([row.caught <= before.caught, row.overkill <= before.overkill]).toEqual([true, true]);
        const count = (wanted: Verdict) =>
          images.filter(([ng, role]) => verdict(ng, ng, ng, role, singleThreshold(row.threshold, rule)) === wanted)
            .length;
        const point = operatingPoint(index, { review: row.threshold, ng: row.threshold });
        expect(point.defects).toMatchObject({ total: row.defects, caught: count("caught"), escaped: count("escaped") });
        expect(point.backgrounds).toMatchObject({
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
