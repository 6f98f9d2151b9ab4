/** Labels compared with hand-placed examples, and for any boxes: inside the pane and never overlapping. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LABEL_HEIGHT, placeLabels } from "./labelLayout.ts";
import type { ScreenBox } from "../../../shared/core/box.ts";

const pane = { width: 400, height: 300 };

function wish(x1: number, y1: number, x2: number, y2: number, width = 60) {
  return { box: { x1, y1, x2, y2 } satisfies ScreenBox, width, height: LABEL_HEIGHT };
}

describe("placeLabels", () => {
  it("stands above the box, left edges flush", () => {
    expect(placeLabels([wish(50, 100, 150, 200)], pane)).toEqual([{ x: 50, y: 100 - LABEL_HEIGHT - 1 }]);
  });

  it("goes below at the pane's top edge, never inside", () => {
    expect(placeLabels([wish(50, 5, 150, 200)], pane)).toEqual([{ x: 50, y: 201 }]);
    expect(placeLabels([wish(50, 5, 150, 20)], pane)).toEqual([{ x: 50, y: 21 }]);
    // From edge to edge there is only the side; where there is none, there is no label.
    expect(placeLabels([wish(50, 0, 150, 300)], pane)).toEqual([{ x: 151, y: 4 }]);
    expect(placeLabels([wish(0, 0, 400, 300)], pane)).toEqual([null]);
  });

  it("keeps off the defects, also another's", () => {
    // Right above the box lies a defect 20 px high, which leaves 300 - 200 below.
    expect(placeLabels([wish(50, 100, 150, 200)], pane, [{ x1: 40, y1: 85, x2: 240, y2: 95 }])).toEqual([
      { x: 50, y: 201 },
    ]);
    // One that takes all of the pane leaves no place.
    expect(placeLabels([wish(50, 100, 150, 200)], pane, [{ x1: -50, y1: -50, x2: 900, y2: 900 }])).toEqual([null]);
  });

  it("moves left at the right edge", () => {
    expect(placeLabels([wish(390, 100, 399, 140)], pane)).toEqual([{ x: 336, y: 81 }]);
  });

  it("gives way to the label before it, and is left out when nothing is free", () => {
    const same = wish(50, 100, 150, 200);
    const places = placeLabels([same, same, same, same, same, same, same], pane);
    // Above left, above right (90 to 150 overlaps 50 to 110), below, then right and left of the box.
    expect(places).toEqual([{ x: 50, y: 81 }, { x: 50, y: 201 }, { x: 151, y: 100 }, null, null, null, null]);
    const wide = wish(80, 100, 280, 200);
    expect(placeLabels([wide, wide, wide, wide, wide, wide, wide], pane)).toEqual([
      { x: 80, y: 81 },
      { x: 220, y: 81 },
      { x: 80, y: 201 },
      { x: 220, y: 201 },
      { x: 281, y: 100 },
      { x: 19, y: 100 },
      null,
    ]);
  });

  it("leaves out boxes that are out of view", () => {
    expect(placeLabels([wish(500, 100, 600, 200), wish(-90, 100, -10, 200)], pane)).toEqual([null, null]);
  });

  it("for any boxes: within the pane, no two overlapping, none on its own box or on a defect", () => {
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
      fc.property(fc.array(anyWish, { maxLength: 60 }), fc.array(anyWish, { maxLength: 5 }), (wishes, others) => {
        const defects = others.map(({ box }) => box);
        const plates = placeLabels(wishes, pane, defects).flatMap((place, i) => {
          const width = wishes[i]?.width ?? 0;
          const own = wishes[i]?.box;
          if (place && own)
            for (const { x1, y1, x2, y2 } of [own, ...defects])
              expect(place.x < x2 && place.x + width > x1 && place.y < y2 && place.y + LABEL_HEIGHT > y1).toBe(false);
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
