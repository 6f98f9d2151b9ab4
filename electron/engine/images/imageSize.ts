/** Reads the size of an image from its header, without decoding a pixel. */
import type { Size } from "../../../shared/core/box.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { openRegularFile } from "../files/regularFile.ts";
import { systemReason } from "../files/systemReason.ts";
import { readBmpHeader } from "./bmp.ts";
import { DEFAULT_LIMITS } from "./decodeImage.ts";
import { readHeader } from "./encodedImage.ts";
import { recogniseFile } from "./imageKind.ts";
import { releaseMemory } from "./releaseMemory.ts";

export type SizeRead = { readonly ok: true; readonly size: Size } | { readonly ok: false; readonly reason: Reason };

/** Headers lie at the beginning but for TIFF, and behind large comments. */
const HEAD_BYTES = 256 * 1024;

/** Of the upright image, as it is decoded. Never throws. */
export async function readImageSize(path: string): Promise<SizeRead> {
  const file = await openRegularFile(path, DEFAULT_LIMITS.maxFileBytes);
  if (!file.ok) return file;
  try {
    const head = Buffer.alloc(Math.min(HEAD_BYTES, file.bytes));
    await file.handle.read(head, 0, head.length, 0);
    const ofHead = await sizeOf(head);
    if (ofHead.ok || file.bytes <= HEAD_BYTES) return ofHead;
    const whole = await file.handle.readFile();
    const size = await sizeOf(whole);
    releaseMemory(whole);
    return size;
  } catch (error) {
    return { ok: false, reason: reason("cannot-be-read", { error: systemReason(error) }) };
  } finally {
    await file.handle.close();
  }
}

async function sizeOf(bytes: Uint8Array): Promise<SizeRead> {
  const recognised = await recogniseFile(bytes.subarray(0, 4100));
  if (!recognised.ok) return recognised;
  if (recognised.kind === "bmp") {
    const bmp = readBmpHeader(bytes, DEFAULT_LIMITS.maxPixels);
    return bmp.ok ? { ok: true, size: { width: bmp.header.width, height: bmp.header.height } } : bmp;
  }
  const read = await readHeader(bytes, Number.MAX_SAFE_INTEGER);
  if (!read.ok) return read;
  const { width, height, orientation } = read.value;
  // EXIF orientations from 5 on lie on their side.
  return { ok: true, size: orientation >= 5 ? { width: height, height: width } : { width, height } };
}
