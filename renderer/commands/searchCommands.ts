/** Finds commands by what people type: names in both languages, synonyms, pinyin. */
import { ALL_LANGUAGES, WORDS, type Language } from "../../shared/words/languages.ts";
import type { Command, CommandId } from "./command.ts";

export interface CommandHit {
  readonly command: Command;
  /** The synonym by which it was found, where its name in the window's language does not show it. */
  readonly foundBy: string | null;
}

/** How well a text matches, best first. */
const PREFIX = 0;
const WORD = 1;
const EVERY_WORD = 2;
const PINYIN = 3;
const PINYIN_WORD = 4;
const INITIALS = 5;
const INSIDE = 6;

interface Found {
  /** One of the ranks above, plus tenths for the kind of text: the name, the other language's name, a synonym. */
  readonly rank: number;
  /** Of the matching text: of two equal matches, the one of which more was typed is meant. */
  readonly length: number;
  readonly foundBy: string | null;
}

/**
 * The matching commands, best first: prefix before word before inside a word, the name before synonyms, possible before
 * impossible. Destructive ones come after all others.
 */
export function searchCommands(
  query: string,
  commands: readonly Command[],
  language: Language,
  possible: (command: Command) => boolean,
): readonly CommandHit[] {
  const asked = normal(query);
  if (asked === "") return [];
  return commands
    .flatMap((command, order) => {
      const best = bestFound(asked, command.id, language);
      return best ? [{ command, order, ...best, possible: possible(command) }] : [];
    })
    .sort(
      (a, b) =>
        Number(a.command.destroys === true) - Number(b.command.destroys === true) ||
        Math.floor(a.rank) - Math.floor(b.rank) ||
        Number(b.possible) - Number(a.possible) ||
        a.rank - b.rank ||
        a.length - b.length ||
        a.order - b.order,
    )
    .map(({ command, foundBy }) => ({ command, foundBy }));
}

/** The match that Enter runs at once: the first, unless it is impossible or destructive. */
export function preselected(hits: readonly CommandHit[], possible: (command: Command) => boolean): CommandId | null {
  const command = hits[0]?.command;
  return command && command.destroys !== true && possible(command) ? command.id : null;
}

function bestFound(asked: string, id: CommandId, language: Language): Found | null {
  const name = WORDS[language].window.commands[id];
  const answers = ALL_LANGUAGES.flatMap((one) => {
    const { window, commandSearch } = WORDS[one];
    const own = window.commands[id];
    const { also = [], pinyin, alsoPinyin = {} } = commandSearch[id] ?? {};
    const typed = [...(pinyin === undefined ? [] : [[own, pinyin] as const]), ...Object.entries(alsoPinyin)];
    return [
      found(rankOfText(asked, own), one === language ? 0 : 0.1, own, own === name ? null : own),
      ...[...also, ...Object.keys(alsoPinyin)].map((word) => found(rankOfText(asked, word), 0.2, word, word)),
      ...typed.map(([word, letters]) => found(rankOfPinyin(asked, letters), 0.3, letters, word === name ? null : word)),
    ];
  });
  return answers.reduce((best, one) => (one && (!best || one.rank < best.rank) ? one : best), null);
}

function found(rank: number | null, part: number, text: string, foundBy: string | null): Found | null {
  return rank === null ? null : { rank: rank + part, length: text.length, foundBy };
}

function rankOfText(asked: string, text: string): number | null {
  const words = wordsOf(text);
  const starts = words.map((_, i) => words.slice(i).join(""));
  const joined = asked.replace(/ /g, "");
  if (starts[0]?.startsWith(joined)) return PREFIX;
  if (starts.some((rest) => rest.startsWith(joined))) return WORD;
  const parts = asked.split(" ");
  if (parts.length > 1 && parts.every((part) => starts.some((rest) => rest.startsWith(part)))) return EVERY_WORD;
  return joined.length > 2 && starts[0]?.includes(joined) ? INSIDE : null;
}

/** `yuzhi`, `yu zhi` and, from two letters on, `yz`. */
function rankOfPinyin(asked: string, syllables: string): number | null {
  const joined = asked.replace(/ /g, "");
  if (joined.length < 2 || !/^[a-z]+$/.test(joined)) return null;
  const words = syllables.split(" ");
  const starts = words.map((_, i) => words.slice(i).join(""));
  if (starts[0]?.startsWith(joined)) return PINYIN;
  if (starts.some((rest) => rest.startsWith(joined))) return PINYIN_WORD;
  return words
    .map((word) => word.charAt(0))
    .join("")
    .startsWith(joined)
    ? INITIALS
    : null;
}

/** Every Chinese character begins a word, since word boundaries are not marked. */
function wordsOf(text: string): string[] {
  return normal(text)
    .replace(/\p{Script=Han}/gu, " $& ")
    .split(" ")
    .filter((word) => word !== "");
}

function normal(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}.]+/gu, " ")
      // Only a decimal point is significant.
      .replace(/(?<!\p{N})\.|\.(?!\p{N})/gu, " ")
      .trim()
  );
}
