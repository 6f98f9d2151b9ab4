/** Pixels and encoded images of reports: resvg renders SVG, sharp scales, joins and encodes images. */
import { Resvg } from "@resvg/resvg-js";
import sharp, { type Sharp } from "sharp";
import type { Size } from "../../../shared/core/box.ts";
import type { DecodedImage } from "../images/decodedImage.ts";
import { REPORT_FONT_FAMILY } from "./reportFont.ts";

export interface Raster extends Size {
  /** Interleaved 8-bit RGBA, premultiplied alpha; length width * height * 4. */
  readonly rgba: Uint8Array;
}

/** Renders SVG text at `scale` pixels per unit, with the bundled font and no other. */
export function rasteriseSvg(svg: string, fontFile: string, scale = 1): Raster {
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: scale },
    font: { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: REPORT_FONT_FAMILY },
  }).render();
  return { width: image.width, height: image.height, rgba: image.pixels };
}

/** An opaque PNG of a raster; `dotsPerInch` gives word processors its natural size. */
export async function encodePng({ width, height, rgba }: Raster, dotsPerInch: number): Promise<Uint8Array> {
  return sharp(rgba, { raw: { width, height, channels: 4, premultiplied: true } })
    .removeAlpha()
    .withMetadata({ density: dotsPerInch })
    .png({ compressionLevel: 7 })
    .toBuffer();
}

export interface Placed {
  readonly x: number;
  readonly y: number;
}

/** A single PNG from an image shown several times at one size, on a plain background, under a drawing of the whole. */
export async function joinImages(
  image: DecodedImage,
  shown: Size,
  places: readonly Placed[],
  drawing: Raster,
  background: string,
): Promise<Uint8Array> {
  const pixels = await scaled(image, shown).raw().toBuffer();
  const ground = sharp({ create: { width: drawing.width, height: drawing.height, channels: 3, background } });
  return ground
    .composite([
      ...places.map(({ x, y }) => ({
        input: pixels,
        raw: { width: shown.width, height: shown.height, channels: 3 as const },
        left: Math.round(x),
        top: Math.round(y),
      })),
      {
        input: Buffer.from(drawing.rgba.buffer, drawing.rgba.byteOffset, drawing.rgba.byteLength),
        raw: { width: drawing.width, height: drawing.height, channels: 4 as const, premultiplied: true },
        left: 0,
        top: 0,
      },
    ])
    .removeAlpha()
    .png({ compressionLevel: 6 })
    .toBuffer();
}

/** A JPEG of the image at a given size, for the pages of a PDF. */
export async function encodeJpeg(image: DecodedImage, size: Size): Promise<Uint8Array> {
  return scaled(image, size).jpeg({ quality: 84, mozjpeg: false }).toBuffer();
}

function scaled({ width, height, rgb }: DecodedImage, size: Size): Sharp {
  const image = sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (size.width === width && size.height === height) return image;
  // An image enlarged for reading is not smoothed.
  const kernel = size.width > width ? "nearest" : "lanczos3";
  return image.resize({ width: size.width, height: size.height, fit: "fill", kernel });
}
