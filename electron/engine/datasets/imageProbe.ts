/** Checks cheaply, by an image's first and last bytes, that it has a format Loupe reads and is not truncated. */
import type { FileHandle } from "node:fs/promises";
import type { IssueCode } from "../../../shared/core/dataset.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { openRegularFile } from "../files/regularFile.ts";
import { systemReason } from "../files/systemReason.ts";
import { HEAD_BYTES, type ImageKind, recogniseFile } from "../images/imageKind.ts";

export type ImageProbe =
  | { readonly ok: true; readonly format: ImageKind }
  | {
      readonly ok: false;
      readonly code: Extract<IssueCode, "not-an-image" | "unreadable-image">;
      readonly reason: Reason;
    };

const IMAGE_NAME = /\.(?:jpe?g|png|bmp|tiff?|webp)$/i;
const TAIL = 65_536;

/** Whether a file's name is that of an image; only `probeImage` can tell whether it is one. */
export function hasImageName(name: string): boolean {
  return IMAGE_NAME.test(name);
}

/**
 * Reads the head of `path`, and of JPEG and PNG the end, where an interrupted transfer shows. Decoding may still find
 * damage in the middle; this finds what needs no decoding.
 */
export async function probeImage(path: string, bytes: number): Promise<ImageProbe> {
  if (bytes === 0) return { ok: false, code: "unreadable-image", reason: reason("file-empty") };
  const opened = await openRegularFile(path);
  if (!opened.ok) return { ok: false, code: "unreadable-image", reason: opened.reason };
  const file = opened.handle;
  try {
    const recognised = await recogniseFile(await readAt(file, 0, HEAD_BYTES));
    if (!recognised.ok) return { ok: false, code: "not-an-image", reason: recognised.reason };
    const format = recognised.kind;
    const whole =
      format === "jpeg" ? await jpegIsWhole(file, bytes) : format === "png" ? await pngIsWhole(file, bytes) : true;
    return whole ? { ok: true, format } : { ok: false, code: "unreadable-image", reason: reason("image-breaks-off") };
  } catch (error) {
    return { ok: false, code: "unreadable-image", reason: systemReason(error) };
  } finally {
    await file.close();
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
