/** Draws all boxes of a pane in one go: a path for each line style and colour, then the labels. */
import type { ScreenBox, Size } from "../../../shared/core/box.ts";
import { isCornersOnly, lineStyle, ON_PICTURE } from "./boxStyle.ts";
import { LABEL_HEIGHT, placeLabels } from "./labelLayout.ts";
import type { PaneBox } from "./paneBoxes.ts";
import { boxToScreen, type Viewport } from "./viewport.ts";

/** What is needed of a canvas; konva's context and the browser's both have it. */
export type DrawingContext = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "rect"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "fill"
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
  | "globalAlpha"
>;

/** A label's text and its plate's width in CSS pixels, measured once. */
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
  /** Whether that colour is so dark that its line needs a light casing. */
  readonly isDark: (classIndex: number) => boolean;
  readonly labelOf: (box: PaneBox) => BoxLabel;
  readonly font: string;
  readonly hatch: CanvasPattern | null;
}

/** Beyond this many boxes in view casings and most labels would be a carpet; the box under the cursor always has its own. */
const DENSE = 600;
const MAX_LABELS = { sparse: 250, dense: 80 } as const;
const HATCH_BAND = 6;
const CORNER_LENGTH = 12;
const CORNER_WIDTH = 4;
const LABEL_PADDING = 5;
export const LABEL_BAR = 3;

/** Plate width for a text of this width. */
export function plateWidth(textWidth: number): number {
  return Math.ceil(textWidth) + LABEL_BAR + 2 * LABEL_PADDING;
}

interface Placed {
  readonly box: PaneBox;
  readonly screen: ScreenBox;
}

/**
 * Draws outlines in the order given (later ones on top) and labels with the first box most important.
 * @param boxes large ones first, so that small ones lie on top
 * @param labelled the same boxes, most important label first
 */
export function drawBoxes(context: DrawingContext, boxes: readonly PaneBox[], labelled: readonly PaneBox[], scene: BoxScene): void {
  const screens = new Map<PaneBox, ScreenBox>();
  const visible: Placed[] = [];
  for (const box of boxes) {
    const screen = snapped(boxToScreen(scene.viewport, scene.pane, box.edges), scene.pixelRatio);
    if (outside(screen, scene.pane)) continue;
    screens.set(box, screen);
    visible.push({ box, screen });
  }
  context.save();
  const dense = visible.length > DENSE;
  drawHatching(context, visible, scene);
  if (!dense) drawCasings(context, visible, scene);
  drawOutlines(context, visible, scene);
  drawLabels(context, labelled, screens, scene, dense ? MAX_LABELS.dense : MAX_LABELS.sparse);
  context.restore();
}

/** Draws one box above all others, thicker, with its label wherever there is room. */
export function drawHighlight(context: DrawingContext, box: PaneBox, scene: BoxScene): void {
  const screen = snapped(boxToScreen(scene.viewport, scene.pane, box.edges), scene.pixelRatio);
  if (outside(screen, scene.pane)) return;
  context.save();
  const { dash } = lineStyle(box.verdict);
  const width = screen.x2 - screen.x1;
  const height = screen.y2 - screen.y1;
  context.setLineDash([]);
  context.strokeStyle = ON_PICTURE.plate;
  context.lineWidth = 7;
  context.beginPath();
  context.rect(screen.x1, screen.y1, width, height);
  context.stroke();
  context.strokeStyle = "#ffffff";
  context.lineWidth = 5;
  context.stroke();
  context.strokeStyle = scene.colorOf(box.classIndex);
  context.lineWidth = 3;
  context.setLineDash([...dash]);
  context.stroke();
  drawLabels(context, [box], new Map([[box, screen]]), scene, 1);
  context.restore();
}

/** To whole device pixels: lines of an even number of them are then sharp. */
function snapped(box: ScreenBox, pixelRatio: number): ScreenBox {
  const snap = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  return { x1: snap(box.x1), y1: snap(box.y1), x2: snap(box.x2), y2: snap(box.y2) };
}

function outside(box: ScreenBox, pane: Size): boolean {
  return box.x2 < -HATCH_BAND || box.y2 < -HATCH_BAND || box.x1 > pane.width + HATCH_BAND || box.y1 > pane.height + HATCH_BAND;
}

