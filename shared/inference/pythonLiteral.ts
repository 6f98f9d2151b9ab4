/** Parses the Python literals that exporters leave in metadata: dictionaries, lists, tuples, strings, numbers, True, False and None. Nothing is ever evaluated. */

export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | ReadonlyMap<PythonValue, PythonValue>;
export type PythonRead =
  | { readonly ok: true; readonly value: PythonValue }
  | { readonly ok: false; readonly reason: string };

class LiteralError extends Error {}

const MAX_DEPTH = 32;

export function parsePythonLiteral(text: string): PythonRead {
  let at = 0;

  function fail(what: string): never {
    throw new LiteralError(`${what} at character ${at + 1}`);
  }

  function skipSpace(): void {
    while (at < text.length && /\s/.test(text[at] as string)) at += 1;
  }

  function accept(character: string): boolean {
    skipSpace();
    if (text[at] !== character) return false;
    at += 1;
    return true;
  }

  function value(depth: number): PythonValue {
    if (depth > MAX_DEPTH) fail("nested too deeply");
    skipSpace();
    const first = text[at];
    if (first === "{") return dictionary(depth);
    if (first === "[") return sequence(depth, "[", "]");
    if (first === "(") return sequence(depth, "(", ")");
    if (first === "'" || first === '"') return string();
    const word = /^(?:True|False|None)\b/.exec(text.slice(at, at + 6));
    if (word) {
      at += word[0].length;
      return word[0] === "None" ? null : word[0] === "True";
    }
    const number = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text.slice(at, at + 64));
    if (!number) fail("no value");
    at += number[0].length;
    return Number(number[0].replaceAll("_", ""));
  }

  function dictionary(depth: number): ReadonlyMap<PythonValue, PythonValue> {
    accept("{");
    const entries = new Map<PythonValue, PythonValue>();
    while (!accept("}")) {
      const key = value(depth + 1);
      if (!accept(":")) fail("no colon");
      entries.set(key, value(depth + 1));
      if (accept(",")) continue;
      if (!accept("}")) fail("no end of a dictionary");
      break;
    }
    return entries;
  }

  function sequence(depth: number, open: string, close: string): readonly PythonValue[] {
    accept(open);
    const items: PythonValue[] = [];
    while (!accept(close)) {
      items.push(value(depth + 1));
      if (accept(",")) continue;
      if (!accept(close)) fail("no end of a list");
      break;
    }
    return items;
  }

  function string(): string {
    const quote = text[at++] as string;
    let out = "";
    while (at < text.length) {
      const character = text[at++] as string;
      if (character === quote) return out;
      out += character === "\\" ? escape() : character;
    }
    return fail("a string has no end");
  }

  function escape(): string {
    const kind = text[at++];
    const hex = (length: number) => {
      const digits = text.slice(at, at + length);
      if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) fail("a broken escape");
      at += length;
      const code = Number.parseInt(digits, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : fail("a broken escape");
    };
    switch (kind) {
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "r":
        return "\r";
      case "x":
        return hex(2);
      case "u":
        return hex(4);
      case "U":
        return hex(8);
      case "\\":
      case "'":
      case '"':
        return kind;
      default:
        return `\\${kind ?? ""}`;
    }
  }

  try {
    const parsed = value(0);
    skipSpace();
    if (at < text.length) fail("something left over");
    return { ok: true, value: parsed };
  } catch (error) {
    if (error instanceof LiteralError) return { ok: false, reason: error.message };
    throw error;
  }
}
