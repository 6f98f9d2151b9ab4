/** Labels compared with hand-placed examples, and for any boxes: inside the pane and never overlapping. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LABEL_HEIGHT, placeLabels } from "./labelLayout.ts";
import type { ScreenBox } from "../../../shared/core/box.ts";

const pane = { width: 400, height: 300 };

function wish(x1: number, y1: number, x2: number, y2: number, width = 60) {
  return { box: { x1, y1, x2, y2 } satisfies ScreenBox, width };
}

describe("placeLabels", () => {
  it("stands above the box, left edges flush", () => {
    expect(placeLabels([wish(50, 100, 150, 200)], pane)).toEqual([{ x: 50, y: 100 - LABEL_HEIGHT - 1 }]);
  });

  it("goes inside at the pane's top edge, and below a flat box there", () => {
    expect(placeLabels([wish(50, 5, 150, 200)], pane)).toEqual([{ x: 50, y: 6 }]);
    expect(placeLabels([wish(50, 5, 150, 20)], pane)).toEqual([{ x: 50, y: 21 }]);
  });

  it("moves left at the right edge", () => {
    expect(placeLabels([wish(390, 100, 399, 140)], pane)).toEqual([{ x: 336, y: 81 }]);
  });

  it("gives way to the label before it, and is left out when nothing is free", () => {
    const same = wish(50, 100, 150, 200);
    const places = placeLabels([same, same, same, same, same], pane);
    expect(places.map((place) => place?.y ?? null)).toEqual([81, 101, 201, 181, null]);
  });

  it("leaves out boxes that are out of view", () => {
    expect(placeLabels([wish(500, 100, 600, 200), wish(-90, 100, -10, 200)], pane)).toEqual([null, null]);
  });

  it("for any boxes: within the pane, no two overlapping", () => {
    const length = fc.double({ min: -100, max: 500, noNaN: true });
    const anyWish = fc
      .tuple(
        length,
        length,
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.integer({ min: 10, max: 150 }),
      )
      .map(([x, y, w, h, width]) => wish(x, y, x + w, y + h, width));
    fc.assert(
      fc.property(fc.array(anyWish, { maxLength: 60 }), (wishes) => {
        const plates = placeLabels(wishes, pane).flatMap((place, i) => {
          const width = wishes[i]?.width ?? 0;
          return place ? [{ x1: place.x, y1: place.y, x2: place.x + width, y2: place.y + LABEL_HEIGHT }] : [];
        });
        plates.forEach((a, i) => {
          expect(a.x1 >= 0 && a.y1 >= 0 && a.x2 <= pane.width && a.y2 <= pane.height).toBe(true);
          for (const b of plates.slice(i + 1))
            expect(a.x1 < b.x2 && a.x2 > b.x1 && a.y1 < b.y2 && a.y2 > b.y1).toBe(false);
        });
      }),
    );
  });
});
