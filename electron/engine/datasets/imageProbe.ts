/** Tells cheaply, from an image's first and last bytes, whether it is one of the formats Loupe reads and whether it is whole. */
import { open, type FileHandle } from "node:fs/promises";
import type { IssueCode } from "../../../shared/core/dataset.ts";
import { systemReason } from "../files/systemReason.ts";

export type ImageFormat = "jpeg" | "png" | "bmp" | "tiff" | "webp";
export type ImageProbe =
  | { readonly ok: true; readonly format: ImageFormat }
  | {
      readonly ok: false;
      readonly code: Extract<IssueCode, "not-an-image" | "unreadable-image">;
      readonly reason: string;
    };

const IMAGE_NAME = /\.(?:jpe?g|png|bmp|tiff?|webp)$/i;
const TAIL = 65_536;

/** Whether a file calls itself an image; what it is, only `probeImage` can say. */
export function hasImageName(name: string): boolean {
  return IMAGE_NAME.test(name);
}

/** The format by its magic bytes, never by its name. */
export function imageFormat(head: Uint8Array): ImageFormat | null {
  const starts = (...bytes: number[]) => bytes.every((byte, i) => head[i] === byte);
  if (starts(0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (starts(0x42, 0x4d)) return "bmp";
  if (
    starts(0x49, 0x49, 0x2a, 0) ||
    starts(0x4d, 0x4d, 0, 0x2a) ||
    starts(0x49, 0x49, 0x2b, 0) ||
    starts(0x4d, 0x4d, 0, 0x2b)
  )
    return "tiff";
  if (starts(0x52, 0x49, 0x46, 0x46) && [0x57, 0x45, 0x42, 0x50].every((byte, i) => head[8 + i] === byte))
    return "webp";
  return null;
}

/**
 * Reads the head of `path`, and of JPEG and PNG the end, where a transfer that broke off shows.
 * Decoding may still find damage in the middle; this finds what needs no decoding.
 */
export async function probeImage(path: string, bytes: number): Promise<ImageProbe> {
  if (bytes === 0) return { ok: false, code: "unreadable-image", reason: "the file is empty" };
  let file: FileHandle | null = null;
  try {
    file = await open(path, "r");
    const head = await readAt(file, 0, 16);
    const format = imageFormat(head);
    if (format === null)
      return { ok: false, code: "not-an-image", reason: "neither JPEG, PNG, BMP, TIFF nor WebP by its first bytes" };
    const whole =
      format === "jpeg" ? await jpegIsWhole(file, bytes) : format === "png" ? await pngIsWhole(file, bytes) : true;
    return whole
      ? { ok: true, format }
      : { ok: false, code: "unreadable-image", reason: "the file breaks off before the end of the image" };
  } catch (error) {
    return { ok: false, code: "unreadable-image", reason: systemReason(error) };
  } finally {
    await file?.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Some cameras write more after the image, so the end marker is looked for in the whole tail, and failing that in everything after the first scan. */
async function jpegIsWhole(file: FileHandle, bytes: number): Promise<boolean> {
  const from = Math.max(2, bytes - TAIL);
  if (Buffer.from(await readAt(file, from, bytes - from)).includes(JPEG_END)) return true;
  const all = Buffer.from(await readAt(file, 0, bytes));
  const scan = all.indexOf(JPEG_SCAN);
  return scan >= 0 && all.includes(JPEG_END, scan);
}

async function pngIsWhole(file: FileHandle, bytes: number): Promise<boolean> {
  const from = Math.max(8, bytes - TAIL);
  return (
    Buffer.from(await readAt(file, from, bytes - from)).includes("IEND") ||
    Buffer.from(await readAt(file, 0, bytes)).includes("IEND")
  );
}

const JPEG_END = Buffer.from([0xff, 0xd9]);
const JPEG_SCAN = Buffer.from([0xff, 0xda]);
