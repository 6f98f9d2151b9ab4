/** The report texts by language. */
import type { ReportTexts } from "./reportWords.ts";
import { type Language, WORDS } from "./languages.ts";

export function reportTexts(language: Language): ReportTexts {
  return WORDS[language].report;
}
