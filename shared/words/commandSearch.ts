/** By which words, besides its name, a command is found in a language. */
import type { en } from "./en/window.ts";

export type CommandName = keyof typeof en.commands;

export interface CommandSearch {
  /** Other words for it. */
  readonly also?: readonly string[];
  /** Its name as it is typed on a Latin keyboard: one syllable a character, without tones; ü as it is typed, v. */
  readonly pinyin?: string;
  /** Other words for it, with theirs. */
  readonly alsoPinyin?: Readonly<Record<string, string>>;
}

export type CommandSearchWords = Readonly<Partial<Record<CommandName, CommandSearch>>>;
