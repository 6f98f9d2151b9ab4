/** All English texts. */
import type { LanguageWords } from "../languageWords.ts";
import { commandSearchEn } from "./commandSearch.ts";
import { failures } from "./failures.ts";
import { main } from "./main.ts";
import { reasons } from "./reasons.ts";
import { report } from "./report.ts";
import { en } from "./window.ts";

export const ENGLISH: LanguageWords = {
  name: "English",
  shortName: "EN",
  tag: "en",
  punctuation: { list: ", ", colon: ": ", sentence: " " },
  failures,
  main,
  reasons,
  report,
  window: en,
  commandSearch: commandSearchEn,
};
