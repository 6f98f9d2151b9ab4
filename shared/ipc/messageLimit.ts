/** Limits the size of the page's messages before main or the engine reads them. */
import type { Port } from "./rpc.ts";

/** Far above any message that a page sends. */
export const MAX_MESSAGE_BYTES = 256 * 1024;
const MAX_NODES = 20_000;

/** Messages above the limit are answered with `bad-request` where they have a number, and are not passed on. */
export function limitMessages(port: Port, maxBytes = MAX_MESSAGE_BYTES): Port {
  return {
    ...port,
    onMessage: (listener) =>
      port.onMessage((message) => {
        if (isWithin(message, maxBytes)) listener(message);
        else refuse(port, message);
      }),
  };
}

/** Stops counting at the limit; text counts two bytes per UTF-16 unit. */
export function isWithin(message: unknown, maxBytes: number): boolean {
  let bytes = 0;
  let nodes = 0;
  const open: unknown[] = [message];
  while (open.length > 0) {
    const value = open.pop();
    nodes += 1;
    if (typeof value === "string") bytes += value.length * 2;
    else if (ArrayBuffer.isView(value)) bytes += Math.max(value.byteLength, value.buffer.byteLength);
    else if (value instanceof ArrayBuffer) bytes += value.byteLength;
    else if (value instanceof Map || value instanceof Set) {
      if (value.size > MAX_NODES) return false;
      for (const entry of value as Iterable<unknown>) open.push(entry);
    } else if (Array.isArray(value)) {
      if (value.length > MAX_NODES) return false;
      for (const entry of value) open.push(entry);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, entry] of Object.entries(value)) {
        bytes += name.length * 2;
        open.push(entry);
      }
    } else bytes += 8;
    // A message may contain itself: then the limit on nodes ends the walk.
    if (bytes > maxBytes || nodes > MAX_NODES || open.length > MAX_NODES) return false;
  }
  return true;
}

function refuse(port: Port, message: unknown): void {
  const id = typeof message === "object" && message !== null ? (message as { id?: unknown }).id : undefined;
  if (typeof id === "number" && Number.isSafeInteger(id) && id >= 0)
    port.post({ kind: "error", id, code: "bad-request", message: "the message is too large" });
}
