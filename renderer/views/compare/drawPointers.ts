/** Draws the marks at the pane's edge that point to boxes outside of the view. */
import type { BoxScene, DrawingContext } from "./boxScene.ts";
import { ON_IMAGE, plateOf } from "./boxStyle.ts";
import { POINTER_RADIUS, type EdgePointer } from "./edgePointers.ts";

/** Half the angle of the mark that the arrow stands on, radians. */
const BASE = 0.75;

export function drawPointers(context: DrawingContext, pointers: readonly EdgePointer[], scene: BoxScene): void {
  context.font = scene.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { box, count, x, y, angle } of pointers) {
    context.fillStyle = plateOf(box.verdict);
    context.beginPath();
    context.arc(x, y, POINTER_RADIUS, 0, 2 * Math.PI);
    context.fill();
    drawArrow(context, x, y, angle, scene.colorOf(box.classIndex));
    if (count === 1) continue;
    context.fillStyle = ON_IMAGE.plateText;
    context.fillText(count > 9 ? "9+" : String(count), x, y + 0.5);
  }
}

/** Its tip lies on the mark's edge, towards the box. */
function drawArrow(context: DrawingContext, x: number, y: number, angle: number, color: string): void {
  const tip = POINTER_RADIUS + 7;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(x + tip * Math.cos(angle), y + tip * Math.sin(angle));
  for (const turn of [-1, 1]) {
    const at = angle + turn * BASE;
    context.lineTo(x + POINTER_RADIUS * Math.cos(at), y + POINTER_RADIUS * Math.sin(at));
  }
  context.closePath();
  context.fill();
}
