/** Zoom steps against hand calculation. */
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { toScreen, imagePoint, zoomPercent } from "./viewport.ts";
import { carriedOver, nextZoomStep, zoomToBox } from "./zoomSteps.ts";

describe("steps by key", () => {
  it.each([
    [31, "in", 50],
    [50, "in", 100],
    [100, "in", 200],
    [200, "in", 400],
    [3200, "in", 3200],
    [100.4, "in", 200],
    [400, "out", 200],
    [137, "out", 100],
    [100, "out", 50],
    // The image is fitted at 31 %: the last step out is the whole image, from there on it becomes smaller only by known steps.
    [50, "out", 31],
  ] as const)("%f %% %s: %f %%", (from, direction, to) => expect(nextZoomStep(from, direction, 31)).toBe(to));
});

describe("to a box", () => {
  const image = { width: 1280, height: 960 };
  const pane = { width: 450, height: 560 };

  it("shows a small box at 400 %, in the middle", () => {
    const box = imageBox(600, 400, 640, 430);
    const viewport = zoomToBox(box, image, pane, 1);
    expect(zoomPercent(viewport, 1)).toBe(400);
    expect(toScreen(viewport, pane, imagePoint(620, 415))).toEqual({ x: 225, y: 280 });
  });

  it("leaves half of the pane to what surrounds the box", () => {
    // 450 / 2 / 150 = 150 %: the step below it is 100 %.
    expect(zoomPercent(zoomToBox(imageBox(500, 400, 650, 500), image, pane, 1), 1)).toBe(100);
    // On a screen of two device pixels per CSS pixel the same place is 300 %: 200 %, which is as large on the screen.
    expect(zoomToBox(imageBox(500, 400, 650, 500), image, pane, 2).scale).toBe(1);
  });

  it("never goes below the fitted image, and a line as thin as nothing is a box too", () => {
    const whole = zoomToBox(imageBox(0, 0, 1280, 960), image, pane, 1);
    expect(whole.scale).toBeCloseTo(434 / 1280, 12);
    expect(zoomPercent(zoomToBox(imageBox(10, 10, 10, 10), image, pane, 1), 1)).toBe(400);
  });

  it("keeps the image's edge at the pane's", () => {
    const viewport = zoomToBox(imageBox(0, 0, 40, 30), image, pane, 1);
    expect(toScreen(viewport, pane, imagePoint(0, 0))).toEqual({ x: 8, y: 8 });
  });
});

it("kept for the next image: the same place, or the same fraction of another size", () => {
  const viewport = { scale: 2, centre: imagePoint(320, 720) };
  expect(carriedOver(viewport, { width: 1280, height: 960 }, { width: 1280, height: 960 })).toEqual(viewport);
  expect(carriedOver(viewport, { width: 1280, height: 960 }, { width: 640, height: 480 })).toEqual({
    scale: 2,
    centre: { x: 160, y: 360 },
  });
});
