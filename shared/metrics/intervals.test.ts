/** Intervals against published figures of the case, tables and closed forms. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile, regularisedIncompleteBeta } from "./distributions.ts";
import { clopperPearsonInterval, wilsonInterval, type Interval } from "./intervals.ts";

function percent(interval: Interval | null): string[] {
  return interval === null ? [] : [interval.lower, interval.upper].map((end) => (100 * end).toFixed(2));
}

describe("the case's own figures, 95 % two-sided", () => {
  test.each([
    [284, 292, ["94.67", "98.81"], ["94.69", "98.61"]],
    [2, 135, ["0.18", "5.25"], ["0.41", "5.24"]],
    [0, 135, ["0.00", "2.70"], ["0.00", "2.77"]],
  ])("%i of %i", (successes, total, clopperPearson, wilson) => {
    expect(percent(clopperPearsonInterval(successes, total))).toEqual(clopperPearson);
    expect(percent(wilsonInterval(successes, total))).toEqual(wilson);
  });
});

test("one-sided bounds have the closed form 1 - (1 - confidence)^(1/n) at zero errors", () => {
  const upper = clopperPearsonInterval(0, 299, { confidence: 0.95, sides: "upper" });
  expect(upper?.lower).toBe(0);
  expect(upper?.upper).toBeCloseTo(1 - 0.05 ** (1 / 299), 12);
  const lower = clopperPearsonInterval(299, 299, { confidence: 0.95, sides: "lower" });
  expect(lower).toEqual({ lower: expect.closeTo(0.05 ** (1 / 299), 12), upper: 1 });
});

test("nothing counted has no interval", () => {
  expect([clopperPearsonInterval(0, 0), wilsonInterval(0, 0)]).toEqual([null, null]);
});

test("normal quantiles equal the tables", () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 11);
  expect(normalQuantile(0.95)).toBeCloseTo(1.6448536269514722, 11);
  expect(normalQuantile(0.005)).toBeCloseTo(-2.5758293035489004, 11);
});

test("the incomplete beta function equals its binomial sum", () => {
  // I_x(k, n - k + 1) is the probability of at least k successes in n trials.
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 25 }),
      fc.nat(24),
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      (n, k0, x) => {
        const k = 1 + (k0 % n);
        let sum = 0;
        let choose = 1;
        for (let i = 0; i <= n; i++) {
          if (i >= k) sum += choose * x ** i * (1 - x) ** (n - i);
          choose = (choose * (n - i)) / (i + 1);
        }
        expect(regularisedIncompleteBeta(x, k, n - k + 1)).toBeCloseTo(sum, 10);
      },
    ),
  );
});

test("both intervals hold the rate and mirror when errors are counted instead", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(3000), (total, k) => {
      const successes = k % (total + 1);
      for (const interval of [clopperPearsonInterval, wilsonInterval]) {
        const { lower, upper } = interval(successes, total) as Interval;
        const mirrored = interval(total - successes, total) as Interval;
        expect(lower).toBeLessThanOrEqual(successes / total);
        expect(upper).toBeGreaterThanOrEqual(successes / total);
        expect(1 - mirrored.upper).toBeCloseTo(lower, 10);
      }
    }),
    { numRuns: 60 },
  );
});
