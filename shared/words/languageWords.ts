/** All that a language has to say; each folder beside this file is one language. */
import type { FAILURES } from "../core/failureCodes.ts";
import type { REASONS } from "../core/reasonCodes.ts";
import type { CommandSearchWords } from "./commandSearch.ts";
import type { ReportTexts } from "./reportWords.ts";
import type { Templates } from "../core/codeTable.ts";
import type { main } from "./en/main.ts";
import type { Texts, Translation } from "./translation.ts";

export type MainTexts = Texts<typeof main>;

export interface LanguageWords {
  /** What the language calls itself, in full and on a small button. */
  readonly name: string;
  readonly shortName: string;
  /** BCP 47: for the page, and for dates and times. */
  readonly tag: string;
  readonly dateTag: string;
  /** Between things that are enumerated, between a place and what is there, between sentences. */
  readonly punctuation: { readonly list: string; readonly colon: string; readonly sentence: string };
  readonly failures: Templates<typeof FAILURES>;
  /** The menu and the dialogs of the system. */
  readonly main: MainTexts;
  readonly reasons: Templates<typeof REASONS>;
  readonly report: ReportTexts;
  readonly window: Translation;
  /** For the palette. */
  readonly commandSearch: CommandSearchWords;
}
