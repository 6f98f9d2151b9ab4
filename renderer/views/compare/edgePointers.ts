/** Marks at the pane's edge for boxes that lie outside of the view: where, in which direction, and how many. */
import type { ScreenBox, Size } from "../../../shared/core/box.ts";
import type { PaneBox } from "./paneBoxes.ts";
import { boxToScreen, type Viewport } from "./viewport.ts";

export interface EdgePointer {
  /** The most important of the boxes it stands for. */
  readonly box: PaneBox;
  readonly count: number;
  /** CSS pixels from the pane's top left corner: the middle of the mark. */
  readonly x: number;
  readonly y: number;
  /** Radians from the positive x axis, clockwise as the screen has it: towards the box. */
  readonly angle: number;
}

/** CSS pixels: from the pane's edge to the middle of a mark, and the radius of a mark. */
export const POINTER_INSET = 18;
export const POINTER_RADIUS = 9;
/** Marks closer than this are one. */
const MERGE = 2 * POINTER_RADIUS + 4;

/** To the boxes of the image that are wholly out of view. @param boxes most important first */
export function pointersTo(boxes: readonly PaneBox[], viewport: Viewport, pane: Size): readonly EdgePointer[] {
  const outside = boxes.flatMap((box) => {
    const screen = boxToScreen(viewport, pane, box.edges);
    const inView = screen.x2 > 0 && screen.y2 > 0 && screen.x1 < pane.width && screen.y1 < pane.height;
    return inView ? [] : [{ box, screen }];
  });
  return edgePointers(outside, pane);
}

/** @param outside boxes that are wholly outside of the pane with their places on the screen, most important first */
export function edgePointers(
  outside: readonly { readonly box: PaneBox; readonly screen: ScreenBox }[],
  pane: Size,
): readonly EdgePointer[] {
  const pointers: { box: PaneBox; count: number; x: number; y: number; angle: number }[] = [];
  const byPlace = new Map<string, (typeof pointers)[number]>();
  for (const { box, screen } of outside) {
    const [toX, toY] = [(screen.x1 + screen.x2) / 2, (screen.y1 + screen.y2) / 2];
    const x = clamp(toX, POINTER_INSET, pane.width - POINTER_INSET);
    const y = clamp(toY, POINTER_INSET, pane.height - POINTER_INSET);
    // In cells, so that thousands of boxes cost no more than one pass.
    const place = `${Math.floor(x / MERGE)} ${Math.floor(y / MERGE)}`;
    const there = byPlace.get(place);
    if (there) {
      there.count += 1;
      continue;
    }
    const near = pointers.find((other) => Math.hypot(other.x - x, other.y - y) < MERGE);
    if (near) {
      near.count += 1;
      byPlace.set(place, near);
      continue;
    }
    const pointer = { box, count: 1, x, y, angle: Math.atan2(toY - y, toX - x) };
    pointers.push(pointer);
    byPlace.set(place, pointer);
  }
  return pointers;
}

/** The mark under a place of the pane; null where there is none. */
export function pointerAt(
  pointers: readonly EdgePointer[],
  at: { readonly x: number; readonly y: number },
): EdgePointer | null {
  return pointers.find(({ x, y }) => Math.hypot(at.x - x, at.y - y) <= POINTER_RADIUS + 3) ?? null;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(most, least));
}
