/** Sets up i18next with every language in memory: switching takes one frame and reads nothing. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { ALL_LANGUAGES, type Language, WORDS } from "../../shared/words/languages.ts";

/** Call once before the first render. */
export function startTranslations(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    resources: Object.fromEntries(ALL_LANGUAGES.map((code) => [code, { translation: WORDS[code].window }])),
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  });
  document.documentElement.lang = WORDS[language].tag;
}

export function switchLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = WORDS[language].tag;
}
