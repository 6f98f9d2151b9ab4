/** Holds decoded pixels against OpenCV's and Pillow's, and hostile files against a plain answer. */
import { reasonText } from "../../../shared/words/failureText.ts";
import { reason } from "../../../shared/core/reason.ts";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { decodeImage, DEFAULT_LIMITS } from "./decodeImage.ts";

interface Expected {
  readonly width: number;
  readonly height: number;
  readonly rgb: string;
  readonly reader: string;
  /** Lossy formats: libraries differ by this much. */
  readonly allowed: number;
}

const FOLDER = join(import.meta.dirname, "fixtures/decode");
const expected = JSON.parse(readFileSync(join(FOLDER, "expected.json"), "utf8")) as Record<string, Expected>;
const scratch = mkdtempSync(join(tmpdir(), "loupe-decode-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function scratchFile(name: string, bytes: Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, bytes);
  return path;
}

describe("decoded pixels equal OpenCV's", () => {
  it.each(Object.entries(expected))("%s", async (name, { width, height, rgb, allowed }) => {
    const decoded = await decodeImage(join(FOLDER, name));
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
    expect([decoded.pixels.width, decoded.pixels.height]).toEqual([width, height]);
    let worst = 0;
    Buffer.from(rgb, "base64").forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - (decoded.pixels.rgb[i] as number)));
    });
    expect(worst).toBeLessThanOrEqual(allowed);
  });
});

describe("what was changed on the way is said", () => {
  it("more pages", async () => {
    const decoded = await decodeImage(join(FOLDER, "pages.tif"));
    expect(decoded.ok && decoded.pixels.remarks).toEqual([
      { code: "multi-page", detail: reason("first-page-of", { pages: 3 }) },
    ]);
  });
  it("sixteen bits", async () => {
    const decoded = await decodeImage(join(FOLDER, "deep.png"));
    expect(decoded.ok && decoded.pixels.remarks).toEqual([
      { code: "reduced-depth", detail: reason("depth-to-8-bits", { depth: "ushort" }) },
    ]);
  });
  it("nothing", async () => {
    const decoded = await decodeImage(join(FOLDER, "rgb.png"));
    expect(decoded.ok && decoded.pixels.remarks).toEqual([]);
  });
});

describe("files that cannot be used are named with their reason", () => {
  const jpeg = readFileSync(join(FOLDER, "ycc420.jpg"));
  // Damage in the middle of the data, where only the strictest reading notices it.
  const damaged = Buffer.from(
    readFileSync(join(import.meta.dirname, "../../../resources/demo/JPEGImages/profile_0000.jpg")),
  );
  for (let i = 0; i < 200; i++) damaged[Math.floor(damaged.length / 2) + i] = (i * 73 + 19) % 251;
  const cases: readonly (readonly [string, Uint8Array, string, RegExp])[] = [
    ["empty.jpg", new Uint8Array(0), "not-an-image", /empty/],
    ["page.jpg", Buffer.from("<!doctype html><p>no"), "not-an-image", /text/],
    [
      "drawing.png",
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
      "not-an-image",
      /SVG/,
    ],
    ["paper.png", Buffer.from("%PDF-1.7 and so on"), "not-an-image", /PDF/],
    ["moving.png", Buffer.from("GIF89a and so on...."), "not-an-image", /GIF/],
    ["noise.bmp", Buffer.from("0123456789abcdef"), "not-an-image", /no image format/],
    ["cut.jpg", jpeg.subarray(0, jpeg.length - 20), "unreadable-image", /./],
    ["half.jpg", jpeg.subarray(0, jpeg.length / 2), "unreadable-image", /./],
    ["damaged.jpg", damaged, "unreadable-image", /./],
    ["head.png", readFileSync(join(FOLDER, "rgb.png")).subarray(0, 60), "unreadable-image", /./],
    ["cut.bmp", readFileSync(join(FOLDER, "bits24.bmp")).subarray(0, 400), "unreadable-image", /cut short/],
  ];
  it.each(cases)("%s", async (name, bytes, code, said) => {
    const decoded = await decodeImage(scratchFile(name, bytes));
    expect(decoded).toMatchObject({ ok: false, code });
    expect(!decoded.ok && reasonText(decoded.reason, "en")).toMatch(said);
    expect(!decoded.ok && reasonText(decoded.reason, "en")).not.toMatch(/\n/);
  });
  it("a missing file and a folder", async () => {
    expect(await decodeImage(join(scratch, "nowhere.jpg"))).toMatchObject({ ok: false, code: "missing-image" });
    expect(await decodeImage(scratch)).toMatchObject({ ok: false, code: "not-an-image" });
  });
  it("an image over the limit, before its pixels are decoded", async () => {
    const limits = { ...DEFAULT_LIMITS, maxPixels: 100 };
    for (const name of ["rgb.png", "ycc420.jpg", "bits24.bmp"]) {
      const decoded = await decodeImage(join(FOLDER, name), limits);
      expect(decoded).toMatchObject({ ok: false, code: "too-large" });
      expect(!decoded.ok && reasonText(decoded.reason, "en")).toContain("21 x 13");
    }
  });
  it("a file whose name lies about its kind", async () => {
    const decoded = await decodeImage(scratchFile("really-a.jpg", readFileSync(join(FOLDER, "rgb.png"))));
    expect(decoded.ok).toBe(true);
  });
  it("a sparse file larger than the limit", async () => {
    const path = scratchFile("huge.jpg", jpeg);
    truncateSync(path, 2_000_000_000);
    expect(await decodeImage(path)).toMatchObject({ ok: false, code: "too-large" });
  });
});

it("mutated files of every kind give a whole image or a reason, and the process lives", async () => {
  const names = Object.keys(expected).filter((name) => !name.endsWith(".bmp"));
  // A small generator of its own: the same files every time.
  let state = 12345;
  const random = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  const tally = { decoded: 0, refused: 0 };
  for (let i = 0; i < 400; i++) {
    const bytes = Buffer.from(readFileSync(join(FOLDER, names[i % names.length] as string)));
    const cut = random(3) === 0 ? random(bytes.length) : bytes.length;
    const mutated = Buffer.from(bytes.subarray(0, cut));
    for (let k = random(6); k > 0 && mutated.length > 0; k--) mutated[random(mutated.length)] = random(256);
    const decoded = await decodeImage(scratchFile(`mutated-${i % 8}`, mutated), {
      ...DEFAULT_LIMITS,
      maxPixels: 4_000_000,
    });
    if (decoded.ok) {
      tally.decoded += 1;
      expect(decoded.pixels.rgb.length).toBe(decoded.pixels.width * decoded.pixels.height * 3);
    } else {
      tally.refused += 1;
      expect(reasonText(decoded.reason, "en")).not.toBe("");
      expect(reasonText(decoded.reason, "en")).not.toMatch(/\n/);
    }
  }
  expect(tally.decoded).toBeGreaterThan(20);
  expect(tally.refused).toBeGreaterThan(20);
}, 60_000);
