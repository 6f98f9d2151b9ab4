/** Checks cheaply, by an image's first and last bytes, that it has a format Loupe reads and is not truncated. */
import type { IssueCode } from "../../../shared/core/dataset.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { type FileBeingRead, type OpenToRead, patiently } from "../files/fileReading.ts";
import { systemReason } from "../files/systemReason.ts";
import { HEAD_BYTES, type ImageKind, recogniseFile } from "../images/imageKind.ts";

export type ImageProbe =
  /** `bytes`: the size of the file. */
  | { readonly ok: true; readonly format: ImageKind; readonly bytes: number }
  | {
      readonly ok: false;
      readonly code: Extract<IssueCode, "not-an-image" | "unreadable-image">;
      readonly reason: Reason;
    };

const IMAGE_NAME = /\.(?:jpe?g|png|bmp|tiff?|webp)$/i;
/** Bytes of a file's end that are looked at, the next where the one before does not hold the mark: nearly every image ends with it. */
const TAILS = [64, 65_536];

/** Whether a file's name is that of an image; only `probeImage` can tell whether it is one. */
export function hasImageName(name: string): boolean {
  return IMAGE_NAME.test(name);
}

/**
 * Reads the head of `path`, and of JPEG and PNG the end, where an interrupted transfer shows. Decoding may still find
 * damage in the middle; this finds what needs no decoding.
 */
export async function probeImage(path: string, open: OpenToRead = patiently): Promise<ImageProbe> {
  const opened = await open(path);
  if (!opened.ok) return { ok: false, code: "unreadable-image", reason: opened.reason };
  const { file } = opened;
  const { bytes } = file;
  try {
    if (bytes === 0) return { ok: false, code: "unreadable-image", reason: reason("file-empty") };
    const recognised = await recogniseFile(await file.read(0, HEAD_BYTES));
    if (!recognised.ok) return { ok: false, code: "not-an-image", reason: recognised.reason };
    const format = recognised.kind;
    const whole = format === "jpeg" ? await jpegIsWhole(file) : format === "png" ? await pngIsWhole(file) : true;
    return whole
      ? { ok: true, format, bytes }
      : { ok: false, code: "unreadable-image", reason: reason("image-breaks-off") };
  } catch (error) {
    return { ok: false, code: "unreadable-image", reason: systemReason(error) };
  } finally {
    await file.close();
  }
}

/** Some cameras write more after the image, so the end marker is looked for in ever more of the end, and failing that in everything after the first scan. */
async function jpegIsWhole(file: FileBeingRead): Promise<boolean> {
  if (await endHolds(file, JPEG_END, 2)) return true;
  const scan = await find(file, JPEG_SCAN, 2);
  return scan >= 0 && (await find(file, JPEG_END, scan)) >= 0;
}

async function pngIsWhole(file: FileBeingRead): Promise<boolean> {
  return (await endHolds(file, PNG_END, 8)) || (await find(file, PNG_END, 8)) >= 0;
}

/** `from`: where the end may begin at the earliest, behind the file's signature. */
async function endHolds(file: FileBeingRead, mark: Buffer, from: number): Promise<boolean> {
  for (const length of TAILS) {
    const start = Math.max(from, file.bytes - length);
    if (Buffer.from(await file.read(start, file.bytes - start)).includes(mark)) return true;
  }
  return false;
}

/** The first position from `from` on, or -1; in pieces, since a file may be larger than memory. */
async function find(file: FileBeingRead, mark: Buffer, from: number): Promise<number> {
  for (let start = from; start + mark.length <= file.bytes; start += PIECE - mark.length + 1) {
    const at = Buffer.from(await file.read(start, Math.min(PIECE, file.bytes - start))).indexOf(mark);
    if (at >= 0) return start + at;
  }
  return -1;
}

const PIECE = 1024 * 1024;
const PNG_END = Buffer.from("IEND");
const JPEG_END = Buffer.from([0xff, 0xd9]);
const JPEG_SCAN = Buffer.from([0xff, 0xda]);
