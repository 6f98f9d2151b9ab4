// Picks the operating point at which the demo is shown, by the goal of its case.
// @ts-check

/** The case's line bears this share of good products that are rejected. */
export const MAX_OVERKILL = 0.1;

/**
 * A row below a floor of the run is not measured and has no rates.
 *
 * @typedef {{ threshold: number, recall: number, falsePositiveRate: number, measured?: false }} SweepPoint
 */

/**
 * The fewest escapes among the points with bearable overkill; of equals the one with the least overkill, then the highest threshold.
 *
 * @param {readonly SweepPoint[]} sweep
 * @returns {SweepPoint | undefined} undefined when no threshold meets the goal
 */
export function pickOperatingPoint(sweep) {
  const bearable = sweep.filter(
    ({ measured, falsePositiveRate }) => measured !== false && falsePositiveRate <= MAX_OVERKILL,
  );
  return [...bearable].sort(
    (a, b) => b.recall - a.recall || a.falsePositiveRate - b.falsePositiveRate || b.threshold - a.threshold,
  )[0];
}
