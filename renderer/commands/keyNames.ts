/** How keys are written for people: Ctrl+K here, ⌘K on a Mac. */

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
  "-": "−",
  "=": "+",
  Enter: "Enter",
  Escape: "Esc",
  Space: "Space",
};

/** The parts of one key combination, in tinykeys' notation, as key caps. */
export function keyCaps(keys: string, mac: boolean): string[] {
  // Shift only makes the plus on keyboards where it lies above the equals sign.
  if (keys === "Shift+Equal") return ["+"];
  return keys
    .split("+")
    .map((part) => {
      if (part === "$mod") return mac ? "⌘" : "Ctrl";
      if (part === "Shift") return mac ? "⇧" : "Shift";
      return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    })
    .filter((cap, i, caps) => !(cap === "Shift" && caps[i + 1] === "?"));
}

/** One text for a tooltip. */
export function keyText(keys: string, mac: boolean): string {
  return keyCaps(keys, mac).join(mac ? "" : "+");
}

/** Distinct ways to press a command, as people see them: `=` and the plus of the number block are one. */
export function shownKeys(keys: readonly string[], mac: boolean): string[] {
  return [...new Set(keys.map((key) => keyText(key, mac)))];
}
