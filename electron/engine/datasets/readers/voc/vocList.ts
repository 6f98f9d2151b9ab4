/** Parses a PaddleX list: one `JPEGImages/x.jpg Annotations/x.xml` per line; names may contain spaces. */
import { type Reason, reason } from "../../../../../shared/core/reason.ts";
import { plainClassName } from "../../../../../shared/core/className.ts";

export type VocListRow =
  | { readonly kind: "pair"; readonly line: number; readonly image: string; readonly annotation: string }
  /** A row that names only an image, as in lists of unannotated images. */
  | { readonly kind: "image"; readonly line: number; readonly image: string }
  | { readonly kind: "bad"; readonly line: number; readonly reason: Reason };

const IMAGE_NAME = /\.(?:jpe?g|png|bmp|tiff?|webp)$/i;
const ANNOTATION_NAME = /\.xml$/i;
/** No file system accepts longer paths. */
const MAX_ROW_LENGTH = 8192;

/** Rows in order, without blank lines. `line` counts from 1 over all lines. Separators are `/` and `\`, kept as written. */
export function parseVocList(text: string): VocListRow[] {
  const rows: VocListRow[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const row = raw.trim();
    if (row.length > 0) rows.push(parseRow(row, i + 1));
  });
  return rows;
}

function parseRow(row: string, line: number): VocListRow {
  if (row.length > MAX_ROW_LENGTH)
    return { kind: "bad", line, reason: reason("longer-than", { characters: MAX_ROW_LENGTH }) };
  if (row.includes("\0")) return { kind: "bad", line, reason: reason("holds-nul") };
  if (ANNOTATION_NAME.test(row)) {
    const split = splitPair(row);
    if (split) return { kind: "pair", line, ...split };
  } else if (IMAGE_NAME.test(row)) {
    return { kind: "image", line, image: row };
  }
  const words = row.split(/\s+/);
  const [image, annotation] = words;
  if (words.length === 2 && image !== undefined && annotation !== undefined)
    return { kind: "pair", line, image, annotation };
  return { kind: "bad", line, reason: reason("not-image-and-annotation") };
}

/**
 * Names may contain spaces, so a row can be split in more than one way: a split after an image's extension with two
 * matching file names wins, otherwise the first split after an image's extension.
 */
function splitPair(row: string): { image: string; annotation: string } | null {
  let first: { image: string; annotation: string } | null = null;
  for (const gap of row.matchAll(/\s+/g)) {
    const image = row.slice(0, gap.index);
    const annotation = row.slice(gap.index + gap[0].length);
    if (!IMAGE_NAME.test(image)) continue;
    if (stem(image) === stem(annotation)) return { image, annotation };
    first ??= { image, annotation };
  }
  return first;
}

function stem(name: string): string {
  return (name.split(/[\\/]/).pop() ?? name).replace(/\.[^.]*$/, "").normalize("NFC");
}

/** Class names of a `labels.txt`, one per line; blank lines are skipped; a repeated name is reported and kept once. */
export function parseLabels(text: string): {
  readonly classes: string[];
  readonly repeated: { readonly line: number; readonly name: string }[];
} {
  const classes: string[] = [];
  const repeated: { line: number; name: string }[] = [];
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const name = plainClassName(raw);
    if (name.length === 0) return;
    if (classes.includes(name)) repeated.push({ line: i + 1, name });
    else classes.push(name);
  });
  return { classes, repeated };
}
