/** Reads YAML that came with a dataset or a model: a mapping, in a time that grows with its length alone. No tag of it is executed. */
import { isMap, isScalar, parseDocument, visit, type CollectionTag, type Document } from "yaml";
import { type Reason, reason } from "../../../shared/core/reason.ts";

export type YamlRead =
  | { readonly ok: true; readonly mapping: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: Reason };

/** In characters; a configuration has thousands, and names of 10,000 classes some hundred thousand. */
export const MAX_YAML_LENGTH = 2_000_000;
/** Each alias is looked for in the whole document; configurations written by hand have a few. */
const MAX_ALIASES = 100;

/** Never throws. A key that comes twice in one mapping is refused, as YAML asks. */
export function readYaml(text: string, customTags: CollectionTag[] = []): YamlRead {
  if (text.length > MAX_YAML_LENGTH)
    return { ok: false, reason: reason("longer-than", { characters: MAX_YAML_LENGTH }) };
  try {
    // The parser's own search for keys that come twice compares each with each: 39 s for 40,000 keys.
    const options = { customTags, logLevel: "error", uniqueKeys: false } as const;
    const document = parseDocument(text.replace(/^\uFEFF/, ""), options);
    const [error] = document.errors;
    if (error) return { ok: false, reason: reason("not-yaml", { error: firstLine(error.message) }) };
    const problem = problemOf(document);
    if (problem !== null) return { ok: false, reason: problem };
    return { ok: true, mapping: document.toJS({ maxAliasCount: MAX_ALIASES }) as Readonly<Record<string, unknown>> };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: reason("not-yaml", { error: firstLine(said) }) };
  }
}

function problemOf(document: Document): Reason | null {
  if (!isMap(document.contents)) return reason("yaml-not-a-mapping");
  let aliases = 0;
  let repeated: string | null = null;
  visit(document, {
    Alias: () => {
      aliases += 1;
    },
    Map: (_, { items }) => {
      const keys = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : null;
        if (name !== null && keys.has(name)) repeated ??= name;
        if (name !== null) keys.add(name);
      }
    },
  });
  if (repeated !== null) return reason("yaml-repeated-key", { key: repeated });
  return aliases > MAX_ALIASES ? reason("yaml-too-many-aliases", { count: aliases, most: MAX_ALIASES }) : null;
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}