function drawHatching(context: DrawingContext, placed: readonly Placed[], scene: BoxScene): void {
  context.beginPath();
  let any = false;
  for (const { box, screen } of placed) {
    if (!lineStyle(box.verdict).hatched) continue;
    any = true;
    const { x1, y1, x2, y2 } = screen;
    context.rect(x1 - HATCH_BAND, y1 - HATCH_BAND, x2 - x1 + 2 * HATCH_BAND, y2 - y1 + 2 * HATCH_BAND);
    context.rect(x1, y1, x2 - x1, y2 - y1);
  }
  if (!any) return;
  context.fillStyle = ON_PICTURE.hatchGround;
  context.fill("evenodd");
  if (!scene.hatch) return;
  context.fillStyle = scene.hatch;
  context.fill("evenodd");
}

/** Under and beside every line. */
function drawCasings(context: DrawingContext, placed: readonly Placed[], scene: BoxScene): void {
  context.setLineDash([]);
  for (const light of [false, true]) {
    context.strokeStyle = light ? ON_PICTURE.lightCasing : ON_PICTURE.darkCasing;
    for (const width of [1, 2, CORNER_WIDTH]) {
      context.lineWidth = width + 2;
      context.beginPath();
      for (const { box, screen } of placed) {
        if (widthOf(box, scene) === width && scene.isDark(box.classIndex) === light) addOutline(context, screen, isCornersOnly(box, scene.overlay));
      }
      context.stroke();
    }
  }
}

function drawOutlines(context: DrawingContext, placed: readonly Placed[], scene: BoxScene): void {
  const batches = new Map<string, Placed[]>();
  const corners = (box: PaneBox) => isCornersOnly(box, scene.overlay);
  for (const item of placed) {
    const key = `${corners(item.box) ? "corners" : item.box.verdict}:${item.box.classIndex}`;
    const batch = batches.get(key);
    if (batch) batch.push(item);
    else batches.set(key, [item]);
  }
  for (const batch of batches.values()) {
    const first = batch[0];
    if (!first) continue;
    context.strokeStyle = scene.colorOf(first.box.classIndex);
    context.lineWidth = widthOf(first.box, scene);
    context.setLineDash(corners(first.box) ? [] : [...lineStyle(first.box.verdict).dash]);
    context.beginPath();
    for (const { screen } of batch) addOutline(context, screen, corners(first.box));
    context.stroke();
  }
  context.setLineDash([]);
}

function widthOf(box: PaneBox, scene: BoxScene): number {
  return isCornersOnly(box, scene.overlay) ? CORNER_WIDTH : lineStyle(box.verdict).width;
}

function addOutline(context: DrawingContext, { x1, y1, x2, y2 }: ScreenBox, corners: boolean): void {
  if (!corners) {
    context.rect(x1, y1, x2 - x1, y2 - y1);
    return;
  }
  const dx = Math.min(CORNER_LENGTH, (x2 - x1) / 3);
  const dy = Math.min(CORNER_LENGTH, (y2 - y1) / 3);
  for (const [x, y, towardsX, towardsY] of [[x1, y1, dx, dy], [x2, y1, -dx, dy], [x2, y2, -dx, -dy], [x1, y2, dx, -dy]] as const) {
    context.moveTo(x + towardsX, y);
    context.lineTo(x, y);
    context.lineTo(x, y + towardsY);
  }
}

function drawLabels(
  context: DrawingContext,
  labelled: readonly PaneBox[],
  screens: ReadonlyMap<PaneBox, ScreenBox>,
  scene: BoxScene,
  most: number,
): void {
  const boxes: PaneBox[] = [];
  const wishes: { box: ScreenBox; width: number }[] = [];
  for (const box of labelled) {
    const screen = screens.get(box);
    if (!screen) continue;
    boxes.push(box);
    wishes.push({ box: screen, width: scene.labelOf(box).width });
    if (boxes.length >= most) break;
  }
  context.font = scene.font;
  context.textBaseline = "middle";
  placeLabels(wishes, scene.pane).forEach((place, i) => {
    const box = boxes[i];
    if (!place || !box) return;
    const { text, width } = scene.labelOf(box);
    const wrong = box.verdict === "fp" || box.verdict === "fn";
    context.fillStyle = wrong ? ON_PICTURE.wrongPlate : ON_PICTURE.plate;
    context.fillRect(place.x, place.y, width, LABEL_HEIGHT);
    context.fillStyle = scene.colorOf(box.classIndex);
    context.fillRect(place.x, place.y, LABEL_BAR, LABEL_HEIGHT);
    context.fillStyle = ON_PICTURE.plateText;
    context.fillText(text, place.x + LABEL_BAR + LABEL_PADDING, place.y + LABEL_HEIGHT / 2 + 0.5);
  });
}
