/** How figures are written in reports: a rate always has two decimals, its count and its denominator. */
import { clopperPearsonInterval, wilsonInterval, type Interval } from "../metrics/intervals.ts";

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

/** Both ends of an interval in per cent, two decimals. */
export interface IntervalText {
  readonly lower: string;
  readonly upper: string;
}

/** The two-sided 95 % Wilson interval, which the window shows as well; null where nothing was counted. */
export function wilsonText(count: number, total: number): IntervalText | null {
  return endsText(wilsonInterval(count, total));
}

/** The two-sided 95 % Clopper-Pearson interval; null where nothing was counted. */
export function clopperPearsonText(count: number, total: number): IntervalText | null {
  return endsText(clopperPearsonInterval(count, total));
}

function endsText(interval: Interval | null): IntervalText | null {
  return interval && { lower: (100 * interval.lower).toFixed(2), upper: `${(100 * interval.upper).toFixed(2)} %` };
}

/** Minutes by which local time is ahead of UTC at a moment, given in milliseconds since 1970. */
export type LocalOffset = (moment: number) => number;

/** Local time with its offset (ISO 8601 with a space): `2026-11-24 11:17:03 +08:00`. @param iso ISO 8601, UTC */
export function timeText(iso: string, offsetAt: LocalOffset): string {
  const moment = Date.parse(iso);
  const offset = Math.round(offsetAt(moment));
  const local = new Date(moment + offset * 60_000).toISOString();
  const minutes = Math.abs(offset);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
