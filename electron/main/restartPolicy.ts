/** Decides when an engine that ended is restarted: soon at first, then with growing delays, and not forever. */

/** After this many ends within the window it is not restarted. */
export const MAX_ENDS = 5;
export const WINDOW_MS = 10 * 60_000;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = 8_000;

export type RestartDecision = { readonly restart: true; readonly delayMs: number } | { readonly restart: false };

/**
 * @param endings when it ended, this time included; milliseconds of any clock that does not jump
 * @param now of the same clock
 */
export function decideRestart(endings: readonly number[], now: number): RestartDecision {
  const recent = endings.filter((at) => now - at < WINDOW_MS).length;
  if (recent >= MAX_ENDS) return { restart: false };
  return { restart: true, delayMs: Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, recent - 1), MAX_DELAY_MS) };
}
