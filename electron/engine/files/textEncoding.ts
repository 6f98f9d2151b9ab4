/** Decodes the text files of datasets: UTF-8 with and without BOM, UTF-16, GB18030 and what an XML declaration names. */

import { type Reason, reason } from "../../../shared/core/reason.ts";

export type DecodedText =
  | { readonly ok: true; readonly text: string; readonly encoding: string }
  | { readonly ok: false; readonly reason: Reason };

const BYTE_ORDER_MARKS: readonly { readonly mark: readonly number[]; readonly encoding: string }[] = [
  { mark: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { mark: [0xff, 0xfe], encoding: "utf-16le" },
  { mark: [0xfe, 0xff], encoding: "utf-16be" },
];

/**
 * Decodes by byte order mark, then by the encoding that an XML declaration names, then as UTF-8 if it is valid UTF-8,
 * then as GB18030. A declaration comes before the guess because short GBK texts can be valid UTF-8 by accident. The BOM
 * itself is removed.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  for (const { mark, encoding } of BYTE_ORDER_MARKS) {
    if (mark.every((byte, i) => bytes[i] === byte)) {
      const text = tryDecode(bytes, encoding);
      return text === null
        ? { ok: false, reason: reason("text-belies-its-mark", { encoding }) }
        : { ok: true, text, encoding };
    }
  }
  const candidates = [declaredEncoding(bytes), "utf-8", "gb18030"];
  for (const encoding of candidates) {
    if (encoding === null) continue;
    const text = tryDecode(bytes, encoding);
    if (text !== null) return { ok: true, text, encoding };
  }
  return { ok: false, reason: reason("text-of-no-known-encoding") };
}

/** The encoding of an XML declaration in any encoding that keeps ASCII, or UTF-16 recognised by its first two characters. */
function declaredEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] === 0x3c && bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] === 0x3c && bytes[2] === 0) return "utf-16be";
  const head = Buffer.from(bytes.subarray(0, 256)).toString("latin1");
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined) return null;
  // GB2312 and GBK are subsets of GB18030, and files that declare a subset often contain characters outside it.
  return /^(gb2312|gbk|gb18030|gb_2312-80|cp936)$/.test(declared) ? "gb18030" : declared;
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // RangeError: an unknown encoding; TypeError: bytes invalid in it. Both mean: try the next.
    return null;
  }
}
