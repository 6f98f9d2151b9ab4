/** The palette's synonyms belong to commands, and the pinyin matches the characters one by one. */
import { describe, expect, it } from "vitest";
import { commandSearchEn } from "./en/commandSearch.ts";
import { en } from "./en/window.ts";
import { commandSearchZh } from "./zh/commandSearch.ts";
import { zh } from "./zh/window.ts";

/** Every Chinese text of the tables with its pinyin. */
const texts = Object.entries(commandSearchZh).flatMap(([id, { pinyin, alsoPinyin = {} }]): [string, string][] => [
  [zh.commands[id as keyof typeof zh.commands], pinyin],
  ...Object.entries(alsoPinyin),
]);
const characters = (text: string) => [...text].filter((character) => /\p{Script=Han}/u.test(character));

/** Characters with more than one reading in these texts. */
const READ_IN_TWO_WAYS: Readonly<Record<string, readonly string[]>> = { 重: ["chong", "zhong"], 得: ["de", "dei"] };

it("belongs to commands that exist", () => {
  expect(Object.keys(commandSearchZh).sort()).toEqual(Object.keys(zh.commands).sort());
  for (const id of Object.keys(commandSearchEn)) expect(Object.keys(en.commands)).toContain(id);
});

describe.each(texts)("%s", (text, pinyin) => {
  it("has one syllable a character", () => {
    expect(pinyin).toMatch(/^[a-z]+( [a-z]+)*$/);
    expect(pinyin.split(" ")).toHaveLength(characters(text).length);
  });
});

it("reads a character the same way everywhere", () => {
  const readings = new Map<string, Set<string>>();
  for (const [text, pinyin] of texts) {
    const syllables = pinyin.split(" ");
    for (const [i, character] of characters(text).entries()) {
      const known = readings.get(character) ?? new Set();
      readings.set(character, known.add(syllables[i] ?? ""));
    }
  }
  const several = [...readings].filter(([character, of]) => of.size > 1 && !READ_IN_TWO_WAYS[character]);
  expect(several).toEqual([]);
});
