/** The hues of decisions, errors and rates, on dark and on light: one palette for window, curves and reports (a test holds the window's theme to it). */

export interface VerdictPalette {
  readonly ok: string;
  readonly ng: string;
  readonly review: string;
  /** A defect image that was called OK; a missed defect. */
  readonly escaped: string;
  /** A background that was called NG; a false positive. */
  readonly overkill: string;
  /** Line of the recall; that of the overkill rate has the hue of overkill. */
  readonly recall: string;
}

export const VERDICTS_ON_DARK: VerdictPalette = {
  ok: "#33b8a4",
  ng: "#ff7350",
  review: "#e3b341",
  escaped: "#cf8dff",
  overkill: "#f0b83a",
  recall: "#6aa9ff",
};

export const VERDICTS_ON_LIGHT: VerdictPalette = {
  ok: "#06705f",
  ng: "#b83010",
  review: "#855900",
  escaped: "#8427bd",
  overkill: "#8a5a00",
  recall: "#1a62c6",
};
