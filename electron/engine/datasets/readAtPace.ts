/** Reads many files as fast as the disk allows: synchronously one after another on a fast one, several concurrently on a slow one. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { atOnce, type OpenToRead, patiently } from "../files/fileReading.ts";
import { mapOrdered } from "./mapOrdered.ts";

/** Milliseconds a file: what takes longer, a network share or a disk that has to seek, would hold up the engine. */
const QUICK_MS = 2;
const MAX_SLOW_FILES = 8;
/** Asynchronously, since a share may not answer at all. */
const TRIED_FILES = 4;
/** Others wait no longer than this for their turn. */
const SLICE_MS = 8;
const PARALLEL_FILES = 16;

/** `work` must open files with the function it is given. Results in the order of `items`; rejects once `signal` is aborted. */
export async function readAtPace<T, R>(
  items: readonly T[],
  work: (item: T, open: OpenToRead) => Promise<R>,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  for (const item of items.slice(0, TRIED_FILES)) results.push(await work(item, patiently));
  await readWhileQuick(items, work, results, signal);
  const rest = items.slice(results.length);
  results.push(...(await mapOrdered(rest, PARALLEL_FILES, (item) => work(item, patiently), signal)));
  return results;
}

/** Adds to `results` until the disk shows that it is not quick. */
async function readWhileQuick<T, R>(
  items: readonly T[],
  work: (item: T, open: OpenToRead) => Promise<R>,
  results: R[],
  signal: AbortSignal | undefined,
): Promise<void> {
  // One slow file may only mean that the machine is busy: quick ones make up for it.
  let slow = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  while (results.length < items.length && slow < MAX_SLOW_FILES && !signal?.aborted) {
    const start = performance.now();
    results.push(await work(items[results.length] as T, atOnce));
    const end = performance.now();
    slow = end - start > QUICK_MS ? slow + 1 : Math.max(0, slow - 1);
    if (end < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
}
