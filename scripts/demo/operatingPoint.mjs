// Picks the operating point at which the demo is shown, by the goal of its case.
// @ts-check

/** The case's line bears this share of good products that are rejected. */
export const MAX_OVERKILL = 0.1;

/** @typedef {{ threshold: number, recall: number, falsePositiveRate: number }} SweepPoint */

/**
 * The fewest escapes among the points with bearable overkill; of equals the one with the least overkill, then the highest threshold.
 *
 * @param {readonly SweepPoint[]} sweep
 * @returns {SweepPoint | undefined} undefined when no threshold meets the goal
 */
export function pickOperatingPoint(sweep) {
  const bearable = sweep.filter((point) => point.falsePositiveRate <= MAX_OVERKILL);
  return [...bearable].sort(
    (a, b) => b.recall - a.recall || a.falsePositiveRate - b.falsePositiveRate || b.threshold - a.threshold,
  )[0];
}
