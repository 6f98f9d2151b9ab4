/** Encodings of lists and annotations, with bytes from other programs. */
import { expect, test } from "vitest";
import { decodeText } from "./textEncoding.ts";

/** Bytes taken from Python: "漏底\n".encode("gb18030"), and the classic "联通" whose GBK bytes are valid UTF-8. */
const GBK_LOU_DI = Uint8Array.from([0xc2, 0xa9, 0xb5, 0xd7, 0x0a]);
const GBK_LIAN_TONG = Uint8Array.from([0xc1, 0xaa, 0xcd, 0xa8]);

test.each([
  ["UTF-8", Buffer.from("漏底\n"), "漏底\n", "utf-8"],
  ["UTF-8 with BOM", Buffer.from("\uFEFF漏底\n"), "漏底\n", "utf-8"],
  ["UTF-16LE with BOM", Buffer.from("\uFEFF漏底\n", "utf16le"), "漏底\n", "utf-16le"],
  ["UTF-16BE with BOM", Buffer.from("\uFEFF漏底\n", "utf16le").swap16(), "漏底\n", "utf-16be"],
  ["GB18030", GBK_LOU_DI, "漏底\n", "gb18030"],
  ["nothing", Buffer.alloc(0), "", "utf-8"],
])("%s", (_name, bytes, text, encoding) => {
  expect(decodeText(bytes)).toEqual({ ok: true, text, encoding });
});

test("an XML declaration is believed before the guess", () => {
  const declared = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
    GBK_LIAN_TONG,
    Buffer.from("</a>"),
  ]);
  expect(decodeText(declared)).toMatchObject({
    ok: true,
    encoding: "gb18030",
    text: expect.stringContaining("<a>联通</a>"),
  });
});

test("a wrong declaration falls back to what the bytes are", () => {
  const wrong = Buffer.concat([
    Buffer.from("<?xml version='1.0' encoding='utf-8'?><a>"),
    GBK_LOU_DI,
    Buffer.from("</a>"),
  ]);
  expect(decodeText(wrong)).toMatchObject({ ok: true, encoding: "gb18030", text: expect.stringContaining("漏底") });
  const unknown = Buffer.from("<?xml version='1.0' encoding='klingon'?><a>漏</a>");
  expect(decodeText(unknown)).toMatchObject({ ok: true, encoding: "utf-8" });
});

test("UTF-16 without a BOM is told by its first characters", () => {
  expect(decodeText(Buffer.from("<?xml version='1.0'?><a>漏</a>", "utf16le"))).toMatchObject({
    ok: true,
    encoding: "utf-16le",
    text: expect.stringContaining("漏"),
  });
});

test("bytes that are no text are refused", () => {
  expect(decodeText(Uint8Array.from([0xff, 0x00, 0xff, 0xff, 0x81]))).toMatchObject({ ok: false });
});
