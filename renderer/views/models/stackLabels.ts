/** Places labels of boxes so that none covers another: each above its box, and higher where that is taken. */

export interface LabelledBox {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly text: string;
}

/** Baselines of the labels, in the boxes' order and units. A label that would leave the image at its top goes below its box. */
export function stackLabels(boxes: readonly LabelledBox[], letter: number): number[] {
  const taken: { readonly left: number; readonly right: number; readonly base: number }[] = [];
  return boxes.map(({ x, y, height, text }) => {
    const below = y <= letter * 1.3;
    const [left, right] = [x, x + text.length * letter];
    let base = below ? y + height + letter : y - letter * 0.35;
    const hides = () =>
      taken.some((label) => label.left < right && label.right > left && Math.abs(label.base - base) < letter);
    for (let tries = 0; tries < boxes.length && hides(); tries++) base += below ? letter : -letter;
    taken.push({ left, right, base });
    return base;
  });
}
