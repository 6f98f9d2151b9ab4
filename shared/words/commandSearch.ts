/** Words by which a command is found in a language, besides its name. */
import type { en } from "./en/window.ts";

export type CommandName = keyof typeof en.commands;

export interface CommandSearch {
  /** Synonyms. */
  readonly also?: readonly string[];
  /** The name as typed on a Latin keyboard: one syllable per character, without tones; ü is typed as v. */
  readonly pinyin?: string;
  /** Synonyms with their pinyin. */
  readonly alsoPinyin?: Readonly<Record<string, string>>;
}

export type CommandSearchWords = Readonly<Partial<Record<CommandName, CommandSearch>>>;
