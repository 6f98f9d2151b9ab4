/** Reads protobuf's wire format: just enough to look into an ONNX file without a generated library. Damage is reported by `WireError`, caught in onnxGraph.ts. */

export class WireError extends Error {}

/** One field of a message: its number, and its bytes or its number. */
export interface WireField {
  readonly field: number;
  /** Length-delimited payload; empty for the other wire types. */
  readonly bytes: Uint8Array;
  /** Varint or 32-bit payload, unsigned; 0 for the others. Numbers beyond 2 ** 53 lose digits. */
  readonly value: number;
}

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

  while (at < message.length) {
    const key = varint();
    const field = Math.floor(key / 8);
    if (field === 0) throw new WireError("a field in it has no number");
    switch (key % 8) {
      case 0:
        visit({ field, bytes: none, value: varint() });
        break;
      case 1:
        visit({ field, bytes: take(8), value: 0 });
        break;
      case 2:
        visit({ field, bytes: take(varint()), value: 0 });
        break;
      case 5: {
        const bytes = take(4);
        visit({ field, bytes, value: new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true) });
        break;
      }
      default:
        throw new WireError("a field in it is of no known kind");
    }
  }
}

/** Negative int64 values come as varints near 2 ** 64, too large to keep their digits here: all that can be told is that they are negative. */
export function isNegative(value: number): boolean {
  return value >= 2 ** 63;
}

export function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
