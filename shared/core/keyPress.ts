/** A single key press as text, in the notation of tinykeys: modifiers, then a key by its character or by its position, `$mod+Shift+BracketLeft`. */
import { z } from "zod";

/** `$mod` is Ctrl, and ⌘ on a Mac. A key is one character, or a name of `KeyboardEvent.key` or `.code`. */
export const keyPressSchema = z
  .string()
  .max(48)
  .regex(/^(?:(?:\$mod|Control|Alt|Shift|Meta)\+)*(?:[^\s()+]|[A-Z][A-Za-z0-9]+)$/u);

const MODIFIERS = ["$mod", "Control", "Alt", "Shift", "Meta"];

/** The characters of a US keyboard's keys, plain and with Shift. */
const PLACES: Readonly<Record<string, string>> = {
  "-": "Minus",
  "=": "Equal",
  "[": "BracketLeft",
  "]": "BracketRight",
  "\\": "Backslash",
  ";": "Semicolon",
  "'": "Quote",
  "`": "Backquote",
  ",": "Comma",
  ".": "Period",
  "/": "Slash",
  _: "Minus",
  "{": "BracketLeft",
  "}": "BracketRight",
  "|": "Backslash",
  ":": "Semicolon",
  '"': "Quote",
  "~": "Backquote",
  "<": "Comma",
  ">": "Period",
  "?": "Slash",
  "!": "Digit1",
  "@": "Digit2",
  "#": "Digit3",
  $: "Digit4",
  "%": "Digit5",
  "^": "Digit6",
  "&": "Digit7",
  "*": "Digit8",
};

export interface KeyPress {
  /** In a fixed order. */
  readonly modifiers: readonly string[];
  readonly key: string;
}

export function parseKeyPress(text: string): KeyPress {
  const parts = text.split(/\b\+/);
  const key = parts.pop() ?? "";
  return { modifiers: MODIFIERS.filter((modifier) => parts.includes(modifier)), key };
}

/** A normal form: two notations of the same press on a US keyboard give the same text (`[` and `BracketLeft`, `Shift+?` and `Shift+Slash`). */
export function placeOfKeyPress(text: string): string {
  const { modifiers, key } = parseKeyPress(text);
  return [...modifiers, placeOfKey(key)].join("+");
}

function placeOfKey(key: string): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  return PLACES[key] ?? key;
}
