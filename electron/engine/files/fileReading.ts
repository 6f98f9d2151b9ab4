/** Two ways to read parts of a file: `atOnce` blocks the thread for the few microseconds that a local disk takes, `patiently` lets others work meanwhile. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { checkRegular, type FileProblem, OPEN_FLAGS, openRegularFile, problemOf } from "./regularFile.ts";

export interface FileBeingRead {
  /** The size when it was opened. */
  readonly bytes: number;
  /** Fewer bytes than asked for at the end of the file. Throws what the system throws. */
  read(position: number, length: number): Uint8Array | Promise<Uint8Array>;
  close(): void | Promise<void>;
}

export type FileToRead = { readonly ok: true; readonly file: FileBeingRead } | FileProblem;

/** Opens a regular file. Never throws; the caller must close the file. */
export type OpenToRead = (path: string) => FileToRead | Promise<FileToRead>;

export async function patiently(path: string): Promise<FileToRead> {
  const opened = await openRegularFile(path);
  if (!opened.ok) return opened;
  const { handle, bytes } = opened;
  const file: FileBeingRead = {
    bytes,
    async read(position, length) {
      const buffer = new Uint8Array(length);
      const { bytesRead } = await handle.read(buffer, 0, length, position);
      return buffer.subarray(0, bytesRead);
    },
    close: () => handle.close(),
  };
  return { ok: true, file };
}

/** An asynchronous call costs about ten times what it does: with a hundred thousand files that is the difference between two seconds and twenty. */
export function atOnce(path: string): FileToRead {
  let descriptor: number;
  try {
    descriptor = openSync(path, OPEN_FLAGS);
  } catch (error) {
    return problemOf(error);
  }
  try {
    const info = fstatSync(descriptor);
    const problem = checkRegular(info, Infinity);
    if (problem === null) return { ok: true, file: readingAtOnce(descriptor, info.size) };
    closeSync(descriptor);
    return problem;
  } catch (error) {
    closeSync(descriptor);
    return problemOf(error);
  }
}

function readingAtOnce(descriptor: number, bytes: number): FileBeingRead {
  return {
    bytes,
    read(position, length) {
      // Only what was read is handed out.
      const buffer = Buffer.allocUnsafe(length);
      return buffer.subarray(0, readSync(descriptor, buffer, 0, length, position));
    },
    close: () => closeSync(descriptor),
  };
}
