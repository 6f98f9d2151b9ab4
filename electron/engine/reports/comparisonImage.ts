/** The comparison of one image as a PNG: ground truth left, prediction right. */
import type { Size } from "../../../shared/core/box.ts";
import { comparisonOverlay } from "../../../shared/report/comparisonOverlay.ts";
import type { MeasuredImage, ReportView } from "../../../shared/report/runAnalysis.ts";
import type { DecodedImage } from "../images/decodedImage.ts";
import { joinImages, rasteriseSvg } from "./rasterise.ts";
import { REPORT_FONT_FAMILY } from "./reportFont.ts";

/** Maximum pixels of one pane: a single image is kept nearly at full size, all images of a dataset at a size that can be mailed. */
export const PANE_PIXELS = { current: 2048 * 1536, all: 1024 * 768 } as const;

/** Images of line cameras are long strips; the longer side is limited to this, whatever the area. */
const MAX_LENGTH = 8192;

/** Smaller panes are enlarged by whole factors, so that labels have room. */
const MIN_LONG_SIDE = 640;

export async function comparisonImage(
  pixels: DecodedImage,
  image: MeasuredImage,
  view: ReportView,
  fontFile: string,
  mostPixels: number,
): Promise<Uint8Array> {
  const pane = paneSize(pixels, mostPixels);
  const overlay = comparisonOverlay({ image, view, pane, fontFamily: REPORT_FONT_FAMILY });
  return joinImages(pixels, pane, overlay.panes, rasteriseSvg(overlay.svg, fontFile), overlay.background);
}

function paneSize({ width, height }: Size, mostPixels: number): Size {
  const long = Math.max(width, height);
  const shrink = Math.min(1, Math.sqrt(mostPixels / (width * height)), MAX_LENGTH / long);
  const factor = shrink < 1 ? shrink : Math.max(1, Math.ceil(MIN_LONG_SIDE / long));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}
