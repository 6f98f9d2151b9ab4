/** Thresholds as people set and read them: steps of the keys, the shortest number in a range, and the digits shown. */

/** Steps by key and by dragging; Shift selects the fine one. */
export const THRESHOLD_STEP = { coarse: 0.01, fine: 0.001 } as const;
export type ThresholdStepSize = (typeof THRESHOLD_STEP)[keyof typeof THRESHOLD_STEP];

/** The nearest multiple of the step within 0..1. */
export function snapThreshold(value: number, step: ThresholdStepSize = THRESHOLD_STEP.coarse): number {
  const perUnit = Math.round(1 / step);
  // Dividing whole numbers gives 0.29; 29 * 0.01 does not.
  return Math.min(Math.max(Math.round(value * perUnit), 0), perUnit) / perUnit;
}

/**
 * The threshold `steps` steps away, within 0..1. From between two multiples the first step leads to the next one, so that keys
 * always stop at round numbers.
 */
export function moveThreshold(
  threshold: number,
  steps: number,
  step: ThresholdStepSize = THRESHOLD_STEP.coarse,
): number {
  const perUnit = Math.round(1 / step);
  const at = threshold * perUnit;
  // 0.29 * 100 is a hair below 29.
  const nearest = Math.round(at);
  const onStep = Math.abs(at - nearest) < 1e-9;
  const from = onStep ? nearest : steps > 0 ? Math.floor(at) : Math.ceil(at);
  return Math.min(Math.max(from + steps, 0), perUnit) / perUnit;
}

/** The number with the fewest decimals in `from` (excluded) .. `to` (included), the highest of several; `to` itself where none is shorter. */
export function shortestBetween(from: number, to: number): number {
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    const scale = 10 ** decimals;
    const candidate = Math.floor(to * scale + 1e-9) / scale;
    for (const value of [candidate, (candidate * scale - 1) / scale]) if (value > from && value <= to) return value;
  }
  return to;
}

/** A 32-bit score has no further significant digits. */
const MAX_DECIMALS = 9;

/** At least two decimals, and as many as the number has: 0.90, 0.905, 0.8734567. */
export function thresholdText(threshold: number): string {
  const hundredths = threshold.toFixed(2);
  return Number(hundredths) === threshold ? hundredths : String(threshold);
}
