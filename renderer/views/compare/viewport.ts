/** The part of an image that a pane shows: pure conversions between image and screen pixels, fit, zoom and pan. */
import type { ImageBox, ScreenBox, Size } from "../../../shared/core/box.ts";

declare const space: unique symbol;

interface Point<S extends string> {
  readonly x: number;
  readonly y: number;
  readonly [space]?: S;
}

/** Image pixels; the pixel in column 0 covers x from 0 to 1. */
export type ImagePoint = Point<"image">;
/** CSS pixels from the pane's top left corner. */
export type ScreenPoint = Point<"screen">;

/**
 * Zoom and position, the same for all panes of one image: each pane shows `centre` in its middle, so panes whose sizes
 * differ by a pixel stay linked, and a resize keeps the same point in the middle.
 */
export interface Viewport {
  /** CSS pixels per image pixel. */
  readonly scale: number;
  readonly centre: ImagePoint;
}

/** Free margin around a fitted image, so that boxes along its border stay whole; CSS pixels. */
export const FIT_MARGIN = 8;
/** An image pixel never becomes larger than this many device pixels. */
export const MAX_DEVICE_PIXELS = 32;

export function imagePoint(x: number, y: number): ImagePoint {
  return { x, y };
}

export function screenPoint(x: number, y: number): ScreenPoint {
  return { x, y };
}

export function toScreen(viewport: Viewport, pane: Size, point: ImagePoint): ScreenPoint {
  return screenPoint(
    (point.x - viewport.centre.x) * viewport.scale + pane.width / 2,
    (point.y - viewport.centre.y) * viewport.scale + pane.height / 2,
  );
}

export function toImage(viewport: Viewport, pane: Size, point: ScreenPoint): ImagePoint {
  return imagePoint(
    (point.x - pane.width / 2) / viewport.scale + viewport.centre.x,
    (point.y - pane.height / 2) / viewport.scale + viewport.centre.y,
  );
}

/** Corners of image edges (not inclusive pixels) on the screen. */
export function boxToScreen(viewport: Viewport, pane: Size, box: ImageBox): ScreenBox {
  const a = toScreen(viewport, pane, imagePoint(box.x1, box.y1));
  const b = toScreen(viewport, pane, imagePoint(box.x2, box.y2));
  return { x1: a.x, y1: a.y, x2: b.x, y2: b.y };
}

/** The scale at which the whole image is visible. */
export function fitScale(image: Size, pane: Size): number {
  const width = Math.max(pane.width - 2 * FIT_MARGIN, 1);
  const height = Math.max(pane.height - 2 * FIT_MARGIN, 1);
  return Math.min(width / Math.max(image.width, 1), height / Math.max(image.height, 1));
}

/** The whole image in the middle of the pane; small images are enlarged by a whole number of device pixels per image pixel. */
export function fit(image: Size, pane: Size, pixelRatio: number): Viewport {
  const scale = fitScale(image, pane);
  const device = scale * pixelRatio;
  return {
    scale: device > 1 ? Math.min(Math.floor(device), MAX_DEVICE_PIXELS) / pixelRatio : scale,
    centre: imagePoint(image.width / 2, image.height / 2),
  };
}

/** Zooms to `scale`; the image point under `at` stays where it is, unless the image's edge forbids it. */
export function zoomTo(
  viewport: Viewport,
  image: Size,
  pane: Size,
  at: ScreenPoint,
  scale: number,
  pixelRatio: number,
): Viewport {
  const next = clampScale(scale, image, pane, pixelRatio);
  const fixed = toImage(viewport, pane, at);
  const centre = imagePoint(fixed.x - (at.x - pane.width / 2) / next, fixed.y - (at.y - pane.height / 2) / next);
  return clampViewport({ scale: next, centre }, image, pane, pixelRatio);
}

/** One device pixel per image pixel around `at`. */
export function actualSize(viewport: Viewport, image: Size, pane: Size, at: ScreenPoint, pixelRatio: number): Viewport {
  return zoomTo(viewport, image, pane, at, 1 / pixelRatio, pixelRatio);
}

/** Moves the image by CSS pixels, as by dragging. */
export function panBy(
  viewport: Viewport,
  image: Size,
  pane: Size,
  dx: number,
  dy: number,
  pixelRatio: number,
): Viewport {
  const { centre, scale } = viewport;
  return clampViewport(
    { scale, centre: imagePoint(centre.x - dx / scale, centre.y - dy / scale) },
    image,
    pane,
    pixelRatio,
  );
}

function clampScale(scale: number, image: Size, pane: Size, pixelRatio: number): number {
  const least = Math.min(fitScale(image, pane), 1 / pixelRatio);
  return Math.min(Math.max(scale, least), MAX_DEVICE_PIXELS / pixelRatio);
}

/** Not farther out than the whole image, and no empty space that the image could fill. */
export function clampViewport(viewport: Viewport, image: Size, pane: Size, pixelRatio: number): Viewport {
  const scale = clampScale(viewport.scale, image, pane, pixelRatio);
  return {
    scale,
    centre: imagePoint(
      clampCentre(viewport.centre.x, image.width, pane.width, scale),
      clampCentre(viewport.centre.y, image.height, pane.height, scale),
    ),
  };
}

function clampCentre(centre: number, imageLength: number, paneLength: number, scale: number): number {
  const half = (paneLength / 2 - FIT_MARGIN) / scale;
  if (imageLength <= 2 * half) return imageLength / 2;
  return Math.min(Math.max(centre, half), imageLength - half);
}

/** Zoom in per cent of device pixels per image pixel, as the zoom indicator shows it. */
export function zoomPercent(viewport: Viewport, pixelRatio: number): number {
  return viewport.scale * pixelRatio * 100;
}

/** Image pixels are shown as squares once they are larger than device pixels; below that the image is smoothed. */
export function smoothsImage(viewport: Viewport, pixelRatio: number): boolean {
  return viewport.scale * pixelRatio < 1 - 1e-9;
}

/** Zoom factor of one wheel event: a notch (100 px, or 3 lines) zooms by about 1.25, a touchpad in proportion. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaMode === 1 ? deltaY * 33 : deltaMode === 2 ? deltaY * 300 : deltaY;
  return Math.exp(-Math.min(Math.max(pixels, -300), 300) * 0.00223);
}
