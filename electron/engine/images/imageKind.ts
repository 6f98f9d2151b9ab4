/** Tells what a file is by its first bytes, never by its extension. */
import { type Reason, reason, type ReasonCode } from "../../../shared/core/reason.ts";
import { type Detector, FileTypeParser } from "file-type/core";

export type ImageKind = "jpeg" | "png" | "bmp" | "tiff" | "webp";

export type FileKind =
  | { readonly ok: true; readonly kind: ImageKind }
  | { readonly ok: false; readonly reason: Reason };

/** So many bytes are looked at. */
export const HEAD_BYTES = 4100;

const KINDS: Readonly<Record<string, ImageKind>> = {
  jpg: "jpeg",
  png: "png",
  // An animated PNG's first image is an ordinary one.
  apng: "png",
  bmp: "bmp",
  tif: "tiff",
  webp: "webp",
};

/** What people call the kinds that they take for images; others are named by their media type. */
const OTHERS = {
  pdf: "kind-pdf",
  ai: "kind-pdf",
  gif: "kind-gif",
  heic: "kind-heif",
  avif: "kind-heif",
  jp2: "kind-jpeg-2000",
  jpx: "kind-jpeg-2000",
  jpm: "kind-jpeg-2000",
  j2c: "kind-jpeg-2000",
  jxl: "kind-jpeg-xl",
  jls: "kind-jpeg-ls",
  psd: "kind-photoshop",
  zip: "kind-zip",
  ico: "kind-icon",
} as const satisfies Readonly<Record<string, ReasonCode>>;

const TIFF_MARKS: readonly (readonly number[])[] = [
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
  [0x49, 0x49, 0x2b, 0x00],
  [0x4d, 0x4d, 0x00, 0x2b],
];

/**
 * TIFF and BigTIFF are told here: the library follows their directory, which may lie at the end of the file, to tell cameras' raw files apart, and takes
 * a TIFF of 28 fields for one of them.
 */
async function tiff(tokenizer: Parameters<Detector>[0]): ReturnType<Detector> {
  const head = new Uint8Array(4);
  await tokenizer.peekBuffer(head, { mayBeLess: true });
  const isTiff = TIFF_MARKS.some((mark) => mark.every((byte, i) => head[i] === byte));
  return isTiff ? { ext: "tif", mime: "image/tiff" } : undefined;
}

const PARSER = new FileTypeParser({ customDetectors: [tiff] });

/** `head`: at least the first `HEAD_BYTES` of the file, fewer if it is shorter. Never throws. */
export async function recogniseFile(head: Uint8Array): Promise<FileKind> {
  if (head.length === 0) return { ok: false, reason: reason("file-empty") };
  // Rejected where a signature promises more bytes than there are: a file cut short, or of another kind.
  const found = await PARSER.fromBuffer(head).catch(() => undefined);
  const kind = found ? KINDS[found.ext] : undefined;
  if (kind !== undefined) return { ok: true, kind };
  if (looksLikeMarkup(head)) return { ok: false, reason: reason("image-is-markup") };
  if (found) {
    const kind = isOther(found.ext) ? reason(OTHERS[found.ext]) : reason("kind-of-media-type", { type: found.mime });
    return { ok: false, reason: reason("image-of-other-kind", { kind }) };
  }
  return { ok: false, reason: reason("image-of-no-known-kind") };
}

function isOther(extension: string): extension is keyof typeof OTHERS {
  return Object.hasOwn(OTHERS, extension);
}

function looksLikeMarkup(head: Uint8Array): boolean {
  const first = [...head.subarray(0, 64)].find(
    (byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf,
  );
  return first === 0x3c;
}
