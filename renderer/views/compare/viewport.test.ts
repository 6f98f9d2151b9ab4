/** The viewport against hand calculation and, for any numbers, its own inverse. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actualSize,
  boxToScreen,
  clampViewport,
  fit,
  imagePoint,
  panBy,
  screenPoint,
  smoothsImage,
  toImage,
  toScreen,
  wheelFactor,
  zoomPercent,
  zoomTo,
  type Viewport,
} from "./viewport.ts";
import { imageBox } from "../../../shared/core/box.ts";

const image = { width: 1280, height: 960 };
const pane = { width: 656, height: 496 };

describe("by hand", () => {
  it("fits 1280 x 960 into 656 x 496 less 8 px all around: 640 x 480, half size", () => {
    expect(fit(image, pane, 1)).toEqual({ scale: 0.5, centre: { x: 640, y: 480 } });
  });

  it("puts the fitted image's corners 8 px from the pane's", () => {
    const viewport = fit(image, pane, 1);
    expect(toScreen(viewport, pane, imagePoint(0, 0))).toEqual({ x: 8, y: 8 });
    expect(toScreen(viewport, pane, imagePoint(1280, 960))).toEqual({ x: 648, y: 488 });
    expect(boxToScreen(viewport, pane, imageBox(100, 200, 300, 400))).toEqual({ x1: 58, y1: 108, x2: 158, y2: 208 });
  });

  it("limits the fit by the tighter side", () => {
    expect(fit({ width: 100, height: 4000 }, pane, 1).scale).toBeCloseTo(480 / 4000, 12);
  });

  it("grows a small image in whole device pixels only", () => {
    // 640 / 64 = 10, 480 / 50 = 9.6: 9 whole pixels; at two device pixels a CSS pixel 19 of them, 9.5 CSS pixels.
    expect(fit({ width: 64, height: 50 }, pane, 1).scale).toBe(9);
    expect(fit({ width: 64, height: 50 }, pane, 2).scale).toBe(9.5);
  });

  it("zooms twice about a quarter point", () => {
    // Cursor (164, 124) is over image point (312, 232); at scale 1 the middle (328, 248) is 164, 124 px right and down of it.
    const zoomed = zoomTo(fit(image, pane, 1), image, pane, screenPoint(164, 124), 1, 1);
    expect(zoomed).toEqual({ scale: 1, centre: { x: 476, y: 356 } });
    expect(toImage(zoomed, pane, screenPoint(164, 124))).toEqual({ x: 312, y: 232 });
  });

  it("shows one image pixel on one device pixel", () => {
    const viewport = actualSize(fit(image, pane, 2), image, pane, screenPoint(328, 248), 2);
    expect(viewport.scale).toBe(0.5);
    expect(zoomPercent(viewport, 2)).toBe(100);
  });

  it("pans by screen pixels and stops at the edge", () => {
    const viewport: Viewport = { scale: 2, centre: imagePoint(640, 480) };
    expect(panBy(viewport, image, pane, 100, -60, 1).centre).toEqual({ x: 590, y: 510 });
    // Half the pane less the margin is 320 px, 160 image pixels: the centre stops there.
    expect(panBy(viewport, image, pane, 1e6, 0, 1).centre).toEqual({ x: 160, y: 480 });
    expect(panBy(viewport, image, pane, -1e6, 0, 1).centre).toEqual({ x: 1120, y: 480 });
  });

  it("smooths below 100 % and shows squares from there", () => {
    expect(smoothsImage({ scale: 0.5, centre: imagePoint(0, 0) }, 1)).toBe(true);
    expect(smoothsImage({ scale: 1, centre: imagePoint(0, 0) }, 1)).toBe(false);
    expect(smoothsImage({ scale: 0.5, centre: imagePoint(0, 0) }, 2)).toBe(false);
  });

  it("turns a wheel notch into about a quarter, and back", () => {
    expect(wheelFactor(-100, 0)).toBeCloseTo(1.25, 2);
    expect(wheelFactor(-100, 0) * wheelFactor(100, 0)).toBeCloseTo(1, 12);
    expect(wheelFactor(-3, 1)).toBeCloseTo(1.25, 1);
  });
});

const size = fc.record({ width: fc.integer({ min: 1, max: 20000 }), height: fc.integer({ min: 1, max: 20000 }) });
const paneSize = fc.record({ width: fc.integer({ min: 40, max: 4000 }), height: fc.integer({ min: 40, max: 4000 }) });
const ratio = fc.constantFrom(1, 1.25, 1.5, 2, 3);
const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe("for any image and pane", () => {
  it("screen and image conversions undo each other", () => {
    fc.assert(
      fc.property(
        size,
        paneSize,
        unit,
        unit,
        fc.double({ min: 0.001, max: 32, noNaN: true }),
        (img, p, u, v, scale) => {
          const viewport: Viewport = { scale, centre: imagePoint(img.width * v, img.height * u) };
          const point = imagePoint(img.width * u, img.height * v);
          const back = toImage(viewport, p, toScreen(viewport, p, point));
          expect(Math.abs(back.x - point.x)).toBeLessThan(1e-6 * img.width + 1e-6);
          expect(Math.abs(back.y - point.y)).toBeLessThan(1e-6 * img.height + 1e-6);
        },
      ),
    );
  });

  it("fits wholly inside the pane and clamping leaves it alone", () => {
    fc.assert(
      fc.property(size, paneSize, ratio, (img, p, r) => {
        const viewport = fit(img, p, r);
        const corner = toScreen(viewport, p, imagePoint(0, 0));
        expect(corner.x).toBeGreaterThanOrEqual(8 - 1e-6);
        expect(corner.y).toBeGreaterThanOrEqual(8 - 1e-6);
        const kept = clampViewport(viewport, img, p, r);
        expect(kept.scale).toBeCloseTo(viewport.scale, 9);
      }),
    );
  });

  it("zooming keeps the point under the cursor when no edge is near", () => {
    fc.assert(
      fc.property(paneSize, unit, unit, fc.double({ min: 1, max: 3, noNaN: true }), (p, u, v, factor) => {
        const img = { width: 100_000, height: 100_000 };
        const before: Viewport = { scale: 1, centre: imagePoint(50_000, 50_000) };
        const at = screenPoint(p.width * u, p.height * v);
        const after = zoomTo(before, img, p, at, factor, 1);
        const seen = toImage(before, p, at);
        const still = toImage(after, p, at);
        expect(Math.hypot(still.x - seen.x, still.y - seen.y)).toBeLessThan(1e-6);
      }),
    );
  });

  it("clamping is settled after once, and shows no room that the image could fill", () => {
    fc.assert(
      fc.property(
        size,
        paneSize,
        ratio,
        unit,
        unit,
        fc.double({ min: 1e-4, max: 100, noNaN: true }),
        (img, p, r, u, v, scale) => {
          const once = clampViewport(
            { scale, centre: imagePoint(img.width * 3 * (u - 0.5), img.height * 3 * (v - 0.5)) },
            img,
            p,
            r,
          );
          const twice = clampViewport(once, img, p, r);
          expect(twice.centre.x).toBeCloseTo(once.centre.x, 6);
          expect(twice.scale).toBe(once.scale);
          const left = toScreen(once, p, imagePoint(0, 0)).x;
          const right = toScreen(once, p, imagePoint(img.width, 0)).x;
          if (right - left > p.width) {
            expect(left).toBeLessThanOrEqual(8 + 1e-6);
            expect(right).toBeGreaterThanOrEqual(p.width - 8 - 1e-6);
          }
        },
      ),
    );
  });
});
