/** Rates, thresholds and counts for display. */

/**
 * A fraction of 1 in per cent, without the sign: "95.9", "0.74", "100", "0". One decimal from 10 % up, two below; a
 * rate that is not 1 never reads as 100, one that is not 0 never as 0.
 */
export function ratePercent(rate: number): string {
  if (rate === 0) return "0";
  if (rate === 1) return "100";
  const percent = rate * 100;
  const text = percent.toFixed(percent < 10 ? 2 : 1);
  if (Number(text) >= 100) return ">99.9";
  if (Number(text) <= 0) return "<0.01";
  return text === "10.00" ? "10.0" : text;
}

/**
 * Parses a typed threshold: point or comma, 0 to 1. Null when it is not one.
 */
export function parseThreshold(text: string): number | null {
  const trimmed = text.trim().replace(",", ".").replace("。", ".");
  if (!/^(\d+\.?\d*|\.\d+)$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= 0 && value <= 1 ? value : null;
}
