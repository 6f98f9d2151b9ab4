/** Finds the image of a dataset that a result file or a run means, however it writes the name. */

export type NameResolution = { readonly kind: "image"; readonly index: number } | { readonly kind: "unknown" } | { readonly kind: "ambiguous" };

export interface ImageNames {
  /** `named`: a name relative to the dataset, with whatever slashes, or the end or the whole of a path, with or without extension. */
  byName(named: string): NameResolution;
  /** `position`: counts the dataset's images from `first`. */
  byPosition(position: number, first: 0 | 1): NameResolution;
}

const UNKNOWN: NameResolution = { kind: "unknown" };

/** Exact names win over the same name normalised (NFC, `/`), that over the longest end of the path that one image alone has. */
export function createImageNames(names: readonly string[]): ImageNames {
  const exact = new Map<string, NameResolution>();
  const bySuffix = new Map<string, NameResolution>();
  names.forEach((name, index) => {
    exact.set(name, { kind: "image", index });
    for (const suffix of suffixesOf(normalise(name))) {
      for (const key of [suffix, withoutExtension(suffix)]) {
        const before = bySuffix.get(key);
        const same = before?.kind === "image" && before.index === index;
        bySuffix.set(key, before === undefined || same ? { kind: "image", index } : { kind: "ambiguous" });
      }
    }
  });
  // A whole name is never ambiguous, even where it is also the end of another.
  names.forEach((name, index) => bySuffix.set(normalise(name), { kind: "image", index }));
  return {
    byName(named) {
      const found = exact.get(named);
      if (found) return found;
      for (const suffix of suffixesOf(normalise(named))) {
        const match = bySuffix.get(suffix);
        if (match) return match;
      }
      return UNKNOWN;
    },
    byPosition(position, first) {
      const index = position - first;
      return Number.isInteger(index) && index >= 0 && index < names.length ? { kind: "image", index } : UNKNOWN;
    },
  };
}

function normalise(name: string): string {
  return name.normalize("NFC").replace(/\\/g, "/").replace(/\/+/g, "/").replace(/^(?:\.\/)+/, "");
}

/** `a/b/c`, `b/c`, `c`. */
function suffixesOf(name: string): string[] {
  const parts = name.split("/").filter((part) => part.length > 0);
  return parts.map((_, i) => parts.slice(i).join("/"));
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^./]+$/, "");
}
