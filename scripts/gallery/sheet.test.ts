// What the gallery's comparison finds and what it lets pass, on images made by hand.
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { compareSheets, composeSheet, differingCells, encodeSheet, readSheet } from "./sheet.mjs";

const PANEL = [26, 29, 33] as const;
const HAIRLINE = [43, 48, 54] as const;

/** A panel of the dark theme with one hairline at a height; some seeded noise as a photo would have. */
function image({ line = 20, noise = 0, width = 60, height = 40 } = {}): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  let seed = 1;
  for (let i = 0; i < width * height; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const shift = noise === 0 ? 0 : (seed >>> 16) % (noise + 1);
    const colour = Math.floor(i / width) === line ? HAIRLINE : PANEL;
    for (const [channel, value] of colour.entries()) data[i * 3 + channel] = value + shift;
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function sheet(...images: Parameters<typeof image>[0][]) {
  return composeSheet(await Promise.all(images.map(image)));
}

describe("two sheets", () => {
  it("that are equal", async () => {
    expect(compareSheets(await sheet({}, {}), await sheet({}, {})).pixels).toBe(0);
  });

  it("differ by a hairline that moved by one pixel, in the look in which it did", async () => {
    const [before, after] = [await sheet({}, {}), await sheet({}, { line: 21 })];
    // The row that it left and the row that it came to.
    expect(compareSheets(before, after).pixels).toBe(2 * 60);
    expect(differingCells(before, after, 2)).toEqual([1]);
  });

  it("differ in size", async () => {
    expect(compareSheets(await sheet({}), await sheet({ height: 41 }))).toEqual({ pixels: 60 * 41, difference: null });
  });

  it("lie side by side, the smaller filled up with black", async () => {
    const { width, height, data } = await sheet({ width: 10, height: 4, line: -1 }, { width: 6, height: 5, line: -1 });
    expect([width, height]).toEqual([20, 5]);
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    expect(at(9, 3)).toEqual([...PANEL, 255]);
    expect(at(9, 4)).toEqual([0, 0, 0, 255]);
    expect(at(15, 4)).toEqual([...PANEL, 255]);
    expect(at(16, 0)).toEqual([0, 0, 0, 255]);
  });
});

it.each([0, 4, 40])("what is kept compares as equal, with noise of %i levels", async (noise) => {
  const drawn = await sheet({ noise }, { noise, line: 3 });
  const kept = await readSheet(await encodeSheet(drawn));
  expect([kept.width, kept.height]).toEqual([drawn.width, drawn.height]);
  expect(compareSheets(kept, drawn).pixels).toBe(0);
});
