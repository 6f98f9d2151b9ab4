// One state in one size: its looks side by side in one image, which is what is kept, compared and shown.
// @ts-check
import pixelmatch from "pixelmatch";
import sharp from "sharp";

/**
 * @typedef {import("./galleryWindow.mjs").Look} Look
 * @typedef {{ data: Buffer, width: number, height: number }} Sheet RGBA, 8 bits each
 */

/**
 * Kept nearly exactly, at about 4 of 255 a channel, in half the bytes; exactly where that would show in a comparison.
 * The looks share what they show, and WebP finds that again only while they stand in one image.
 */
const KEPT = [{ nearLossless: true, quality: 40 }, { lossless: true }];
/**
 * How far a pixel may be off, in pixelmatch's measure: 13 of 255 in grey. What near-lossless WebP changes (4 a channel) is a
 * fifth of that squared distance; the faintest hairline of either theme is off by more when it moves.
 */
const TOLERANCE = 0.05;

/**
 * @param {readonly Buffer[]} images PNG, one a look
 * @returns {Promise<Sheet>} cells as wide and as high as the largest, what is missing black
 */
export async function composeSheet(images) {
  const read = await Promise.all(
    images.map((image) => sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  const cell = Math.max(...read.map(({ info }) => info.width));
  const height = Math.max(...read.map(({ info }) => info.height));
  const width = cell * read.length;
  const data = Buffer.alloc(width * height * 4);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  for (const [place, image] of read.entries()) {
    const row = image.info.width * 4;
    for (let y = 0; y < image.info.height; y++)
      image.data.copy(data, (y * width + place * cell) * 4, y * row, (y + 1) * row);
  }
  return { data, width, height };
}

/**
 * @param {Sheet} sheet
 * @returns {Promise<Buffer>} WebP that compares as equal
 */
export async function encodeSheet(sheet) {
  let encoded = Buffer.alloc(0);
  for (const how of KEPT) {
    encoded = await fromRaw(sheet).removeAlpha().webp(how).toBuffer();
    if (compareSheets(await readSheet(encoded), sheet).pixels === 0) break;
  }
  return encoded;
}

/**
 * @param {string | Buffer} file its path or its bytes
 * @returns {Promise<Sheet>}
 */
export async function readSheet(file) {
  const { data, info } = await sharp(file).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * @param {Sheet} expected
 * @param {Sheet} actual
 * @returns {{ pixels: number, difference: Sheet | null }} pixels that differ; all of them, and no difference to show, where the sizes do
 */
export function compareSheets(expected, actual) {
  const { width, height } = actual;
  if (expected.width !== width || expected.height !== height) return { pixels: width * height, difference: null };
  const data = Buffer.alloc(actual.data.length);
  const pixels = pixelmatch(expected.data, actual.data, data, width, height, { threshold: TOLERANCE, includeAA: true });
  return { pixels, difference: { data, width, height } };
}

/**
 * The cells that differ, by their place.
 *
 * @param {Sheet} expected
 * @param {Sheet} actual of the same size
 * @param {number} cells
 * @returns {number[]}
 */
export function differingCells(expected, actual, cells) {
  const width = actual.width / cells;
  return Array.from({ length: cells }, (_, cell) => cell).filter((cell) => {
    const [a, b] = [cutCell(expected, cell, width), cutCell(actual, cell, width)];
    return pixelmatch(a, b, undefined, width, actual.height, { threshold: TOLERANCE, includeAA: true }) > 0;
  });
}

/** @param {Sheet} sheet */
export function fromRaw({ data, width, height }) {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/**
 * @param {Sheet} sheet
 * @param {number} cell
 * @param {number} width
 */
function cutCell(sheet, cell, width) {
  const cut = Buffer.alloc(width * sheet.height * 4);
  for (let y = 0; y < sheet.height; y++) {
    const from = (y * sheet.width + cell * width) * 4;
    sheet.data.copy(cut, y * width * 4, from, from + width * 4);
  }
  return cut;
}
