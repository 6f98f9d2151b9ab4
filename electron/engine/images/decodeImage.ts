/** Reads an image file as the frameworks' own readers do: upright 8-bit RGB, every failure a value that names the reason. */
import { reason } from "../../../shared/core/reason.ts";
import { decodeBmp } from "./bmp.ts";
import { readHeader, readPixels, type EncodedHeader } from "./encodedImage.ts";
import type { DecodedImage, DecodeResult, ImageRemark } from "./decodedImage.ts";
import { releaseMemory } from "./releaseMemory.ts";
import { HEAD_BYTES, recogniseFile, type ImageKind } from "./imageKind.ts";
import { type FileProblem, openRegularFile } from "../files/regularFile.ts";
import { systemReason } from "../files/systemReason.ts";

export interface ImageLimits {
  /** Most pixels an image may have; a line camera's strips are long. */
  readonly maxPixels: number;
  /** Most bytes its decoded pixels may take. */
  readonly maxBytes: number;
  /** Most bytes the file may have. */
  readonly maxFileBytes: number;
}

export const DEFAULT_LIMITS: ImageLimits = {
  maxPixels: 268_000_000,
  maxBytes: 1_500_000_000,
  maxFileBytes: 1_000_000_000,
};

type Failed = Extract<DecodeResult, { ok: false }>;
export type FileRead = { readonly ok: true; readonly bytes: Uint8Array; readonly kind: ImageKind } | Failed;
export type HeaderResult = { readonly ok: true; readonly header: EncodedHeader } | Failed;

/**
 * Decodes the file at `path`: JPEG, PNG, BMP, TIFF or WebP, told apart by their bytes. EXIF orientation is applied; grey, palette and CMYK become RGB;
 * alpha is dropped as `cv2.imread(IMREAD_COLOR)` drops it; 16-bit channels keep their upper byte. Only the first page is read. Never throws for a bad file.
 */
export async function decodeImage(path: string, limits: ImageLimits = DEFAULT_LIMITS): Promise<DecodeResult> {
  const file = await readImageFile(path, limits);
  if (!file.ok) return file;
  const decoded = await decodeBytes(file.bytes, file.kind, limits);
  releaseMemory(file.bytes);
  return decoded;
}

/** Decodes bytes that were read before. */
export async function decodeBytes(
  bytes: Uint8Array,
  kind: ImageKind,
  limits: ImageLimits = DEFAULT_LIMITS,
): Promise<DecodeResult> {
  if (kind === "bmp") {
    const decoded = decodeBmp(bytes, mostPixels(limits));
    if (decoded.ok)
      return { ok: true, pixels: { width: decoded.width, height: decoded.height, rgb: decoded.rgb, remarks: [] } };
    return { ok: false, code: decoded.tooLarge ? "too-large" : "unreadable-image", reason: decoded.reason };
  }
  const checked = await checkHeader(bytes, limits);
  if (!checked.ok) return checked;
  const { header } = checked;
  const pixels = await readPixels(bytes, header, limits.maxPixels);
  if (!pixels.ok) return { ok: false, code: "unreadable-image", reason: pixels.reason };
  const { data, width, height, channels } = pixels.value;
  const rgb = toRgb(data, channels);
  if (!rgb || rgb.length !== width * height * 3)
    return { ok: false, code: "unreadable-image", reason: reason("decodes-to-channels", { count: channels }) };
  return { ok: true, pixels: { width, height, rgb, remarks: remarksOf(header) } };
}

/** Reads a regular file whole, after looking at its first bytes. */
export async function readImageFile(path: string, limits: ImageLimits = DEFAULT_LIMITS): Promise<FileRead> {
  const opened = await openRegularFile(path);
  if (!opened.ok) return openFailure(opened);
  const file = opened.handle;
  try {
    if (opened.bytes > limits.maxFileBytes)
      return {
        ok: false,
        code: "too-large",
        reason: reason("file-too-large", { bytes: opened.bytes, most: limits.maxFileBytes }),
      };
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const recognised = await recogniseFile(head.subarray(0, bytesRead));
    if (!recognised.ok) return { ok: false, code: "not-an-image", reason: recognised.reason };
    return { ok: true, bytes: await file.readFile(), kind: recognised.kind };
  } catch (error) {
    return { ok: false, code: "unreadable-image", reason: reason("cannot-be-read", { error: systemReason(error) }) };
  } finally {
    await file.close();
  }
}

/** Reads the header of JPEG, PNG, TIFF or WebP bytes and holds it against the limits before any pixel is decoded. */
export async function checkHeader(bytes: Uint8Array, limits: ImageLimits = DEFAULT_LIMITS): Promise<HeaderResult> {
  // The pixel limit is held below, so that the user is told the size; libvips' own is lifted for the header alone.
  const read = await readHeader(bytes, Number.MAX_SAFE_INTEGER);
  if (!read.ok) return { ok: false, code: "unreadable-image", reason: read.reason };
  const { width, height } = read.value;
  const most = mostPixels(limits);
  if (width * height > most)
    return { ok: false, code: "too-large", reason: reason("too-many-pixels", { width, height, most }) };
  return { ok: true, header: read.value };
}

function mostPixels(limits: ImageLimits): number {
  return Math.min(limits.maxPixels, Math.floor(limits.maxBytes / 3));
}

function openFailure({ code, reason: why }: FileProblem): Failed {
  switch (code) {
    case "missing":
      return { ok: false, code: "missing-image", reason: why };
    case "not-regular":
      return { ok: false, code: "not-an-image", reason: why };
    case "too-large":
      return { ok: false, code, reason: why };
    case "unreadable":
      return { ok: false, code: "unreadable-image", reason: why };
  }
}

/** CMYK to RGB as OpenCV does it: without a colour profile, each channel `k - (ink * k >> 8)`. */
function toRgb(data: Uint8Array, channels: number): Uint8Array | null {
  if (channels === 3) return data;
  const count = Math.floor(data.length / Math.max(1, channels));
  if (channels !== 4 && channels !== 1) return null;
  const rgb = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    if (channels === 1) rgb.fill(data[i] ?? 0, i * 3, i * 3 + 3);
    else {
      const k = 255 - (data[i * 4 + 3] ?? 0);
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = k - (((data[i * 4 + c] ?? 0) * k) >> 8);
    }
  }
  return rgb;
}

function remarksOf(header: EncodedHeader): DecodedImage["remarks"] {
  const remarks: ImageRemark[] = [];
  if (header.pages > 1) remarks.push({ code: "multi-page", detail: reason("first-page-of", { pages: header.pages }) });
  if (header.depth !== "uchar")
    remarks.push({ code: "reduced-depth", detail: reason("depth-to-8-bits", { depth: header.depth }) });
  return remarks;
}
