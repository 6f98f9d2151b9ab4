/** A language is a folder of shared/words and a line in its list: nothing else in the product knows which languages there are. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ALL_LANGUAGES } from "../../shared/words/languages.ts";

const PROJECT = path.join(import.meta.dirname, "../..");
/** Tests compare with sentences of every language, and the gallery's made-up data has Chinese names as a customer's has. */
const NOT_PRODUCT = /^shared\/words\/|^renderer\/gallery\/|\/fixtures\/|\.test(ing)?\.tsx?$/;

const others = ALL_LANGUAGES.filter((language) => language !== "en").join("|");
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ["the code of a language", new RegExp(`["'\`](?:${others})["'\`]`)],
  ["a text by the code of its language", new RegExp(`\\b(?:${others}):`)],
  ["a choice by language", /[!=]==? ?["']en["']|["']en["'] ?[!=]==?|case ["']en["']/],
  ["words of another script", /[^\P{L}\p{Script=Latin}\p{Script=Greek}\p{Script=Common}]/u],
];

const files = ["shared", "electron", "renderer"]
  .flatMap((folder) =>
    readdirSync(path.join(PROJECT, folder), { recursive: true, encoding: "utf8" }).map(
      (file) => `${folder}/${file.replaceAll("\\", "/")}`,
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !NOT_PRODUCT.test(file));

function found(code: string): string[] {
  const said = code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  return FORBIDDEN.filter(([, pattern]) => pattern.test(said)).map(([what]) => what);
}

it("looks at the whole product", () => expect(files.length).toBeGreaterThan(300));

describe("would be seen", () => {
  it.each([
    ['i18n.language === "zh" ? zh : en', "the code of a language"],
    ['{ en: "Image", zh: "" }', "a text by the code of its language"],
    ['language === "en" ? text : other', "a choice by language"],
    ['const text = "图片";', "words of another script"],
  ])("%s", (code, what) => expect(found(code)).toContain(what));
  it("a comment is no word of the product", () => expect(found("/** `角 1.jpg` */ // 角")).toEqual([]));
});

it("no file outside shared/words knows a language by name or speaks one", () => {
  const wrong = files.map((file) => [file, found(readFileSync(path.join(PROJECT, file), "utf8"))] as const);
  expect(wrong.filter(([, what]) => what.length > 0)).toEqual([]);
});
