/** Zooming by key, to a box, and from image to image: familiar steps, as pure arithmetic on the viewport. */
import type { ImageBox, Size } from "../../../shared/core/box.ts";
import { clampViewport, fit, fitScale, imagePoint, zoomPercent, type Viewport } from "./viewport.ts";

/** Per cent of device pixels per image pixel. */
export const ZOOM_STEPS: readonly number[] = [6.25, 12.5, 25, 50, 100, 200, 400, 800, 1600, 3200];
/** Enlarging a box stops here: beyond it there is nothing more to see. */
const BOX_MAX = 400;
/** Share of the pane's sides that a box takes at most when it is shown enlarged, so that what surrounds it is seen too. */
const BOX_SHARE = 0.5;
/** Two percentages closer than this are one step. */
const SAME = 0.01;

/** The next step above or below; below the smallest that is larger than the fitted image comes the fitted image (per cent). */
export function nextZoomStep(percent: number, direction: "in" | "out", fitted: number): number {
  if (direction === "in") return ZOOM_STEPS.find((step) => step > percent * (1 + SAME)) ?? percent;
  const below = [...ZOOM_STEPS].reverse().find((step) => step < percent * (1 - SAME)) ?? 0;
  return percent > fitted * (1 + SAME) ? Math.max(below, fitted) : below > 0 ? below : percent;
}

/** The box in the middle with its surroundings, at the largest step that leaves them; never smaller than the fitted image. */
export function zoomToBox(box: ImageBox, image: Size, pane: Size, pixelRatio: number): Viewport {
  const width = Math.max(box.x2 - box.x1, 1);
  const height = Math.max(box.y2 - box.y1, 1);
  const most = Math.min((pane.width * BOX_SHARE) / width, (pane.height * BOX_SHARE) / height) * pixelRatio * 100;
  const step = [...ZOOM_STEPS].reverse().find((candidate) => candidate <= Math.min(most, BOX_MAX)) ?? 0;
  const least = zoomPercent(fit(image, pane, pixelRatio), pixelRatio);
  const scale = Math.max(step, least) / 100 / pixelRatio;
  const centre = imagePoint((box.x1 + box.x2) / 2, (box.y1 + box.y2) / 2);
  return clampViewport({ scale, centre }, image, pane, pixelRatio);
}

/** The same zoom at the same place of another image: in images of different sizes at the same fraction of their sides. */
export function carriedOver({ scale, centre }: Viewport, from: Size, to: Size): Viewport {
  return { scale, centre: imagePoint((centre.x * to.width) / from.width, (centre.y * to.height) / from.height) };
}

/** Per cent at which the whole image is seen. */
export function fittedPercent(image: Size, pane: Size, pixelRatio: number): number {
  return fitScale(image, pane) * pixelRatio * 100;
}
