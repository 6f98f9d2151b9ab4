/** Turns a key press into the keys of a command, or gives the reason why they cannot be used. */
import type { en } from "../../shared/words/en/window.ts";

/** Its text is `shortcuts.refused.<reason>`. */
export type KeyRefusal = keyof typeof en.shortcuts.refused;

export type RecordedKeys =
  | { readonly kind: "keys"; readonly keys: string }
  /** Only modifiers so far. */
  | { readonly kind: "waiting" }
  | { readonly kind: "refused"; readonly reason: KeyRefusal };

export type PressedKeys = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
> & { readonly getModifierState: (key: string) => boolean };

const MODIFIER_KEYS = ["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "Fn", "FnLock", "NumLock"];
/** Named keys that reach the window on every system. */
const NAMED = /^(?:F\d{1,2}|Arrow(?:Left|Right|Up|Down)|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Enter)$/;
/** Positions whose characters differ by layout. */
const PLACE =
  /^(?:Key[A-Z]|Digit\d|Numpad\w+|Minus|Equal|BracketLeft|BracketRight|Backslash|Semicolon|Quote|Backquote|Comma|Period|Slash|IntlBackslash|IntlRo|IntlYen)$/;

export function recordKeys(event: PressedKeys, mac: boolean): RecordedKeys {
  if (MODIFIER_KEYS.includes(event.key)) return { kind: "waiting" };
  const reason = refusalOf(event, mac);
  if (reason !== null) return { kind: "refused", reason };
  const key = keyOf(event);
  if (key === null) return { kind: "refused", reason: "unknown" };
  const modifiers = [
    (mac ? event.metaKey : event.ctrlKey) ? "$mod" : null,
    mac && event.ctrlKey ? "Control" : null,
    event.altKey ? "Alt" : null,
    event.shiftKey ? "Shift" : null,
  ].filter((modifier) => modifier !== null);
  return { kind: "keys", keys: [...modifiers, key].join("+") };
}

function refusalOf(event: PressedKeys, mac: boolean): KeyRefusal | null {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const letter = event.key.toLowerCase();
  if (event.key === "Tab") return "tab";
  if (event.key === "Escape") return "escape";
  if (event.key === "Enter" && plain) return "enter";
  if (event.isComposing || event.key === "Process") return "composing";
  // On a Mac Option types characters, but the position is known; elsewhere some layouts need AltGr to type brackets.
  if (!mac && event.getModifierState("AltGraph")) return "altGraph";
  if (!mac && event.metaKey) return "system";
  if (mod && !event.altKey && !event.shiftKey && ["a", "c", "v", "x"].includes(letter)) return "text";
  const ofSystem = mac ? ["q", "w", "m", "h"] : ["q", "m"];
  if (mod && !event.altKey && !event.shiftKey && ofSystem.includes(letter)) return "system";
  if (!mac && event.altKey && (event.key === "F4" || event.code === "Space")) return "system";
  if (event.key === "F10" && plain) return "system";
  return null;
}

/** By its character where every keyboard has it, by its position where it depends on the layout. */
function keyOf({ key, code, shiftKey, altKey }: PressedKeys): string | null {
  if (code === "Space") return "Space";
  if (NAMED.test(key) && !code.startsWith("Numpad")) return key;
  if (code.startsWith("Numpad")) return code;
  if (/^[a-z]$/i.test(key) && !altKey) return key.toLowerCase();
  // With Shift or Option the character is another one, which depends on the layout: `Shift+7` is a slash in German.
  if (/^[\x21-\x7e]$/.test(key) && !shiftKey && !altKey && key !== "+" && key !== "(" && key !== ")") return key;
  return PLACE.test(code) ? code : null;
}
