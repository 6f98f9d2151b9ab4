/**
 * Writes a file under a temporary name in its final folder, and flushes it to disk, before it gets its name: under a
 * final name there is always a complete file. Written by hand because `write-file-atomic` (5.0.1) cannot promise that:
 * it writes with one call and does not check how much was written, so that on a full disk a truncated file gets the
 * name without an error (tried: 102,400 of 307,200 bytes under a limit of that size). It can neither refuse to replace
 * a file nor make the name itself durable.
 */
import { randomBytes } from "node:crypto";
import { open, rm } from "node:fs/promises";
import path from "node:path";

/** At once or piece by piece. */
export type Content = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** `place` gives the written file its name, by moving or linking it; its result is returned. Throws the file system's error; nothing is left behind then. */
export async function writeAside<T>(
  folder: string,
  content: Content,
  place: (aside: string) => Promise<T>,
): Promise<T> {
  const aside = path.join(folder, `.loupe-${process.pid}-${randomBytes(6).toString("hex")}.partial`);
  const handle = await open(aside, "wx");
  let placed: T;
  try {
    const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
    await handle.close();
    placed = await place(aside);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
  return placed;
}

/** Makes the new name itself durable; Windows has no such call and needs none, and some shares refuse it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
