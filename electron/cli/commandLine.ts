/** Parses the arguments of a command: strict, with a one-line message for wrong use, and the help text from the same table. */
import { parseArgs } from "node:util";

export interface OptionSpec {
  /** The placeholder of the value in the help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
  readonly required?: boolean;
  /** May be given more than once. */
  readonly many?: boolean;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Names of the arguments without a dash, all required. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
}

export interface ParsedArguments {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  /** For an option that may be given more than once. */
  readonly texts: (option: string) => readonly string[];
  readonly has: (option: string) => boolean;
}

export type Parsing =
  | { readonly kind: "run"; readonly args: ParsedArguments }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly line: string };

export function parseCommand(spec: CommandSpec, argv: readonly string[]): Parsing {
  const wrong = (reason: string): Parsing => ({
    kind: "wrong",
    line: `loupe ${spec.name}: ${reason} (see loupe ${spec.name} --help)`,
  });
  const options: Record<string, { type: "string" | "boolean"; short?: string; multiple?: boolean }> = {
    help: { type: "boolean", short: "h" },
    verbose: { type: "boolean" },
  };
  for (const [name, option] of Object.entries(spec.options))
    options[name] = { type: option.value === undefined ? "boolean" : "string", multiple: option.many ?? false };
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return wrong((message.split(/\. |\n/)[0] ?? message).replace(/\s+/g, " "));
  }
  const { values, positionals } = parsed;
  if (values["help"] === true) return { kind: "help" };
  const missing = spec.positionals.slice(positionals.length);
  if (missing.length > 0) return wrong(`${missing.join(" and ")} missing`);
  const surplus = positionals.slice(spec.positionals.length);
  if (surplus.length > 0) return wrong(`unexpected argument '${surplus[0] ?? ""}'`);
  const absent = Object.entries(spec.options).filter(([name, option]) => option.required && values[name] === undefined);
  if (absent.length > 0) return wrong(`${absent.map(([name]) => `--${name}`).join(" and ")} missing`);
  const empty = [...Object.entries(values), ...spec.positionals.map((name, i) => [name, positionals[i]] as const)].find(
    ([, value]) => value === "" || (Array.isArray(value) && value.includes("")),
  );
  if (empty) return wrong(`${empty[0]} is empty`);
  const text = (option: string) => {
    const value = values[option];
    return typeof value === "string" ? value : undefined;
  };
  const texts = (option: string) => {
    const value = values[option];
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  };
  return { kind: "run", args: { positionals, text, texts, has: (option) => values[option] !== undefined } };
}

export function helpText(spec: CommandSpec): string {
  const entries = Object.entries(spec.options).map(([name, option]) => {
    const shown = option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
    return { shown, help: option.required ? `${option.help} (required)` : option.help };
  });
  entries.push({ shown: "--verbose", help: "all that a runtime or the system says, not only its first line" });
  entries.push({ shown: "--help", help: "this text" });
  const width = Math.max(...entries.map(({ shown }) => shown.length));
  const lines = entries.map(({ shown, help }) => `  ${shown.padEnd(width)}  ${help}`);
  return [`loupe ${[spec.name, ...spec.positionals].join(" ")} [options]`, spec.summary, "", ...lines, ""].join("\n");
}

export type NumberReading =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: string };

/** A plain decimal between `min` and `max`, both included. */
export function readNumber(option: string, text: string, min: number, max: number): NumberReading {
  const value = Number(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text.trim()) || !(value >= min && value <= max)) {
    return { ok: false, reason: `--${option} must be a number from ${min} to ${max}, not '${text}'` };
  }
  return { ok: true, value };
}
