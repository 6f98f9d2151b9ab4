/** Finds the image of a dataset that a result file or a run refers to, in any spelling of its name. */

export type NameResolution =
  | { readonly kind: "image"; readonly index: number }
  | { readonly kind: "unknown" }
  | { readonly kind: "ambiguous" };

export interface ImageNames {
  /** Exactly that name, apart from slashes and Unicode composition. */
  byExactName(named: string): NameResolution;
  /** The name, a path that ends in it, or its end (such as the file name alone) where only one image ends so; with or without extension. */
  byName(named: string): NameResolution;
  /** `position`: counts the dataset's images from `first`. */
  byPosition(position: number, first: 0 | 1): NameResolution;
}

const UNKNOWN: NameResolution = { kind: "unknown" };

/** Folders in the name must agree: `train/a.jpg` never matches `val/a.jpg`. */
export function createImageNames(names: readonly string[]): ImageNames {
  const exact = new Map<string, NameResolution>();
  const whole = new Map<string, NameResolution>();
  const byEnd = new Map<string, NameResolution>();
  const add = (map: Map<string, NameResolution>, key: string, index: number) => {
    const before = map.get(key);
    map.set(
      key,
      before === undefined || (before.kind === "image" && before.index === index)
        ? { kind: "image", index }
        : { kind: "ambiguous" },
    );
  };
  // No image has a longer name, so that a longer end is not looked for.
  const longest = names.reduce((most, name) => Math.max(most, normalise(name).length), 0);
  names.forEach((name, index) => {
    exact.set(name, { kind: "image", index });
    const normal = normalise(name);
    add(whole, normal, index);
    add(whole, withoutExtension(normal), index);
    for (const end of endsOf(normal)) {
      add(byEnd, end, index);
      add(byEnd, withoutExtension(end), index);
    }
  });

  function byExactName(named: string): NameResolution {
    return exact.get(named) ?? whole.get(normalise(named)) ?? UNKNOWN;
  }
  return {
    byExactName,
    byName(named) {
      const found = byExactName(named);
      if (found.kind === "image") return found;
      const normal = normalise(named).replace(/^\/|\/$/g, "");
      for (const end of endsWithin(normal, longest)) {
        const match = whole.get(end);
        if (match !== undefined) return match;
      }
      return byEnd.get(normal) ?? UNKNOWN;
    },
    byPosition(position, first) {
      const index = position - first;
      return Number.isInteger(index) && index >= 0 && index < names.length ? { kind: "image", index } : UNKNOWN;
    },
  };
}

function normalise(name: string): string {
  return name
    .normalize("NFC")
    .replace(/\\/g, "/")
    .replace(/\/+/g, "/")
    .replace(/^(?:\.\/)+/, "");
}

/** `a/b/c`, `b/c`, `c`. */
function endsOf(name: string): string[] {
  const parts = name.split("/").filter((part) => part.length > 0);
  return parts.map((_, i) => parts.slice(i).join("/"));
}

/** Of a name that comes from outside and may have any length: the ends of at most `longest` characters, from the longest. */
function* endsWithin(name: string, longest: number): Generator<string> {
  let start = 0;
  if (name.length > longest) start = name.indexOf("/", name.length - longest - 1) + 1;
  if (start === 0 && name.length > longest) return;
  while (start < name.length) {
    yield name.slice(start);
    const slash = name.indexOf("/", start);
    if (slash < 0) return;
    start = slash + 1;
  }
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^./]+$/, "");
}
