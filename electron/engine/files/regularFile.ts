/** Opens and reads files named by a user: only regular files within a size limit, so that a pipe, a device or an endless file cannot block. */
import { constants, type Stats } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { decodeText } from "./textEncoding.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import { systemReason } from "./systemReason.ts";

export type FileProblem = {
  readonly ok: false;
  /** `missing`: the file does not exist · `not-regular`: a folder, a pipe, a device · `too-large`: beyond the limit · `unreadable`: an error of the system or of decoding the text. */
  readonly code: "missing" | "not-regular" | "too-large" | "unreadable";
  readonly reason: Reason;
};

export type OpenedFile =
  /** The caller must close `handle`. `bytes`: the size. */
  { readonly ok: true; readonly handle: FileHandle; readonly bytes: number } | FileProblem;

/** Without O_NONBLOCK, opening a pipe waits for its writer. It changes nothing for a regular file, and Windows has neither. */
export const OPEN_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** The open handle is checked, not the path, so that the file cannot be replaced in between. Never throws. */
export async function openRegularFile(file: string, maxBytes = Infinity): Promise<OpenedFile> {
  let handle: FileHandle;
  try {
    handle = await open(file, OPEN_FLAGS);
  } catch (error) {
    return problemOf(error);
  }
  try {
    const info = await handle.stat();
    const problem = checkRegular(info, maxBytes);
    if (problem === null) return { ok: true, handle, bytes: info.size };
    await handle.close();
    return problem;
  } catch (error) {
    await handle.close().catch(() => undefined);
    return problemOf(error);
  }
}

/** Null for a regular file within the limit. */
export function checkRegular(info: Stats, maxBytes: number): FileProblem | null {
  if (info.isDirectory()) return { ok: false, code: "not-regular", reason: reason("is-a-folder") };
  if (!info.isFile()) return { ok: false, code: "not-regular", reason: reason("not-a-regular-file") };
  return info.size > maxBytes ? tooLarge(maxBytes) : null;
}

/** The whole file. Never throws. */
export async function readRegularFile(
  file: string,
  maxBytes: number,
): Promise<{ readonly ok: true; readonly bytes: Buffer } | FileProblem> {
  const opened = await openRegularFile(file, maxBytes);
  if (!opened.ok) return opened;
  try {
    const bytes = await opened.handle.readFile();
    // It may have grown since its size was read.
    return bytes.length > maxBytes ? tooLarge(maxBytes) : { ok: true, bytes };
  } catch (error) {
    return problemOf(error);
  } finally {
    await opened.handle.close().catch(() => undefined);
  }
}

/** The whole file as text, in whichever encoding `decodeText` detects. Never throws. */
export async function readTextFile(
  file: string,
  maxBytes: number,
): Promise<{ readonly ok: true; readonly text: string } | FileProblem> {
  const read = await readRegularFile(file, maxBytes);
  if (!read.ok) return read;
  const decoded = decodeText(read.bytes);
  return decoded.ok ? decoded : { ok: false, code: "unreadable", reason: decoded.reason };
}

function tooLarge(maxBytes: number): FileProblem {
  return {
    ok: false,
    code: "too-large",
    reason: reason("larger-than", { megabytes: Math.round(maxBytes / 1024 / 1024) }),
  };
}

/** What opening or reading threw. */
export function problemOf(error: unknown): FileProblem {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") return { ok: false, code: "missing", reason: reason("no-such-file") };
  // A socket, or a device without a driver.
  if (code === "ENXIO") return { ok: false, code: "not-regular", reason: reason("not-a-regular-file") };
  if (code === "EACCES" || code === "EPERM")
    return { ok: false, code: "unreadable", reason: reason("reading-not-permitted") };
  if (code === "EISDIR") return { ok: false, code: "not-regular", reason: reason("is-a-folder") };
  return { ok: false, code: "unreadable", reason: systemReason(error) };
}
