/** Places the labels of boxes so that they stay inside the image and, where there is room, do not overlap. */

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelWanted {
  /** The box of the label. */
  readonly box: Rectangle;
  readonly width: number;
  readonly height: number;
}

/**
 * The upper left corner of every label, in order: the first ones get the best places. It tries above, below, inside and
 * beside the box; where none is free the label goes above and covers another's edge.
 */
export function placeLabels(
  wanted: readonly LabelWanted[],
  pane: { readonly width: number; readonly height: number },
): { x: number; y: number }[] {
  const placed: Rectangle[] = [];
  return wanted.map((label) => {
    const candidates = placesOf(label).map(({ x, y }) => insidePane(x, y, label, pane));
    const free = candidates.find((candidate) => placed.every((other) => !overlaps(candidate, other)));
    const chosen = free ?? insidePane(label.box.x, label.box.y - label.height, label, pane);
    placed.push(chosen);
    return { x: chosen.x, y: chosen.y };
  });
}

function placesOf({ box, width, height }: LabelWanted): { x: number; y: number }[] {
  const right = box.x + box.width - width;
  const bottom = box.y + box.height;
  return [
    { x: box.x, y: box.y - height },
    { x: box.x, y: bottom },
    { x: right, y: box.y - height },
    { x: right, y: bottom },
    { x: box.x + box.width, y: box.y },
    { x: box.x - width, y: box.y },
    { x: box.x, y: box.y },
    { x: box.x, y: box.y - 2 * height },
    { x: box.x, y: bottom + height },
  ];
}

function insidePane(
  x: number,
  y: number,
  { width, height }: LabelWanted,
  pane: { readonly width: number; readonly height: number },
): Rectangle {
  return {
    x: Math.max(0, Math.min(x, pane.width - width)),
    y: Math.max(0, Math.min(y, pane.height - height)),
    width,
    height,
  };
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** The approximate width of a text in a sans-serif font: one em per Chinese character, 0.53 em for others. */
export function textWidth(content: string, size: number): number {
  let ems = 0;
  for (const character of content) ems += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : 0.53;
  return ems * size;
}

/** Shortens a text to a width, with … in the middle: both ends of a file name distinguish files. */
export function fitText(content: string, size: number, width: number): string {
  if (textWidth(content, size) <= width) return content;
  const characters = [...content];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const cut = `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (kept - head)).join("")}`;
    if (textWidth(cut, size) <= width) return cut;
  }
  return "…";
}
