/** Every text colour of both themes is legible on every surface where it is used: at least 4.5:1 (WCAG 2, AA). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrastRatio } from "../../shared/core/classPalette.ts";
import { VERDICTS_ON_DARK, VERDICTS_ON_LIGHT } from "../../shared/core/verdictPalette.ts";
import { DARK_PLOT, LIGHT_PLOT } from "../../shared/report/curveSvg.ts";
import { ON_IMAGE } from "../views/compare/boxStyle.ts";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

/** The hexadecimal custom properties of a theme. */
function tokensOf(theme: "dark" | "light"): Map<string, string> {
  const start = css.indexOf(`:root[data-theme="${theme}"]`);
  const block = css.slice(css.indexOf("{", start), css.indexOf("}", start));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? "", value ?? ""]),
  );
}

const SURFACES = ["surface-app", "surface-panel", "surface-raised", "surface-field", "surface-overlay"];
const TONES = ["text", "text-quiet", "text-faint", "accent", "ok", "ng", "review", "escaped", "overkill"];
const PAIRS: readonly (readonly [string, string])[] = [
  ...TONES.flatMap((tone) => SURFACES.map((surface) => [tone, surface] as const)),
  ["text", "surface-hover"],
  ["text", "surface-active"],
  ["text", "surface-selected"],
  ["text-quiet", "surface-hover"],
  ["text-on-accent", "accent"],
  ["ok", "ok-tint"],
  ["ng", "ng-tint"],
  ["review", "review-tint"],
  ["escaped", "escaped-tint"],
  ["overkill", "overkill-tint"],
  ["text-faint", "surface-selected"],
  ["escaped", "surface-selected"],
  ["overkill", "surface-selected"],
];

describe.each(["dark", "light"] as const)("%s", (theme) => {
  const tokens = tokensOf(theme);
  it.each(PAIRS)("%s on %s", (tone, surface) => {
    const [a, b] = [tokens.get(tone), tokens.get(surface)];
    expect(a, tone).toBeDefined();
    expect(b, surface).toBeDefined();
    expect(contrastRatio(a ?? "", b ?? "")).toBeGreaterThanOrEqual(4.5);
  });
});

/** What has to be seen but not read: WCAG 2, 1.4.11. */
const SEEN: readonly (readonly [string, string])[] = [
  ...SURFACES.map((surface) => ["control-border", surface] as const),
  ["plot-bar", "surface-panel"],
  ["plot-recall", "surface-panel"],
  ["plot-overkill", "surface-panel"],
  ["escaped", "surface-panel"],
  ["overkill", "surface-panel"],
  ["pending", "surface-panel"],
];

describe.each(["dark", "light"] as const)("%s: borders of controls and marks of plots", (theme) => {
  const tokens = tokensOf(theme);
  it.each(SEEN)("%s on %s", (mark, surface) =>
    expect(contrastRatio(tokens.get(mark) ?? "", tokens.get(surface) ?? "")).toBeGreaterThanOrEqual(3),
  );
});

it("no control has a hairline for its border, which nobody can see", () => {
  for (const [file, selectors] of [
    ["controls.css", [".button-outline", ".field", ".segmented", ".segmented-option + .segmented-option"]],
    ["../views/threshold/threshold.css", [".threshold-field input", ".verdict-counts .verdict-count"]],
    ["../views/library/library.css", [".search"]],
    ["../views/titleBar/titleBar.css", [".title-search"]],
  ] as const) {
    const rules = readFileSync(new URL(`./${file}`, import.meta.url), "utf8");
    for (const selector of selectors) {
      const from = rules.indexOf(`${selector} {`);
      expect(rules.slice(from, rules.indexOf("}", from)), selector).toContain("var(--control-border)");
    }
  }
});

it("window, curves and reports share one palette, and each of its hues can be read", () => {
  for (const [theme, palette, plot] of [
    ["dark", VERDICTS_ON_DARK, DARK_PLOT],
    ["light", VERDICTS_ON_LIGHT, LIGHT_PLOT],
  ] as const) {
    const tokens = tokensOf(theme);
    const { recall, ...verdicts } = palette;
    for (const [name, hue] of Object.entries(verdicts)) expect(tokens.get(name), `${theme} ${name}`).toBe(hue);
    expect([tokens.get("plot-recall"), tokens.get("plot-overkill")]).toEqual([recall, palette.overkill]);
    expect([plot.lines.recall, plot.lines.overkill]).toEqual([recall, palette.overkill]);
    for (const hue of Object.values(palette)) expect(contrastRatio(hue, plot.paper), hue).toBeGreaterThanOrEqual(4.5);
  }
});

it("on images, missed and false boxes have the hues of escaped and overkill, with legible text", () => {
  const solid = (color: string) => {
    const [, r, g, b] = /^rgba\((\d+), (\d+), (\d+)/.exec(color) ?? [];
    return `#${[r, g, b].map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  };
  expect(solid(ON_IMAGE.hatch)).toBe(VERDICTS_ON_DARK.escaped);
  for (const plate of [ON_IMAGE.fnPlate, ON_IMAGE.fpPlate, ON_IMAGE.plate])
    expect(contrastRatio(solid(plate), ON_IMAGE.plateText)).toBeGreaterThanOrEqual(4.5);
});

it("both themes have the same tokens", () => {
  expect([...tokensOf("light").keys()].sort()).toEqual([...tokensOf("dark").keys()].sort());
});
