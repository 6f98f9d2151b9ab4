/** Protobuf's wire format: just enough to look into an ONNX file, and to exchange parts of it, without a generated library. Damage is reported by `WireError`. */

export class WireError extends Error {}

/** One field of a message: its number, and its bytes or its number. */
export interface WireField {
  readonly field: number;
  /** Length-delimited payload; empty for the other wire types. */
  readonly bytes: Uint8Array;
  /** Varint or 32-bit payload, unsigned; 0 for the others. Numbers beyond 2 ** 53 lose digits. */
  readonly value: number;
  /** The whole field as it stands in the message, its key included: what is kept is copied by it. */
  readonly raw: Uint8Array;
}

type Payload = Pick<WireField, "bytes" | "value">;

/** Calls `visit` for every field of `message`, in order; payloads are views, nothing is copied. */
export function readFields(message: Uint8Array, visit: (field: WireField) => void): void {
  const none = new Uint8Array(0);
  let at = 0;

  function varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 10; i++) {
      const byte = message[at++];
      if (byte === undefined) throw new WireError("it is cut short");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    throw new WireError("a number in it is too long");
  }

  function take(length: number): Uint8Array {
    if (!(length >= 0) || at + length > message.length) throw new WireError("it is cut short");
    const bytes = message.subarray(at, at + length);
    at += length;
    return bytes;
  }

  function payload(wireType: number): Payload {
    switch (wireType) {
      case 0:
        return { bytes: none, value: varint() };
      case 1:
        return { bytes: take(8), value: 0 };
      case 2:
        return { bytes: take(varint()), value: 0 };
      case 5: {
        const bytes = take(4);
        return { bytes, value: new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) };
      }
      default:
        throw new WireError("a field in it is of no known kind");
    }
  }

  while (at < message.length) {
    const start = at;
    const key = varint();
    const field = Math.floor(key / 8);
    if (field === 0) throw new WireError("a field in it has no number");
    const { bytes, value } = payload(key % 8);
    visit({ field, bytes, value, raw: message.subarray(start, at) });
  }
}

/** A length-delimited field: a string, bytes, or a message that `parts` make up. */
export function delimited(field: number, parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((total, part) => total + part.length, 0);
  return joinBytes([varintBytes(field * 8 + 2), varintBytes(length), ...parts]);
}

/** A field that is a whole number, not negative. */
export function numeric(field: number, value: number): Uint8Array {
  return joinBytes([varintBytes(field * 8), varintBytes(value)]);
}

export function text(field: number, value: string): Uint8Array {
  return delimited(field, [new TextEncoder().encode(value)]);
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

function varintBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** Negative int64 values come as varints near 2 ** 64, too large to keep their digits here: all that can be told is that they are negative. */
export function isNegative(value: number): boolean {
  return value >= 2 ** 63;
}

export function utf8(bytes: Uint8Array): string {
  // A mark at the start is a part of a name.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}
