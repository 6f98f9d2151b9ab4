/** Decodes Windows bitmaps, which libvips does not: 1, 4, 8, 16, 24 and 32 bits per pixel, RLE8, RLE4, bit fields and both row orders. Headers are not trusted. */

import { type Reason, reason } from "../../../shared/core/reason.ts";

export type BmpDecoded =
  | { readonly ok: true; readonly width: number; readonly height: number; readonly rgb: Uint8Array }
  | { readonly ok: false; readonly reason: Reason; readonly tooLarge?: true };

interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly topDown: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly pixelOffset: number;
  /** RGB triples. */
  readonly palette: Uint8Array;
  readonly masks: readonly [number, number, number];
}

type HeaderRead =
  | { readonly ok: true; readonly header: BmpHeader }
  | { readonly ok: false; readonly reason: Reason; readonly tooLarge?: true };

const RGB = 0;
const RLE8 = 1;
const RLE4 = 2;
const BITFIELDS = 3;
const ALPHA_BITFIELDS = 6;

/** Decodes to interleaved 8-bit RGB, top row first. Alpha is dropped. Never throws; never allocates more than `maxPixels * 3` bytes for pixels. */
export function decodeBmp(bytes: Uint8Array, maxPixels: number): BmpDecoded {
  const read = readBmpHeader(bytes, maxPixels);
  if (!read.ok) return read;
  const { header } = read;
  const { width, height } = header;
  if (header.compression === RLE8 || header.compression === RLE4) {
    const indices = decodeRuns(bytes, header);
    if (!indices) return { ok: false, reason: reason("bmp-rows-damaged") };
    return { ok: true, width, height, rgb: paint(indices, header) };
  }
  const stride = Math.floor((width * header.bits + 31) / 32) * 4;
  if (header.pixelOffset + stride * height > bytes.length) return { ok: false, reason: reason("bmp-rows-missing") };
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = header.pixelOffset + stride * (header.topDown ? y : height - 1 - y);
    decodeRow(bytes, from, header, rgb, y * width * 3);
  }
  return { ok: true, width, height, rgb };
}

/** Reads and checks the headers only. */
export function readBmpHeader(bytes: Uint8Array, maxPixels: number): HeaderRead {
  if (bytes.length < 26) return { ok: false, reason: reason("bmp-header-incomplete") };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixelOffset = view.getUint32(10, true);
  const headerSize = view.getUint32(14, true);
  const core = headerSize === 12;
  if (!core && (headerSize < 40 || headerSize > 4096))
    return { ok: false, reason: reason("bmp-header-unknown", { bytes: headerSize }) };
  if (14 + headerSize > bytes.length) return { ok: false, reason: reason("bmp-header-incomplete") };
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  const signedHeight = core ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = core ? view.getUint16(24, true) : view.getUint16(28, true);
  const compression = core ? RGB : view.getUint32(30, true);
  const height = Math.abs(signedHeight);
  const topDown = signedHeight < 0;
  if (width <= 0 || height <= 0)
    return { ok: false, reason: reason("bmp-size-impossible", { width, height: signedHeight }) };
  if (width * height > maxPixels)
    return { ok: false, reason: reason("too-many-pixels", { width, height, most: maxPixels }), tooLarge: true };
  if (![1, 4, 8, 16, 24, 32].includes(bits)) return { ok: false, reason: reason("bmp-bits", { bits }) };
  const fits =
    compression === RGB ||
    (compression === RLE8 && bits === 8 && !topDown) ||
    (compression === RLE4 && bits === 4 && !topDown) ||
    ((compression === BITFIELDS || compression === ALPHA_BITFIELDS) && (bits === 16 || bits === 32));
  if (!fits) return { ok: false, reason: reason("bmp-compression", { compression, bits }) };

  const fields = compression === BITFIELDS || compression === ALPHA_BITFIELDS;
  const maskBytes = fields && headerSize === 40 ? (compression === ALPHA_BITFIELDS ? 16 : 12) : 0;
  const masks = readMasks(view, fields, bits);
  if (!masks) return { ok: false, reason: reason("bmp-bit-fields") };
  const palette = readPalette(bytes, view, 14 + headerSize + maskBytes, core, bits);
  if (!palette) return { ok: false, reason: reason("bmp-palette") };
  if (pixelOffset < 14 + headerSize || pixelOffset >= bytes.length)
    return { ok: false, reason: reason("bmp-pixels-outside", { byte: pixelOffset }) };
  return { ok: true, header: { width, height, topDown, bits, compression, pixelOffset, palette, masks } };
}

function readMasks(view: DataView, fields: boolean, bits: number): readonly [number, number, number] | null {
  if (!fields) return bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
  // Both after a 40-byte header and inside a longer one the masks begin at byte 54.
  if (view.byteLength < 66) return null;
  const masks = [view.getUint32(54, true), view.getUint32(58, true), view.getUint32(62, true)] as const;
  const contiguous = masks.every((mask) => mask !== 0 && (bits === 32 || mask <= 0xffff) && isRun(mask));
  return contiguous && (masks[0] & masks[1]) === 0 && (masks[0] & masks[2]) === 0 && (masks[1] & masks[2]) === 0
    ? masks
    : null;
}

