/** Fills the templates of a code table: `{{name}}` stands for a value of the code. */
import type { CodeTable, ParamKind, Templates } from "../core/codeTable.ts";
import { REASONS } from "../core/reasonCodes.ts";
import type { Param, Params, Reason } from "../core/reason.ts";
import type { LanguageWords } from "./languageWords.ts";

/** The sentence of a code with its values, in one language. */
export function sentenceOf<T extends CodeTable>(
  table: T,
  templates: Templates<T>,
  said: { readonly code: keyof T & string; readonly params: Params },
  words: LanguageWords,
): string {
  const kinds: Readonly<Record<string, ParamKind>> = table[said.code] ?? {};
  return templates[said.code].replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const [kind, value] = [kinds[name], said.params[name]];
    return kind === undefined || value === undefined ? whole : valueText(kind, value, words);
  });
}

/** A reason as a clause. */
export function clauseOf(reason: Reason, words: LanguageWords): string {
  return sentenceOf(REASONS, words.reasons, reason, words);
}

function valueText(kind: ParamKind, value: Param, words: LanguageWords): string {
  const { list, colon, sentence } = words.punctuation;
  if (typeof value === "number") return String(value);
  // What somebody else said may go on for lines: the first says what it comes to, `detailsOf` gives the rest.
  if (typeof value === "string") return value.split("\n", 1)[0] ?? "";
  switch (kind) {
    case "text":
    case "number":
      return "";
    case "list":
      return (value as readonly string[]).join(list);
    case "reason":
      return clauseOf(value as Reason, words);
    case "reasons":
      return clausesOf(value as readonly Reason[], words).join(list);
    case "detail":
      return clausesOf(value as readonly Reason[], words).join(colon);
    case "sentences":
      return clausesOf(value as readonly Reason[], words).join(sentence);
  }
}

function clausesOf(reasons: readonly Reason[], words: LanguageWords): string[] {
  return reasons.map((one) => clauseOf(one, words));
}
