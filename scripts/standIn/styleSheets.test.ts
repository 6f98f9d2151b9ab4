// Style sheets use nothing that Chromium 108, the oldest runtime, lacks.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const RENDERER = path.join(import.meta.dirname, "..", "..", "renderer");

/** What came after 108, with the version. */
const TOO_NEW: [RegExp, string][] = [
  [/color-mix\(/, "color-mix (111)"],
  [/\bokl(ch|ab)\(/, "oklch, oklab (111)"],
  [/\blight-dark\(/, "light-dark (123)"],
  [/:popover-open/, ":popover-open (114)"],
  [/text-wrap:\s*(balance|pretty)/, "text-wrap (114, 117)"],
  [/@starting-style/, "@starting-style (117)"],
  [/@scope\b/, "@scope (118)"],
  [/\bdvb|\bfield-sizing:/, "field-sizing (123)"],
  [/animation-timeline:/, "animation-timeline (115)"],
  [/grid-template-(rows|columns):[^;]*subgrid/, "subgrid (117)"],
];

describe("style sheets", () => {
  const files = readdirSync(RENDERER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));

  it("are found", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)("%s", (file) => {
    expect(findTooNew(readFileSync(path.join(RENDERER, file), "utf8"))).toEqual([]);
  });

  it("would be caught", () => {
    expect(findTooNew(".a { color: color-mix(in srgb, red, blue); }")).toEqual(["color-mix (111)"]);
    expect(findTooNew(".a { color: red; .b { color: blue; } }")).toEqual(["nested rule (112)"]);
    expect(findTooNew("@media (min-width: 1px) { .a { color: red; } } .b { color: red }")).toEqual([]);
  });
});

/** Names of what is too new in a style sheet. */
function findTooNew(css: string): string[] {
  const code = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"\n]*"/g, '""');
  const found = TOO_NEW.filter(([pattern]) => pattern.test(code)).map(([, name]) => name);
  return hasNestedRule(code) ? [...found, "nested rule (112)"] : found;
}

/** True when a style rule stands inside a style rule; at-rules may hold style rules. */
function hasNestedRule(code: string): boolean {
  const open: boolean[] = [];
  let prelude = "";
  for (const character of code) {
    if (character === "{") {
      const isStyleRule = !prelude.trim().startsWith("@");
      if (isStyleRule && open.includes(true)) return true;
      open.push(isStyleRule);
      prelude = "";
    } else if (character === "}") {
      open.pop();
      prelude = "";
    } else if (character === ";") {
      prelude = "";
    } else {
      prelude += character;
    }
  }
  return false;
}
