/** Finds the box under the cursor by geometry alone. */
import type { PaneBox } from "./paneBoxes.ts";
import type { ImagePoint } from "./viewport.ts";

/**
 * The smallest box that contains the point; else the one whose border is nearest within `reach` image pixels (so that
 * hairline boxes can be hit); else null. Of equal ones the one drawn last, which is on top.
 */
export function boxAt(boxes: readonly PaneBox[], point: ImagePoint, reach: number): PaneBox | null {
  let best: PaneBox | null = null;
  let bestDistance = Infinity;
  let bestArea = Infinity;
  for (const box of boxes) {
    const { x1, y1, x2, y2 } = box.edges;
    const dx = Math.max(x1 - point.x, 0, point.x - x2);
    const dy = Math.max(y1 - point.y, 0, point.y - y2);
    const distance = Math.hypot(dx, dy);
    if (distance > reach) continue;
    const area = (x2 - x1) * (y2 - y1);
    if (distance < bestDistance || (distance === bestDistance && area <= bestArea)) {
      best = box;
      bestDistance = distance;
      bestArea = area;
    }
  }
  return best;
}
