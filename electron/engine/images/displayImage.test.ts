/** What the window gets to show is upright, of a kind a browser knows, and says the full image's size. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeBytes, decodeImage } from "./decodeImage.ts";
import { displayImage, thumbnail, type ShownImage } from "./displayImage.ts";
import { recogniseFile } from "./imageKind.ts";

const FOLDER = join(import.meta.dirname, "fixtures/decode");

async function pixels(
  shown: ShownImage,
): Promise<{ readonly width: number; readonly height: number; readonly rgb: Uint8Array }> {
  const kind = await recogniseFile(shown.bytes);
  if (!kind.ok) throw new Error(JSON.stringify(kind.reason));
  expect(shown.mediaType).toBe(`image/${kind.kind}`);
  const decoded = await decodeBytes(shown.bytes, kind.kind);
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
  return decoded.pixels;
}

describe("the whole image", () => {
  it.each(["ycc420.jpg", "rgb.png", "lossless.webp"])("%s goes out as it is", async (name) => {
    const shown = await displayImage(join(FOLDER, name));
    expect(shown.ok && Buffer.compare(Buffer.from(shown.shown.bytes), readFileSync(join(FOLDER, name)))).toBe(0);
  });
  it.each(["orientation3.jpg", "orientation6.jpg", "orientation8.jpg", "bits8.bmp", "rle8.bmp", "lzw.tif", "cmyk.jpg"])(
    "%s goes out as upright pixels, the very ones the model sees",
    async (name) => {
      const [shown, decoded] = [await displayImage(join(FOLDER, name)), await decodeImage(join(FOLDER, name))];
      if (!shown.ok || !decoded.ok) throw new Error("not shown");
      const { width, height, rgb } = await pixels(shown.shown);
      expect([shown.shown.width, shown.shown.height, width, height]).toEqual([
        decoded.pixels.width,
        decoded.pixels.height,
        decoded.pixels.width,
        decoded.pixels.height,
      ]);
      expect(Buffer.compare(Buffer.from(rgb), Buffer.from(decoded.pixels.rgb))).toBe(0);
    },
  );
  it("what cannot be shown is named", async () => {
    expect(await displayImage(join(FOLDER, "expected.json"))).toMatchObject({ ok: false, code: "not-an-image" });
    expect(await thumbnail(join(FOLDER, "none.jpg"), 64)).toMatchObject({ ok: false, code: "missing-image" });
  });
});

describe("the small image", () => {
  it.each([
    ["orientation6.jpg", 8],
    ["rgb.png", 8],
    ["topdown24.bmp", 8],
    ["pages.tif", 8],
  ])("%s fits %i pixels, keeps its shape, and tells the full size", async (name, side) => {
    const [small, decoded] = [await thumbnail(join(FOLDER, name), side), await decodeImage(join(FOLDER, name))];
    if (!small.ok || !decoded.ok) throw new Error("no thumbnail");
    const { width, height } = await pixels(small.shown);
    expect(Math.max(width, height)).toBe(side);
    expect(width > height).toBe(decoded.pixels.width > decoded.pixels.height);
    expect([small.shown.width, small.shown.height]).toEqual([decoded.pixels.width, decoded.pixels.height]);
  });
  it("is never larger than the image", async () => {
    const small = await thumbnail(join(FOLDER, "rgb.png"), 512);
    if (!small.ok) throw new Error(JSON.stringify(small.reason));
    expect((await pixels(small.shown)).width).toBe(21);
  });
});
