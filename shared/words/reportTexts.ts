/** Every word of the reports, in both languages and in the terms of the field. */
import type { Language } from "../core/language.ts";
import { CHINESE } from "./zh/report.ts";
import { ENGLISH } from "./en/report.ts";
import type { ReportTexts } from "./reportWords.ts";

const TEXTS: Record<Language, ReportTexts> = { en: ENGLISH, zh: CHINESE };

export function reportTexts(language: Language): ReportTexts {
  return TEXTS[language];
}
