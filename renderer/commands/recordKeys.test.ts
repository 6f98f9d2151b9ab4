/** What a recorded press becomes, on several keyboards, and what is refused. */
import { matchKeyBindingPress, parseKeybinding } from "tinykeys";
import { describe, expect, it } from "vitest";
import { keyPressSchema } from "../../shared/core/keyPress.ts";
import { recordKeys, type PressedKeys } from "./recordKeys.ts";

function press(key: string, code: string, modifiers = ""): PressedKeys {
  const has = (name: string) => modifiers.split(" ").includes(name);
  return {
    key,
    code,
    ctrlKey: has("Control"),
    metaKey: has("Meta"),
    altKey: has("Alt"),
    shiftKey: has("Shift"),
    isComposing: false,
    getModifierState: has,
  };
}

describe("a press", () => {
  it.each([
    ["a letter", press("j", "KeyJ"), "j"],
    ["a capital letter", press("C", "KeyC", "Shift"), "Shift+c"],
    ["with Ctrl and Shift", press("Z", "KeyZ", "Control Shift"), "$mod+Shift+z"],
    ["the letter, not the place, on a French keyboard", press("a", "KeyQ"), "a"],
    ["the place where the layout has no Latin letters: Russian", press("о", "KeyJ"), "KeyJ"],
    [
      "the place of a shifted digit, which is another character everywhere",
      press("/", "Digit7", "Shift"),
      "Shift+Digit7",
    ],
    ["a bracket", press("[", "BracketLeft"), "["],
    ["a question mark by its place", press("?", "Slash", "Shift"), "Shift+Slash"],
    ["a key of the number block", press("1", "Numpad1"), "Numpad1"],
    ["Ctrl and Enter", press("Enter", "Enter", "Control"), "$mod+Enter"],
    ["the space bar", press(" ", "Space"), "Space"],
    ["a function key", press("F6", "F6"), "F6"],
    ["an arrow with Alt", press("ArrowLeft", "ArrowLeft", "Alt"), "Alt+ArrowLeft"],
    ["a dead key by its place", press("Dead", "BracketLeft"), "BracketLeft"],
  ])("%s", (_name, event, keys) => {
    expect(recordKeys(event, false)).toEqual({ kind: "keys", keys });
    expect(keyPressSchema.safeParse(keys).success).toBe(true);
    // tinykeys recognises what was recorded; here `$mod` is Control.
    const [parsed] = parseKeybinding(keys);
    expect(parsed && matchKeyBindingPress(event as KeyboardEvent, parsed)).toBe(true);
  });

  it("of modifiers alone waits for more", () => {
    expect(recordKeys(press("Shift", "ShiftLeft", "Shift"), false)).toEqual({ kind: "waiting" });
  });

  it("has ⌘ on a Mac, and Ctrl as a modifier of its own", () => {
    expect(recordKeys(press("k", "KeyK", "Meta"), true)).toEqual({ kind: "keys", keys: "$mod+k" });
    expect(recordKeys(press("k", "KeyK", "Control"), true)).toEqual({ kind: "keys", keys: "Control+k" });
    expect(recordKeys(press("å", "KeyA", "Alt"), true)).toEqual({ kind: "keys", keys: "Alt+KeyA" });
  });

  it.each([
    [press("Tab", "Tab"), "tab"],
    [press("Tab", "Tab", "Control Shift"), "tab"],
    [press("Escape", "Escape"), "escape"],
    [press("Enter", "Enter"), "enter"],
    [press("Enter", "NumpadEnter", "Shift"), "enter"],
    [press("c", "KeyC", "Control"), "text"],
    [press("q", "KeyQ", "Control"), "system"],
    [press("F4", "F4", "Alt"), "system"],
    [press("e", "KeyE", "Meta"), "system"],
    [press("@", "KeyQ", "Control Alt AltGraph"), "altGraph"],
    [press("Process", "KeyA"), "composing"],
    [press("AudioVolumeUp", "AudioVolumeUp"), "unknown"],
  ] as const)("%# is refused with its reason", (event, reason) =>
    expect(recordKeys(event, false)).toEqual({ kind: "refused", reason }),
  );
});
