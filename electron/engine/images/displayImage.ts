/** Makes the bytes that the window shows: the whole image, upright, or a thumbnail for the grid. */
import { checkHeader, decodeBytes, DEFAULT_LIMITS, readImageFile, type ImageLimits } from "./decodeImage.ts";
import { encodeRgb, encodeThumbnail } from "./encodedImage.ts";
import type { DecodeResult } from "./decodedImage.ts";

export interface ShownImage {
  /** Encoded; always upright as it stands. */
  readonly bytes: Uint8Array;
  readonly mediaType: "image/jpeg" | "image/png" | "image/webp";
  /** Of the upright full image, also for a thumbnail. */
  readonly width: number;
  readonly height: number;
}

export type Shown = { readonly ok: true; readonly shown: ShownImage } | Extract<DecodeResult, { ok: false }>;

/** The image as a browser can show it: the file's own bytes where they are upright JPEG, PNG or WebP, otherwise a PNG made of its pixels. */
export async function displayImage(path: string, limits: ImageLimits = DEFAULT_LIMITS): Promise<Shown> {
  const file = await readImageFile(path, limits);
  if (!file.ok) return file;
  if (file.kind === "jpeg" || file.kind === "png" || file.kind === "webp") {
    const checked = await checkHeader(file.bytes, limits);
    if (!checked.ok) return checked;
    const { width, height, orientation, space } = checked.header;
    // CMYK is shown through our own conversion, so that the page shows what the model saw.
    if (orientation === 1 && space !== "cmyk") {
      return { ok: true, shown: { bytes: file.bytes, mediaType: `image/${file.kind}`, width, height } };
    }
  }
  const decoded = await decodeBytes(file.bytes, file.kind, limits);
  if (!decoded.ok) return decoded;
  const { width, height, rgb } = decoded.pixels;
  return {
    ok: true,
    shown: { bytes: await encodeRgb(rgb, width, height, { kind: "png" }), mediaType: "image/png", width, height },
  };
}

/** A small upright WebP that fits a square of `side` pixels, made quickly; `width` and `height` are the full image's. */
export async function thumbnail(path: string, side: number, limits: ImageLimits = DEFAULT_LIMITS): Promise<Shown> {
  const file = await readImageFile(path, limits);
  if (!file.ok) return file;
  if (file.kind === "bmp") {
    const decoded = await decodeBytes(file.bytes, file.kind, limits);
    if (!decoded.ok) return decoded;
    const { width, height, rgb } = decoded.pixels;
    return {
      ok: true,
      shown: {
        bytes: await encodeRgb(rgb, width, height, { kind: "thumbnail", side }),
        mediaType: "image/webp",
        width,
        height,
      },
    };
  }
  const checked = await checkHeader(file.bytes, limits);
  if (!checked.ok) return checked;
  const small = await encodeThumbnail(file.bytes, side, limits.maxPixels);
  if (!small.ok) return { ok: false, code: "unreadable-image", reason: small.reason };
  const turned = checked.header.orientation >= 5;
  const { width, height } = checked.header;
  return {
    ok: true,
    shown: {
      bytes: small.value,
      mediaType: "image/webp",
      width: turned ? height : width,
      height: turned ? width : height,
    },
  };
}
