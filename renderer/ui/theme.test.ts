/** Every text colour of both themes is legible on every surface where it is used: at least 4.5:1 (WCAG 2, AA). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrastRatio } from "../../shared/core/classPalette.ts";

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

it("both themes have the same tokens", () => {
  expect([...tokensOf("light").keys()].sort()).toEqual([...tokensOf("dark").keys()].sort());
});
