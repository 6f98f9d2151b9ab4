/** Keys of the page as Electron's menus write them. */
import { parseKeyPress } from "../../shared/core/keyPress.ts";

const MODIFIERS: Readonly<Record<string, string>> = {
  $mod: "CmdOrCtrl",
  Control: "Ctrl",
  Alt: "Alt",
  Shift: "Shift",
  Meta: "Super",
};

const KEYS: Readonly<Record<string, string>> = {
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
  Backslash: "\\",
  Comma: ",",
  Period: ".",
  Slash: "/",
  NumpadAdd: "numadd",
  NumpadSubtract: "numsub",
  NumpadMultiply: "nummult",
  NumpadDivide: "numdiv",
  NumpadDecimal: "numdec",
};
/** Electron throws at a key that it does not know. */
const SAME = /^(?:[A-Z]|F(?:[1-9]|1\d|2[0-4])|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Enter|Space)$/;

/** @returns undefined where a menu cannot show the key; it works all the same */
export function acceleratorOf(keys: string): string | undefined {
  const { modifiers, key } = parseKeyPress(keys);
  const name = keyName(key);
  return name === undefined ? undefined : [...modifiers.map((one) => MODIFIERS[one] ?? one), name].join("+");
}

function keyName(key: string): string | undefined {
  const place = /^(?:Key([A-Z])|Digit(\d))$/.exec(key);
  if (place) return place[1] ?? place[2];
  const number = /^Numpad(\d)$/.exec(key);
  if (number) return `num${number[1]}`;
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (/^[\x21-\x7e]$/.test(key)) return key;
  return KEYS[key] ?? (SAME.test(key) ? key : undefined);
}
