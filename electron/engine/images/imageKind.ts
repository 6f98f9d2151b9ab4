/** Tells what a file is by its first bytes, never by its extension. */

export type ImageKind = "jpeg" | "png" | "bmp" | "tiff" | "webp";

export type FileKind =
  | { readonly ok: true; readonly kind: ImageKind }
  | { readonly ok: false; readonly reason: string };

/** `head`: at least the first 16 bytes of the file, fewer if it is shorter. */
export function recogniseFile(head: Uint8Array): FileKind {
  if (head.length === 0) return { ok: false, reason: "the file is empty" };
  if (startsWith(head, [0xff, 0xd8, 0xff])) return { ok: true, kind: "jpeg" };
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return { ok: true, kind: "png" };
  if (startsWith(head, [0x42, 0x4d])) return { ok: true, kind: "bmp" };
  if (startsWith(head, [0x49, 0x49, 0x2a, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2a]))
    return { ok: true, kind: "tiff" };
  if (startsWith(head, [0x49, 0x49, 0x2b, 0x00]) || startsWith(head, [0x4d, 0x4d, 0x00, 0x2b]))
    return { ok: true, kind: "tiff" };
  if (startsWith(head, ascii("RIFF")) && startsWith(head.subarray(8), ascii("WEBP"))) return { ok: true, kind: "webp" };
  const other = OTHERS.find(({ magic, at }) => startsWith(head.subarray(at), magic));
  if (other) return { ok: false, reason: `it is ${other.name}; Loupe reads JPEG, PNG, BMP, TIFF and WebP` };
  if (looksLikeMarkup(head)) return { ok: false, reason: "it is text (SVG, HTML or XML), not an image of pixels" };
  return { ok: false, reason: "its first bytes are of no image format that Loupe reads (JPEG, PNG, BMP, TIFF, WebP)" };
}

const OTHERS: readonly { readonly name: string; readonly magic: readonly number[]; readonly at: number }[] = [
  { name: "a PDF", magic: ascii("%PDF"), at: 0 },
  { name: "a GIF", magic: ascii("GIF8"), at: 0 },
  { name: "a HEIF or AVIF image", magic: ascii("ftyp"), at: 4 },
  { name: "a JPEG 2000 image", magic: [0x00, 0x00, 0x00, 0x0c, 0x6a, 0x50], at: 0 },
  { name: "a JPEG XL image", magic: [0xff, 0x0a], at: 0 },
  { name: "a Photoshop document", magic: ascii("8BPS"), at: 0 },
  { name: "a ZIP archive", magic: [0x50, 0x4b, 0x03, 0x04], at: 0 },
  { name: "an icon file", magic: [0x00, 0x00, 0x01, 0x00], at: 0 },
];

function looksLikeMarkup(head: Uint8Array): boolean {
  const first = [...head].findIndex((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return first >= 0 && head[first] === 0x3c;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, i) => bytes[i] === byte);
}

function ascii(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
