/** Places the labels of boxes on the screen: constant size, never overlapping, hidden where there is no room. */
import type { ScreenBox, Size } from "../../../shared/core/box.ts";

export interface LabelWish {
  /** The box on the screen. */
  readonly box: ScreenBox;
  /** Sides of the label's background in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Top left corner of a label in CSS pixels; null where there is no room for it. */
export type LabelPlace = { readonly x: number; readonly y: number } | null;

export const LABEL_HEIGHT = 18;
/** Side of the chip that stands for a label. */
export const CHIP_SIZE = 10;
const CELL = 64;
/** Free margin at the pane's sides. */
const EDGE = 4;

/**
 * Places labels in the order given, so the most important come first: outside their boxes, and on nothing of `keepClear`, the
 * defects of the image. Each is tried above and below its box, flush left and right, then beside it; kept within the pane; and
 * omitted if all are taken. The work is linear in the labels in view, not quadratic.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  pane: Size,
  keepClear: readonly ScreenBox[] = [],
): LabelPlace[] {
  const taken = new PlateGrid(pane);
  for (const { x1, y1, x2, y2 } of keepClear) taken.block(x1, y1, x2, y2);
  return wishes.map(({ box, width, height }) => {
    if (box.x2 < 0 || box.y2 < 0 || box.x1 > pane.width || box.y1 > pane.height) return null;
    const within = (x: number) => Math.round(Math.min(Math.max(x, EDGE), Math.max(pane.width - width - EDGE, 0)));
    const [left, right] = [within(box.x1), within(box.x2 - width)];
    const [above, below] = [Math.floor(box.y1 - height - 1), Math.ceil(box.y2 + 1)];
    const top = Math.round(Math.max(box.y1, EDGE));
    for (const [x, y] of [
      [left, above],
      [right, above],
      [left, below],
      [right, below],
      [Math.ceil(box.x2 + 1), top],
      [Math.floor(box.x1 - width - 1), top],
    ] as const) {
      if (x < 0 || y < 0 || x + width > pane.width || y + height > pane.height) continue;
      if (taken.claim(x, y, width, height)) return { x, y };
    }
    return null;
  });
}

/** Placed labels and what must stay clear, found by the cells that they touch. */
class PlateGrid {
  constructor(private readonly pane: Size) {}

  private readonly cells = new Map<number, number[]>();
  /** x1 y1 x2 y2 per label. */
  private readonly plates: number[] = [];

  /** Keeps a rectangle clear, whatever is in it already. */
  block(x1: number, y1: number, x2: number, y2: number): void {
    const { width, height } = this.pane;
    if (x2 <= 0 || y2 <= 0 || x1 >= width || y1 >= height) return;
    const [left, top, right, bottom] = [Math.max(x1, 0), Math.max(y1, 0), Math.min(x2, width), Math.min(y2, height)];
    const at = this.plates.push(left, top, right, bottom) - 4;
    for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1)
      for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1)
        this.add(row * 4096 + column, at);
  }

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
    for (const key of touched) this.add(key, at);
    return true;
  }

  private add(key: number, at: number): void {
    const cell = this.cells.get(key);
    if (cell) cell.push(at);
    else this.cells.set(key, [at]);
  }

  private overlaps(at: number, x1: number, y1: number, x2: number, y2: number): boolean {
    const { plates } = this;
    return (
      x1 < (plates[at + 2] ?? 0) && x2 > (plates[at] ?? 0) && y1 < (plates[at + 3] ?? 0) && y2 > (plates[at + 1] ?? 0)
    );
  }
}
