/**
 * Walks the fields of a protobuf message one by one, with protobufjs' reader, and joins fields into a message again.
 * protobufjs decodes a message as a whole: for a graph that would make an object of every node at once, however many a
 * hostile file has, and encoding it again would put fields in another order. Here each field is a view of the file,
 * kept bit for bit or replaced.
 */
import protobuf from "protobufjs/light.js";
import { type Reason, reason } from "../../../shared/core/reason.ts";

/** The file is damaged, or made to do harm. */
export class WireError extends Error {
  readonly reason: Reason;

  constructor(why: Reason) {
    super(why.code);
    this.reason = why;
  }
}

const NONE: Uint8Array = new Uint8Array(0);
const DELIMITED = 2;

/**
 * Calls `visit` for every field of `message`, in order: its number; what it holds where it is length-delimited (text, bytes, a message), a view of the file;
 * and from where to where it stands in the message, its tag included, so that what is kept can be copied. Throws `WireError` for damage.
 */
export function readFields(
  message: Uint8Array,
  visit: (id: number, payload: Uint8Array, start: number, end: number) => void,
): void {
  const reader = protobuf.Reader.create(bufferOf(message));
  while (reader.pos < reader.len) {
    const start = reader.pos;
    let id = 0;
    let payload: Uint8Array = NONE;
    try {
      const tag = reader.tag();
      id = tag >>> 3;
      if ((tag & 7) === DELIMITED) payload = reader.bytes();
      else reader.skipType(tag & 7, 0, id);
    } catch (error) {
      throw damage(error);
    }
    if (id === 0) throw new WireError(reason("graph-field-without-number"));
    visit(id, payload, start, reader.pos);
  }
}

/** The reason for an error that protobufjs threw. */
export function damage(error: unknown): WireError {
  if (error instanceof RangeError) return new WireError(reason("graph-cut-short"));
  return new WireError(reason("graph-damaged", { error: error instanceof Error ? error.message : String(error) }));
}

/** The same memory as a Buffer: protobufjs reads text from a Buffer alone without copying and without dropping a byte order mark, which is part of a name here. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The parts of a length-delimited field, to be joined: its tag and length, then its content. */
export function delimited(id: number, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = parts.reduce((total, part) => total + part.length, 0);
  return [
    protobuf.Writer.create()
      .uint32(id * 8 + DELIMITED)
      .uint32(length)
      .finish(),
    ...parts,
  ];
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
