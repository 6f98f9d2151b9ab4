/** Places the labels of boxes on the screen: constant size, never overlapping, hidden where there is no room. */
import type { ScreenBox, Size } from "../../../shared/core/box.ts";

export interface LabelWish {
  /** The box on the screen. */
  readonly box: ScreenBox;
  /** Width of the label's background in CSS pixels. */
  readonly width: number;
}

/** Top left corner of a label in CSS pixels; null where there is no room for it. */
export type LabelPlace = { readonly x: number; readonly y: number } | null;

export const LABEL_HEIGHT = 18;
const CELL = 64;
/** Free margin at the pane's sides. */
const EDGE = 4;

/**
 * Places labels in the order given, so the most important come first. Each is tried above its box, then inside at the
 * top, then below, then inside at the bottom; kept within the pane; and omitted if all are taken. The work is linear in
 * the labels in view, not quadratic.
 */
export function placeLabels(wishes: readonly LabelWish[], pane: Size): LabelPlace[] {
  const taken = new PlateGrid();
  return wishes.map(({ box, width }) => {
    if (box.x2 < 0 || box.y2 < 0 || box.x1 > pane.width || box.y1 > pane.height) return null;
    const x = Math.round(Math.min(Math.max(box.x1, EDGE), Math.max(pane.width - width - EDGE, 0)));
    const inside = box.y2 - box.y1 >= 2 * LABEL_HEIGHT;
    const candidates = inside
      ? [
          box.y1 - LABEL_HEIGHT - 1,
          Math.max(box.y1, 0) + 1,
          box.y2 + 1,
          Math.min(box.y2, pane.height) - LABEL_HEIGHT - 1,
        ]
      : [box.y1 - LABEL_HEIGHT - 1, box.y2 + 1];
    for (const candidate of candidates) {
      const y = Math.round(candidate);
      if (y < 0 || y + LABEL_HEIGHT > pane.height) continue;
      if (taken.claim(x, y, width, LABEL_HEIGHT)) return { x, y };
    }
    return null;
  });
}

/** Placed labels, found by the cells that they touch. */
class PlateGrid {
  private readonly cells = new Map<number, number[]>();
  /** x1 y1 x2 y2 per label. */
  private readonly plates: number[] = [];

  /** Takes the rectangle if it is free. */
  claim(x: number, y: number, width: number, height: number): boolean {
    const x2 = x + width;
    const y2 = y + height;
    const touched: number[] = [];
    for (let row = Math.floor(y / CELL); row <= Math.floor(y2 / CELL); row += 1) {
      for (let column = Math.floor(x / CELL); column <= Math.floor(x2 / CELL); column += 1) {
        const key = row * 4096 + column;
        for (const at of this.cells.get(key) ?? []) if (this.overlaps(at, x, y, x2, y2)) return false;
        touched.push(key);
      }
    }
    const at = this.plates.push(x, y, x2, y2) - 4;
    for (const key of touched) {
      const cell = this.cells.get(key);
      if (cell) cell.push(at);
      else this.cells.set(key, [at]);
    }
    return true;
  }

  private overlaps(at: number, x1: number, y1: number, x2: number, y2: number): boolean {
    const { plates } = this;
    return (
      x1 < (plates[at + 2] ?? 0) && x2 > (plates[at] ?? 0) && y1 < (plates[at + 3] ?? 0) && y2 > (plates[at + 1] ?? 0)
    );
  }
}
