// What the documents name must exist: paths, and the commands of package.json.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { renderLicenses } from "../licenses.mjs";

const ROOT = path.join(import.meta.dirname, "..", "..");
const FOLDERS = "shared|electron|renderer|models|resources|e2e|scripts|docs";
/** A path in back quotes that starts with one of our folders; a word with a wildcard or a placeholder is none. */
const PATH_IN_TEXT = new RegExp(`\`((?:${FOLDERS})/[^\`\\s*{<]*)\``, "g");
const PATH_IN_LINK = new RegExp(`\\]\\(((?:${FOLDERS})/[^)\\s#]+|[A-Z_]+(?:\\.md)?)\\)`, "g");
const COMMAND = /npm run ([a-z:-]+)/g;

describe.each(["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"])("%s", (document) => {
  const text = readFileSync(path.join(ROOT, document), "utf8");

  it("names only paths that exist", () => {
    const named = [...text.matchAll(PATH_IN_TEXT), ...text.matchAll(PATH_IN_LINK)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    const named = [...text.matchAll(COMMAND)].map((match) => match[1] ?? "");
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe("THIRD_PARTY_LICENSES.md", () => {
  it("lists the packages that are locked now (node scripts/licenses.mjs writes it)", () => {
    expect(readFileSync(path.join(ROOT, "THIRD_PARTY_LICENSES.md"), "utf8")).toBe(renderLicenses());
  });
});
