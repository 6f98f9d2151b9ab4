/** Python literals as exporters write them, and texts that are not literals. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePythonLiteral } from "./pythonLiteral.ts";

const value = (text: string) => {
  const read = parsePythonLiteral(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

describe("Python literals", () => {
  it.each([
    [
      "{0: 'a', 1: \"it's\", 2: 'say \"b\"'}",
      new Map<unknown, unknown>([
        [0, "a"],
        [1, "it's"],
        [2, 'say "b"'],
      ]),
    ],
    [
      "{'batch': 1, 'half': False, 'nms': True, 'device': None, 'conf': 1e-3}",
      new Map<unknown, unknown>([
        ["batch", 1],
        ["half", false],
        ["nms", true],
        ["device", null],
        ["conf", 0.001],
      ]),
    ],
    ["[640, 640]", [640, 640]],
    ["(1, (2.5, -3), [],)", [1, [2.5, -3], []]],
    ["'\\u9ed1\\x41\\n\\\\ \\U0001F600 \\q'", "黑A\n\\ 😀 \\q"],
    [" { } ", new Map()],
    ["1_000", 1000],
  ])("%s", (text, expected) => expect(value(text)).toEqual(expected));

  it.each([
    "",
    "open('x')",
    "{0: ",
    "'no end",
    "[1, 2",
    "{1 2}",
    "[1] 2",
    "__import__('os')",
    "'\\u12'",
    "Truest",
    "[".repeat(100),
  ])("refuses %j", (text) => {
    const read = parsePythonLiteral(text);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.reason).toMatch(/at character \d+/);
  });

  it("reads back whatever Python-like text it is given, or refuses it, and never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."{}[](),:'\"\\ 01e.-TrueFalsNon\n黑"), maxLength: 60 }),
        (text) => typeof parsePythonLiteral(text).ok === "boolean",
      ),
      { numRuns: 5000, seed: 2 },
    );
  });
});
