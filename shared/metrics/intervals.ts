/** Confidence intervals of a rate that was counted: Wilson, shown everywhere, and Clopper-Pearson, for what is signed. */
import { betaQuantile, normalQuantile } from "./distributions.ts";

/** `two`: both ends · `upper`: at most · `lower`: at least. A one-sided interval ends at 0 or 1 on its other side. */
export type Sides = "two" | "upper" | "lower";

export interface IntervalOptions {
  /** The proportion of repetitions whose interval contains the true rate, e.g. 0.95. */
  readonly confidence: number;
  readonly sides: Sides;
}

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

export const TWO_SIDED_95: IntervalOptions = { confidence: 0.95, sides: "two" };

/** Wilson's score interval without continuity correction (Wilson 1927); null where nothing was counted. */
export function wilsonInterval(
  successes: number,
  total: number,
  options: IntervalOptions = TWO_SIDED_95,
): Interval | null {
  if (total === 0) return null;
  const z = normalQuantile(1 - tailOf(options));
  const rate = successes / total;
  const denominator = 1 + (z * z) / total;
  const centre = (rate + (z * z) / (2 * total)) / denominator;
  const reach = (z / denominator) * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total));
  // At 0 and 1 the centre and the half-width are equal except for rounding.
  const lower = successes === 0 ? 0 : centre - reach;
  const upper = successes === total ? 1 : centre + reach;
  return openOn(options.sides, lower, upper);
}

/**
 * The exact interval (Clopper and Pearson 1934) by quantiles of the beta distribution; null where nothing was counted.
 * Never too narrow, hence the one beside a signature.
 */
export function clopperPearsonInterval(
  successes: number,
  total: number,
  options: IntervalOptions = TWO_SIDED_95,
): Interval | null {
  if (total === 0) return null;
  const tail = tailOf(options);
  const failures = total - successes;
  const lower = successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1);
  const upper = failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures);
  return openOn(options.sides, lower, upper);
}

/** The probability outside the interval on one side. */
function tailOf({ confidence, sides }: IntervalOptions): number {
  return sides === "two" ? (1 - confidence) / 2 : 1 - confidence;
}

function openOn(sides: Sides, lower: number, upper: number): Interval {
  switch (sides) {
    case "two":
      return { lower, upper };
    case "upper":
      return { lower: 0, upper };
    case "lower":
      return { lower, upper: 1 };
  }
}
