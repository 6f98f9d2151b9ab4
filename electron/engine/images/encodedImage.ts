/** Wraps sharp (libvips) for this folder: encoded bytes to pixels, and pixels back to bytes that a browser can show. */
import { quoted, type Reason } from "../../../shared/core/reason.ts";
import sharp, { type Sharp } from "sharp";

/** What the header of an encoded image says. */
export interface EncodedHeader {
  readonly format: string;
  /** As stored, before EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation 1..8. */
  readonly orientation: number;
  readonly pages: number;
  /** Bits per channel as libvips stores them. */
  readonly depth: string;
  readonly space: string;
}

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

// Only these loaders may ever run: the file is untrusted, and libvips knows far more formats than Loupe reads.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadTiff", "VipsForeignLoadWebp"],
});
// Every image is read once: a cache of operations would only hold memory.
sharp.cache(false);

function open(bytes: Uint8Array, limitInputPixels: number): Sharp {
  // 'warning' is the only level that refuses damage in the middle of a JPEG. OpenCV ignores colour profiles, so they are ignored here.
  return sharp(bytes, { failOn: "warning", limitInputPixels, ignoreIcc: true, page: 0, pages: 1 }).timeout({
    seconds: 60,
  });
}

/** Reads the header only. */
export async function readHeader(bytes: Uint8Array, limitInputPixels: number): Promise<Read<EncodedHeader>> {
  try {
    const { format, width, height, orientation, pages, depth, space } = await open(bytes, limitInputPixels).metadata();
    return {
      ok: true,
      value: { format, width, height, orientation: orientation ?? 1, pages: pages ?? 1, depth, space },
    };
  } catch (error) {
    return { ok: false, reason: plainReason(error) };
  }
}

/** Decodes to interleaved 8-bit pixels, upright. CMYK keeps its four channels (0 = no ink); everything else comes as three, alpha dropped as `cv2.imread` does. */
export async function readPixels(
  bytes: Uint8Array,
  header: EncodedHeader,
  limitInputPixels: number,
): Promise<
  Read<{ readonly data: Uint8Array; readonly width: number; readonly height: number; readonly channels: number }>
> {
  try {
    const upright =
      header.orientation === 1 ? open(bytes, limitInputPixels) : open(bytes, limitInputPixels).autoOrient();
    const coloured =
      header.space === "cmyk"
        ? upright.pipelineColourspace("cmyk").toColourspace("cmyk")
        : upright.removeAlpha().toColourspace("srgb");
    const { data, info } = await coloured.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    return { ok: true, value: { data, width: info.width, height: info.height, channels: info.channels } };
  } catch (error) {
    return { ok: false, reason: plainReason(error) };
  }
}

/** A small WebP that fits a square of `side` pixels, upright; JPEG and WebP are shrunk while they load. */
export async function encodeThumbnail(
  bytes: Uint8Array,
  side: number,
  limitInputPixels: number,
): Promise<Read<Uint8Array>> {
  try {
    const image = open(bytes, limitInputPixels)
      .autoOrient()
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
    return { ok: true, value: await image.removeAlpha().webp({ quality: 78, effort: 1 }).toBuffer() };
  } catch (error) {
    return { ok: false, reason: plainReason(error) };
  }
}

/** Encodes interleaved RGB as PNG, or as WebP shrunk to fit a square of `side` pixels. */
export async function encodeRgb(
  rgb: Uint8Array,
  width: number,
  height: number,
  as: { readonly kind: "png" } | { readonly kind: "thumbnail"; readonly side: number },
): Promise<Uint8Array> {
  const image = sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (as.kind === "png") return image.png({ compressionLevel: 3 }).toBuffer();
  return image
    .resize({ width: as.side, height: as.side, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 78, effort: 1 })
    .toBuffer();
}

/** The versions a run records. */
export function imageLibraryVersion(): string {
  return `${sharp.versions.sharp ?? "unknown"} (libvips ${sharp.versions.vips})`;
}

/** libvips' message as one line a user can read. */
function plainReason(error: unknown): Reason {
  const text = error instanceof Error ? error.message : String(error);
  const line =
    text
      .split("\n")
      .map((part) => part.trim())
      .filter((part) => part !== "")[0] ?? "could not be decoded";
  return quoted(line.replace(/^Input buffer (has|contains)/, "the file $1").slice(0, 200));
}
