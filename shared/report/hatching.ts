/** Diagonal lines over an area, for scores below which nothing was measured: the same in window, image and PDF. */

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Segment {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** Pixels between lines, along either axis. */
const SPACING = 6;

/** Lines that rise to the right at 45 degrees, cut off at the area's edges; none where the area is empty. */
export function hatchingOf({ left, top, right, bottom }: Area): Segment[] {
  const segments: Segment[] = [];
  if (right <= left || bottom <= top) return segments;
  // On each line x + y is the same.
  const first = Math.ceil((left + top) / SPACING) * SPACING;
  for (let sum = first; sum <= right + bottom; sum += SPACING) {
    const [from, to] = [Math.max(left, sum - bottom), Math.min(right, sum - top)];
    if (to > from) segments.push({ from: { x: from, y: sum - from }, to: { x: to, y: sum - to } });
  }
  return segments;
}

/** As the data of an SVG path, to hundredths of a pixel. */
export function segmentsPath(segments: readonly Segment[]): string {
  return segments.map(({ from, to }) => `M${px(from.x)} ${px(from.y)}L${px(to.x)} ${px(to.y)}`).join("");
}

function px(value: number): number {
  return Math.round(value * 100) / 100;
}
