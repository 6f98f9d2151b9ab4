/** Numbers and times for display, in both languages. */
import type { TFunction } from "i18next";

/** A score with two decimals, truncated instead of rounded: 0.899 must not read as 0.90 while it is below that threshold. */
export function formatScore(score: number): string {
  return (Math.floor(score * 100 + 1e-9) / 100).toFixed(2);
}

/** "48 s", "2 min 14 s", "1 h 5 min". */
export function formatDuration(seconds: number, t: TFunction): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("unit.seconds", { seconds: String(whole) });
  if (whole < 3600)
    return t("unit.minutesSeconds", { minutes: String(Math.floor(whole / 60)), seconds: String(whole % 60) });
  const minutes = Math.round(whole / 60);
  return t("unit.hoursMinutes", { hours: String(Math.floor(minutes / 60)), minutes: String(minutes % 60) });
}

/** Local time to the minute, in the one form that both languages read alike: "2026-03-01 08:05". */
export function formatTime(iso: string): string {
  const time = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** One decimal below ten, none above. */
export function formatRate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
}

/** Thousands separated by a thin space, which no language reads as a decimal mark; a dash for NaN (not measured). */
export function formatCount(count: number): string {
  if (Number.isNaN(count)) return "–";
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u2009");
}

export function formatMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
