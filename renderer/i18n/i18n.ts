/** Sets up i18next with both languages in memory: switching takes one frame and reads nothing. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../shared/ipc/contract.ts";
import { en } from "../../shared/words/en/window.ts";
import { zh } from "../../shared/words/zh/window.ts";

/** Call once before the first render. */
export function startTranslations(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  });
  document.documentElement.lang = htmlLanguage(language);
}

export function switchLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = htmlLanguage(language);
}

function htmlLanguage(language: Language): string {
  switch (language) {
    case "en":
      return "en";
    case "zh":
      return "zh-CN";
  }
}