function isRun(mask: number): boolean {
  const run = mask / lowestBit(mask);
  return Number.isInteger(Math.log2(run + 1));
}

function lowestBit(mask: number): number {
  return (mask & -mask) >>> 0;
}

function readPalette(bytes: Uint8Array, view: DataView, from: number, core: boolean, bits: number): Uint8Array | null {
  if (bits > 8) return new Uint8Array(0);
  const size = core ? 3 : 4;
  const most = 2 ** bits;
  const said = core ? most : view.getUint32(46, true);
  if (said > 65536) return null;
  const count = said === 0 ? most : Math.min(said, most);
  if (from + count * size > bytes.length) return null;
  // A pixel may name a colour beyond a short palette: it is black.
  const palette = new Uint8Array(most * 3);
  for (let i = 0; i < count; i++) {
    palette[i * 3] = bytes[from + i * size + 2] ?? 0;
    palette[i * 3 + 1] = bytes[from + i * size + 1] ?? 0;
    palette[i * 3 + 2] = bytes[from + i * size] ?? 0;
  }
  return palette;
}

function decodeRow(bytes: Uint8Array, from: number, header: BmpHeader, rgb: Uint8Array, to: number): void {
  const { width, bits, palette, masks, compression } = header;
  if (bits <= 8) {
    const perByte = 8 / bits;
    const mask = 2 ** bits - 1;
    for (let x = 0; x < width; x++) {
      const byte = bytes[from + Math.floor(x / perByte)] ?? 0;
      const index = (byte >> (8 - bits - (x % perByte) * bits)) & mask;
      rgb[to + x * 3] = palette[index * 3] ?? 0;
      rgb[to + x * 3 + 1] = palette[index * 3 + 1] ?? 0;
      rgb[to + x * 3 + 2] = palette[index * 3 + 2] ?? 0;
    }
  } else if (bits === 24 || (bits === 32 && compression === RGB)) {
    const step = bits / 8;
    for (let x = 0, i = from, o = to; x < width; x++, i += step, o += 3) {
      rgb[o] = bytes[i + 2] ?? 0;
      rgb[o + 1] = bytes[i + 1] ?? 0;
      rgb[o + 2] = bytes[i] ?? 0;
    }
  } else {
    const step = bits / 8;
    for (let x = 0; x < width; x++) {
      let value = 0;
      for (let k = step - 1; k >= 0; k--) value = value * 256 + (bytes[from + x * step + k] ?? 0);
      masks.forEach((mask, channel) => {
        const level = ((value & mask) >>> 0) / lowestBit(mask);
        const bitsOfMask = Math.log2(mask / lowestBit(mask) + 1);
        // Shifted up without filling the low bits, as OpenCV does.
        rgb[to + x * 3 + channel] =
          bitsOfMask <= 8 ? level * 2 ** (8 - bitsOfMask) : Math.floor(level / 2 ** (bitsOfMask - 8));
      });
    }
  }
}

/** Run-length rows to palette indices, top row first; null when a run leaves the image or the file ends before the end mark and the last row. */
function decodeRuns(bytes: Uint8Array, header: BmpHeader): Uint8Array | null {
  const { width, height, compression } = header;
  const indices = new Uint8Array(width * height);
  const four = compression === RLE4;
  let at = header.pixelOffset;
  let x = 0;
  let row = 0;
  while (at + 1 < bytes.length) {
    const count = bytes[at++] ?? 0;
    const value = bytes[at++] ?? 0;
    if (count > 0) {
      if (row >= height || x + count > width) return null;
      const start = (height - 1 - row) * width + x;
      for (let i = 0; i < count; i++) indices[start + i] = four ? (i % 2 === 0 ? value >> 4 : value & 15) : value;
      x += count;
    } else if (value === 0) {
      x = 0;
      row += 1;
    } else if (value === 1) {
      return indices;
    } else if (value === 2) {
      x += bytes[at++] ?? 0;
      row += bytes[at++] ?? 0;
      if (x > width || row > height) return null;
    } else {
      const length = four ? Math.ceil(value / 2) : value;
      if (row >= height || x + value > width || at + length > bytes.length) return null;
      const start = (height - 1 - row) * width + x;
      for (let i = 0; i < value; i++) {
        const byte = bytes[at + (four ? i >> 1 : i)] ?? 0;
        indices[start + i] = four ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte;
      }
      x += value;
      at += length + (length % 2);
    }
  }
  // Some writers leave the end mark out; an image whose rows are all there is whole.
  return row >= height || (row === height - 1 && x >= width) ? indices : null;
}

function paint(indices: Uint8Array, header: BmpHeader): Uint8Array {
  const rgb = new Uint8Array(indices.length * 3);
  indices.forEach((index, i) => {
    rgb[i * 3] = header.palette[index * 3] ?? 0;
    rgb[i * 3 + 1] = header.palette[index * 3 + 1] ?? 0;
    rgb[i * 3 + 2] = header.palette[index * 3 + 2] ?? 0;
  });
  return rgb;
}
