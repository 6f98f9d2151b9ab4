/** Turns failures and reasons into sentences, in the language of the window, the report or the command line. */
import type { Failure } from "../core/failure.ts";
import { FAILURES } from "../core/failureCodes.ts";
import type { Reason } from "../core/reason.ts";
import { type Language, WORDS } from "./languages.ts";
import { clauseOf, sentenceOf } from "./templates.ts";

/** The reason and what to do; whoever shows it names the file. */
export function failureText(failure: Pick<Failure, "code" | "params">, language: Language): string {
  const words = WORDS[language];
  return sentenceOf(FAILURES, words.failures, failure, words);
}

/** What a self-check says of one subject: its sentences in the order in which they are read. */
export function findingText({ sentences }: { readonly sentences: readonly Reason[] }, language: Language): string {
  const words = WORDS[language];
  return sentences.map((sentence) => clauseOf(sentence, words)).join(words.punctuation.sentence);
}

/** A clause without a full stop, to be shown alone, in brackets or after a colon. */
export function reasonText(reason: Reason, language: Language): string {
  return clauseOf(reason, WORDS[language]);
}
