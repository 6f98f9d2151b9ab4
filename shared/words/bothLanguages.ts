/** A text in both languages at once: notices stay on screen while the language is switched. */
import { en } from "./en/window.ts";
import { zh } from "./zh/window.ts";

type NoticeKey = `notice.${keyof typeof en.notice}`;

/** `{{name}}` in the text is replaced by `values.name`. */
export function bothLanguages(
  key: NoticeKey,
  values: Readonly<Record<string, string>> = {},
): { en: string; zh: string } {
  const name = key.slice("notice.".length) as keyof typeof en.notice;
  return { en: fill(en.notice[name], values), zh: fill(zh.notice[name], values) };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole);
}
