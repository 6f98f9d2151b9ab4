/** Draws the labels of boxes beside them; beyond a few the less important ones are chips without a text, which the cursor shows. */
import type { ScreenBox } from "../../../shared/core/box.ts";
import type { BoxScene, DrawingContext } from "./boxScene.ts";
import { ON_IMAGE, plateOf } from "./boxStyle.ts";
import { CHIP_SIZE, LABEL_HEIGHT, placeLabels } from "./labelLayout.ts";
import type { PaneBox } from "./paneBoxes.ts";
import { boxToScreen } from "./viewport.ts";

const LABEL_PADDING = 5;
const LABEL_BAR = 3;
/** Around a chip's colour. */
const CHIP_BORDER = 2;

/** Width of the background for a text of this width. */
export function plateWidth(textWidth: number): number {
  return Math.ceil(textWidth) + LABEL_BAR + 2 * LABEL_PADDING;
}

/**
 * @param labelled most important first
 * @param screens places of the boxes in view; others have no label
 * @param most `texts`: labels with a text, if there are more boxes; `all`: labels and chips together
 */
export function drawLabels(
  context: DrawingContext,
  labelled: readonly PaneBox[],
  screens: ReadonlyMap<PaneBox, ScreenBox>,
  scene: BoxScene,
  most: { readonly texts: number; readonly all: number },
): void {
  const boxes: PaneBox[] = [];
  const wishes: { box: ScreenBox; width: number; height: number }[] = [];
  for (const box of labelled) {
    const screen = screens.get(box);
    if (!screen) continue;
    const named = boxes.length < most.texts;
    wishes.push({
      box: screen,
      width: named ? scene.labelOf(box).width : CHIP_SIZE,
      height: named ? LABEL_HEIGHT : CHIP_SIZE,
    });
    boxes.push(box);
    if (boxes.length >= most.all) break;
  }
  context.font = scene.font;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const defects = scene.defects.map(({ edges }) => boxToScreen(scene.viewport, scene.pane, edges));
  placeLabels(wishes, scene.pane, defects).forEach((place, i) => {
    const box = boxes[i];
    if (!place || !box) return;
    if (i < most.texts) drawLabel(context, box, place, scene);
    else drawChip(context, box, place, scene);
  });
}

interface Place {
  readonly x: number;
  readonly y: number;
}

function drawLabel(context: DrawingContext, box: PaneBox, { x, y }: Place, scene: BoxScene): void {
  const { text, width } = scene.labelOf(box);
  context.fillStyle = plateOf(box.verdict);
  context.fillRect(x, y, width, LABEL_HEIGHT);
  context.fillStyle = scene.colorOf(box.classIndex);
  context.fillRect(x, y, LABEL_BAR, LABEL_HEIGHT);
  context.fillStyle = ON_IMAGE.plateText;
  context.fillText(text, x + LABEL_BAR + LABEL_PADDING, y + LABEL_HEIGHT / 2 + 0.5);
}

function drawChip(context: DrawingContext, box: PaneBox, { x, y }: Place, scene: BoxScene): void {
  context.fillStyle = plateOf(box.verdict);
  context.fillRect(x, y, CHIP_SIZE, CHIP_SIZE);
  context.fillStyle = scene.colorOf(box.classIndex);
  context.fillRect(x + CHIP_BORDER, y + CHIP_BORDER, CHIP_SIZE - 2 * CHIP_BORDER, CHIP_SIZE - 2 * CHIP_BORDER);
}
