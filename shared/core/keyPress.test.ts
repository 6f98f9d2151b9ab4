/** Key presses as text: which texts are valid, and which two mean the same key on a US keyboard. */
import { describe, expect, it } from "vitest";
import { keyPressSchema, parseKeyPress, placeOfKeyPress } from "./keyPress.ts";

describe("a press as text", () => {
  it.each(["k", "$mod+k", "$mod+Shift+BracketLeft", "F1", "Shift+?", "[", "$mod+,", "Alt+ArrowLeft", "é", "字"])(
    "%s is one",
    (text) => expect(keyPressSchema.safeParse(text).success).toBe(true),
  );

  // What tinykeys would read as a regular expression or as a sequence, and what is not a key.
  it.each(["", "(a|b)", "(", "g i", "$mod+", "Hyper+k", "ctrl+k", "k+$mod", "+", "x".repeat(60)])(
    "%j is none",
    (text) => expect(keyPressSchema.safeParse(text).success).toBe(false),
  );

  it("has its modifiers in one order", () => {
    expect(parseKeyPress("Shift+$mod+z")).toEqual({ modifiers: ["$mod", "Shift"], key: "z" });
    expect(parseKeyPress("Shift+?")).toEqual({ modifiers: ["Shift"], key: "?" });
  });
});

/** From the legends of a US keyboard (ANSI 104 keys). */
it.each([
  ["[", "BracketLeft"],
  ["Shift+?", "Shift+Slash"],
  ["=", "Equal"],
  ["c", "KeyC"],
  ["Shift+C", "Shift+KeyC"],
  ["5", "Digit5"],
  ["Shift+%", "Shift+Digit5"],
  ["Shift+$mod+z", "$mod+Shift+KeyZ"],
])("%s and %s are the same press", (first, second) => expect(placeOfKeyPress(first)).toBe(placeOfKeyPress(second)));

it.each([
  ["-", "NumpadSubtract"],
  ["c", "Shift+c"],
  ["Enter", "NumpadEnter"],
])("%s and %s are two", (first, second) => expect(placeOfKeyPress(first)).not.toBe(placeOfKeyPress(second)));
