/** The types of drawing boxes: the canvas, the scene, and a box with its position on the screen. */
import type { ScreenBox, Size } from "../../../shared/core/box.ts";
import type { PaneBox } from "./paneBoxes.ts";
import type { Viewport } from "./viewport.ts";

/** The part of a canvas that is used; konva's context and the browser's both have it. */
export type DrawingContext = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "rect"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "strokeRect"
  | "fillRect"
  | "fillText"
  | "setLineDash"
  | "save"
  | "restore"
  | "strokeStyle"
  | "fillStyle"
  | "lineWidth"
  | "font"
  | "textBaseline"
  | "textAlign"
  | "globalAlpha"
  | "arc"
  | "closePath"
  | "fill"
>;

/** A label's text and the width of its background in CSS pixels, measured once. */
export interface BoxLabel {
  readonly text: string;
  readonly width: number;
}

export interface BoxScene {
  readonly viewport: Viewport;
  readonly pane: Size;
  readonly pixelRatio: number;
  /** Ground truth and detections in one pane. */
  readonly overlay: boolean;
  /** A colour for a class of the table. */
  readonly colorOf: (classIndex: number) => string;
  /** Whether the colour is so dark that its line needs a light casing. */
  readonly isDark: (classIndex: number) => boolean;
  readonly labelOf: (box: PaneBox) => BoxLabel;
  readonly font: string;
  readonly hatch: CanvasPattern | null;
  /** The annotated defects of the image: no label lies on one. */
  readonly defects: readonly PaneBox[];
}

export interface Placed {
  readonly box: PaneBox;
  readonly screen: ScreenBox;
}
