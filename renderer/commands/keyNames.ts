/** How keys are written for people: Ctrl+K here, ⌘K on a Mac. */
import { parseKeyPress } from "../../shared/core/keyPress.ts";

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  BracketLeft: "[",
  BracketRight: "]",
  Equal: "+",
  NumpadAdd: "+",
  NumpadSubtract: "−",
  Minus: "−",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
  Backslash: "\\",
  IntlBackslash: "\\",
  Comma: ",",
  Period: ".",
  Slash: "/",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Insert: "Ins",
  Delete: "Del",
  "-": "−",
  "=": "+",
  Enter: "Enter",
  Escape: "Esc",
  Space: "Space",
};

/** The parts of one key combination, in tinykeys' notation, as key caps. */
export function keyCaps(keys: string, mac: boolean): string[] {
  // Shift is needed for the plus only on keyboards that have it above the equals sign.
  if (keys === "Shift+Equal") return ["+"];
  const { modifiers, key } = parseKeyPress(keys);
  // The question mark always needs Shift.
  const shown = key === "?" ? modifiers.filter((modifier) => modifier !== "Shift") : modifiers;
  return [...shown.map((modifier) => modifierName(modifier, mac)), keyName(key)];
}

function modifierName(modifier: string, mac: boolean): string {
  switch (modifier) {
    case "$mod":
      return mac ? "⌘" : "Ctrl";
    case "Control":
      return mac ? "⌃" : "Ctrl";
    case "Alt":
      return mac ? "⌥" : "Alt";
    case "Shift":
      return mac ? "⇧" : "Shift";
    default:
      return modifier;
  }
}

function keyName(key: string): string {
  const place = /^(?:Key|Digit)([A-Z0-9])$/.exec(key)?.[1];
  const number = /^Numpad(\w+)$/.exec(key)?.[1];
  return NAMES[key] ?? place ?? (number ? `Num ${number}` : key.length === 1 ? key.toUpperCase() : key);
}

/** A single text for a tooltip. */
export function keyText(keys: string, mac: boolean): string {
  return keyCaps(keys, mac).join(mac ? "" : "+");
}

/** The distinct ways to press a command, as people see them: `=` and the plus of the number pad are one. */
export function shownKeys(keys: readonly string[], mac: boolean): string[] {
  return [...new Set(keys.map((key) => keyText(key, mac)))];
}
