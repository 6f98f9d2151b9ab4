/** The languages of Loupe. A new one is a folder beside `en` and `zh`, and a line here. */
import { z } from "zod";
import { ENGLISH } from "./en/words.ts";
import type { LanguageWords } from "./languageWords.ts";
import { CHINESE } from "./zh/words.ts";

const LANGUAGES = {
  en: ENGLISH,
  zh: CHINESE,
} as const satisfies Record<string, LanguageWords>;

export type Language = keyof typeof LANGUAGES;
export const WORDS: Readonly<Record<Language, LanguageWords>> = LANGUAGES;
/** The language of a locale such as `zh-CN` or `zh_CN.UTF-8`; English where Loupe has no texts in it. */
export function languageOf(locale: string): Language {
  return ALL_LANGUAGES.find((language) => locale.toLowerCase().startsWith(language)) ?? "en";
}

/** In the order in which they are offered. */
export const ALL_LANGUAGES = Object.keys(LANGUAGES) as readonly Language[];
export const languageSchema = z.enum(ALL_LANGUAGES as [Language, ...Language[]]);
