/** Draws the visible part of an image, smoothed when reduced and as squares when enlarged. */
import type { Size } from "../../../shared/core/box.ts";
import type { Bitmap, LoadedImage } from "./imageCache.ts";
import { imagePoint, screenPoint, smoothsImage, toImage, toScreen, type Viewport } from "./viewport.ts";

export interface ImageContext {
  imageSmoothingEnabled: boolean;
  imageSmoothingQuality: ImageSmoothingQuality;
  drawImage(
    image: CanvasImageSource,
    sx: number,
    sy: number,
    sw: number,
    sh: number,
    dx: number,
    dy: number,
    dw: number,
    dh: number,
  ): void;
}

/** Only whole image pixels in view are passed on: at 3200 % that is a handful. */
export function paintImage<B extends Bitmap & CanvasImageSource>(
  context: ImageContext,
  { bitmap, size }: LoadedImage<B>,
  viewport: Viewport,
  pane: Size,
  pixelRatio: number,
): void {
  const first = toImage(viewport, pane, screenPoint(0, 0));
  const last = toImage(viewport, pane, screenPoint(pane.width, pane.height));
  const x1 = Math.max(Math.floor(first.x), 0);
  const y1 = Math.max(Math.floor(first.y), 0);
  const x2 = Math.min(Math.ceil(last.x), size.width);
  const y2 = Math.min(Math.ceil(last.y), size.height);
  if (x2 <= x1 || y2 <= y1) return;
  const from = toScreen(viewport, pane, imagePoint(x1, y1));
  const to = toScreen(viewport, pane, imagePoint(x2, y2));
  const fx = bitmap.width / size.width;
  const fy = bitmap.height / size.height;
  context.imageSmoothingEnabled = smoothsImage(viewport, pixelRatio);
  context.imageSmoothingQuality = "medium";
  context.drawImage(
    bitmap,
    x1 * fx,
    y1 * fy,
    (x2 - x1) * fx,
    (y2 - y1) * fy,
    from.x,
    from.y,
    to.x - from.x,
    to.y - from.y,
  );
}
