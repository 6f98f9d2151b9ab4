/** The type of all texts of a language; each folder beside this file is one language. */
import type { FAILURES } from "../core/failureCodes.ts";
import type { REASONS } from "../core/reasonCodes.ts";
import type { CommandSearchWords } from "./commandSearch.ts";
import type { ReportTexts } from "./reportWords.ts";
import type { Templates } from "../core/codeTable.ts";
import type { main } from "./en/main.ts";
import type { Texts, Translation } from "./translation.ts";

export type MainTexts = Texts<typeof main>;

export interface LanguageWords {
  /** The language's own name, in full and for a small button. */
  readonly name: string;
  readonly shortName: string;
  /** BCP 47 tag of the page. */
  readonly tag: string;
  /** Separators: between enumerated items, between a location and its text, between sentences. */
  readonly punctuation: { readonly list: string; readonly colon: string; readonly sentence: string };
  readonly failures: Templates<typeof FAILURES>;
  /** The menu and the system's dialogs. */
  readonly main: MainTexts;
  readonly reasons: Templates<typeof REASONS>;
  readonly report: ReportTexts;
  readonly window: Translation;
  /** For the palette. */
  readonly commandSearch: CommandSearchWords;
}
