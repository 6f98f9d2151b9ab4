/** What a model is called towards the user, where its manifest says it in one or several languages. */
import type { Language } from "./languages.ts";

/** The title in the language asked for, else in English, else in whatever language there is; null where the manifest has none. */
export function modelTitle(title: Readonly<Record<string, string>> | undefined, language: Language): string | null {
  if (title === undefined) return null;
  return (
    [title[language], title["en"], ...Object.values(title)].find((text) => text !== undefined && text !== "") ?? null
  );
}
