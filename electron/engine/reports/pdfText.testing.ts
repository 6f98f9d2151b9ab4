/** Reads the text of a PDF back, page by page, using its own glyph-to-Unicode map: sufficient for the one font that reports use. */
import { inflateSync } from "node:zlib";

interface PdfObject {
  readonly dictionary: string;
  readonly stream: Buffer | null;
}

export interface ReadPdf {
  /** One entry per page: all texts in the order drawn, pieces joined without added spaces. */
  readonly pages: readonly string[];
  readonly images: number;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = readObjects(Buffer.from(bytes));
  const unicode = new Map<string, string>();
  for (const { stream } of objects.values())
    if (stream?.includes("beginbfrange")) readUnicodeMap(stream.toString("latin1"), unicode);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  return {
    pages: pages.map(({ dictionary }) => {
      const contents = /\/Contents (\d+) 0 R/.exec(dictionary)?.[1] ?? "";
      return shownText(objects.get(contents)?.stream?.toString("latin1") ?? "", unicode);
    }),
    images: [...objects.values()].filter(({ dictionary }) => dictionary.includes("/Subtype /Image")).length,
  };
}

function readObjects(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString("latin1");
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)(?:stream\n|endobj)/g)) {
    const [whole, id = "", dictionary = ""] = match;
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const start = match.index + whole.length;
    const raw = whole.endsWith("stream\n") ? bytes.subarray(start, start + length) : null;
    objects.set(id, { dictionary, stream: raw && dictionary.includes("/FlateDecode") ? inflateSync(raw) : raw });
  }
  return objects;
}

/** `<0001> <0003> [<4e00> <0041> <d840dc00>]` gives the text of glyphs 1, 2 and 3. */
function readUnicodeMap(map: string, unicode: Map<string, string>): void {
  for (const [, first = "", , list = ""] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex = ""], i) => {
      const units = hex.replace(/\s/g, "").match(/.{4}/g) ?? [];
      const glyph = (Number.parseInt(first, 16) + i).toString(16).padStart(4, "0");
      unicode.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
}

function shownText(content: string, unicode: ReadonlyMap<string, string>): string {
  return [...content.matchAll(/\[([^\]]*)\] TJ/g)]
    .map(([, pieces = ""]) =>
      [...pieces.matchAll(/<([0-9a-f]*)>/gi)]
        .flatMap(([, hex = ""]) =>
          (hex.match(/.{4}/g) ?? []).map((glyph) => unicode.get(glyph.toLowerCase()) ?? "\ufffd"),
        )
        .join(""),
    )
    .join("|");
}
