/**
 * Frees the memory of a large buffer at once. The garbage collector sees only small objects with pixels behind them and lets hundreds of megabytes gather
 * before it looks; marking the whole heap for each of those rounds costs time, too.
 */

/** Smaller ones are not worth it, and may be slices of a pool. */
const MIN_BYTES = 65_536;

const { port1: nowhere, port2: closed } = new MessageChannel();
closed.close();

/** `data` is empty afterwards, or as before where the runtime does not let go of it. Only for whoever owns the whole buffer. */
export function releaseMemory({ buffer, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || byteLength < MIN_BYTES || byteLength !== buffer.byteLength) return;
  try {
    // A message to a closed port is thrown away, and what was transferred goes with it.
    nowhere.postMessage(null, [buffer]);
  } catch {
    // Memory that belongs to native code cannot be transferred: the collector frees it.
  }
}
