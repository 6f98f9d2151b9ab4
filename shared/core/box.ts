/** Boxes and points in the three coordinate spaces of Loupe; the type checker keeps the spaces apart. */

declare const space: unique symbol;

/** Corner form `x1, y1, x2, y2`; `S` names the coordinate space and exists for the type checker alone. */
export interface Box<S extends string> {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly [space]?: S;
}

/** Pixels of the image as shown, after its EXIF orientation is applied. */
export type ImageBox = Box<"image">;
/** Pixels of the model's input tensor. */
export type InputBox = Box<"input">;
/** CSS pixels of the window. */
export type ScreenBox = Box<"screen">;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Makes a box in image pixels; the only place where plain numbers become one. */
export function imageBox(x1: number, y1: number, x2: number, y2: number): ImageBox {
  return { x1, y1, x2, y2 };
}

/** Makes a box in model-input pixels. */
export function inputBox(x1: number, y1: number, x2: number, y2: number): InputBox {
  return { x1, y1, x2, y2 };
}

/** Clips a box to the image for display; exports keep raw boxes. */
export function clipToImage(box: ImageBox, size: Size): ImageBox {
  const clampX = (x: number) => Math.min(Math.max(x, 0), size.width);
  const clampY = (y: number) => Math.min(Math.max(y, 0), size.height);
  return imageBox(clampX(box.x1), clampY(box.y1), clampX(box.x2), clampY(box.y2));
}

/** A box in any of the forms that files use. */
export function isFourNumbers(value: unknown): value is readonly [number, number, number, number] {
  return (
    Array.isArray(value) &&
    value.length === 4 &&
    value.every((side) => typeof side === "number" && Number.isFinite(side))
  );
}
