/** How figures are written in reports: a rate always has two decimals, its count and its denominator. */
import { clopperPearsonInterval } from "../metrics/intervals.ts";

/** `97.26 %`. */
export function percentText(rate: number): string {
  return `${(100 * rate).toFixed(2)} %`;
}

/** `97.26 % (284 / 292)`; `none` where there is nothing to count. */
export function rateText(count: number, total: number, none: string): string {
  return total === 0 ? none : `${percentText(count / total)} (${count} / ${total})`;
}

export function scoreText(score: number): string {
  return score.toFixed(3);
}

/** Both ends of the two-sided 95 % Clopper-Pearson interval in per cent, two decimals; null where nothing was counted. */
export function intervalText(count: number, total: number): { readonly lower: string; readonly upper: string } | null {
  const interval = clopperPearsonInterval(count, total);
  return interval && { lower: (100 * interval.lower).toFixed(2), upper: `${(100 * interval.upper).toFixed(2)} %` };
}

/** `2026-11-24 03:17:03 UTC` from ISO 8601. */
export function timeText(iso: string): string {
  return iso.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}
