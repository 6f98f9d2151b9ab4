/** Reads the YAML files that Paddle's tools leave beside a model, and takes typed values from them. */
import { isMap, isSeq, parseDocument, type CollectionTag } from "yaml";

export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly reason: string };

/** A mapping in a configuration; its values have unknown types. */
export type Config = Readonly<Record<string, unknown>>;

const LONGEST = 2_000_000;

/** PaddleX writes Python tuples; they become lists. Every other tag is ignored, none is ever executed. */
const pythonTuple: CollectionTag = { tag: "tag:yaml.org,2002:python/tuple", collection: "seq", resolve: (seq) => seq };

export function readConfig(text: string): ConfigRead {
  if (text.length > LONGEST) return { ok: false, reason: "it is far too long for a model's configuration" };
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ""), { customTags: [pythonTuple], logLevel: "error" });
    const problem = document.errors[0];
    if (problem) return { ok: false, reason: problem.message.split("\n")[0] ?? "it is not YAML" };
    if (!isMap(document.contents))
      return { ok: false, reason: isSeq(document.contents) ? "it is a list, not a mapping" : "it is not a mapping" };
    return { ok: true, config: document.toJS({ maxAliasCount: 100 }) as Config };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error) };
  }
}

export function isConfig(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A list of finite numbers, or null. */
export function numbers(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isFinite(item))
    ? (value as readonly number[])
    : null;
}

/** Three numbers, one per channel, or null. */
export function triple(value: unknown): [number, number, number] | null {
  const list = numbers(value);
  return list?.length === 3 ? [list[0] as number, list[1] as number, list[2] as number] : null;
}

/** A list of names; numbers are taken as text, as in class lists like [0, 1, 2]. */
export function names(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((item) => typeof item === "string" || typeof item === "number") ? value.map(String) : null;
}
