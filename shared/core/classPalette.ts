/** The colours of defect classes: one fixed order for the window, the images and the reports. */

/**
 * Twelve colours that stay apart for people with deuteranopia, protanopia and tritanopia too (every pair at least 0.065 apart in
 * Oklab, in each of the four views) and that are neither grey nor near black or white, so that they show on metal, in dark and in light.
 * Each was chosen farthest from all before it: the first ones differ most.
 */
export const CLASS_PALETTE = [
  "#339ef5",
  "#fada49",
  "#d02f14",
  "#56f4fd",
  "#e39383",
  "#8e6099",
  "#4b59fe",
  "#9dbdff",
  "#c6b810",
  "#ba82b8",
  "#a9e3a7",
  "#ae29c9",
] as const;

/** The colour of a detection whose class has no name in the dataset. */
export const UNKNOWN_CLASS_COLOUR = "#b4b4b4";

/** The colour of a class by its index in the class table. Beyond twelve the colours repeat; the name beside the box then tells the classes apart. */
export function colourOf(classIndex: number): string {
  if (classIndex < 0) return UNKNOWN_CLASS_COLOUR;
  return CLASS_PALETTE[classIndex % CLASS_PALETTE.length] ?? UNKNOWN_CLASS_COLOUR;
}

/** Black or white, whichever is easier to read on the colour (at least 4.5:1 on every colour of the palette). */
export function textColourOn(colour: string): "#000000" | "#ffffff" {
  const luminance = relativeLuminance(colour);
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? "#000000" : "#ffffff";
}

/** WCAG 2: (lighter + 0.05) / (darker + 0.05), from 1 to 21. */
export function contrastRatio(a: string, b: string): number {
  const [darker, lighter] = [relativeLuminance(a), relativeLuminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function relativeLuminance(colour: string): number {
  const [red, green, blue] = linearRgb(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The three channels of `#rrggbb` in linear light, 0..1. */
export function linearRgb(colour: string): [number, number, number] {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}
