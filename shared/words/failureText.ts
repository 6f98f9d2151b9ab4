/** Turns failures and reasons into sentences, in the language of the window, the report or the command line. */
import type { Failure } from "../core/failure.ts";
import { FAILURES } from "../core/failureCodes.ts";
import type { Reason, ReasonCode } from "../core/reason.ts";
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

/** From the place to the particular, as one clause; empty where there is no reason. */
export function detailText(detail: readonly Reason[], language: Language): string {
  const words = WORDS[language];
  return detail.map((one) => clauseOf(one, words)).join(words.punctuation.colon);
}

/** A reason where it stands alone in a row of its own: begun as a sentence is, but for what somebody else said. */
export function reasonHeading(reason: Reason, language: Language): string {
  const text = reasonText(reason, language);
  return QUOTES.includes(reason.code) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

const QUOTES: readonly ReasonCode[] = ["quoted", "runtime-says"];
