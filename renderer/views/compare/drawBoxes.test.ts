/** What reaches the canvas: every box once, in its line style, at its place. */
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { ON_IMAGE } from "./boxStyle.ts";
import type { BoxScene, DrawingContext } from "./boxScene.ts";
import { drawBoxes } from "./drawBoxes.ts";
import type { BoxVerdict, PaneBox } from "./paneBoxes.ts";
import { imagePoint } from "./viewport.ts";

interface Stroke {
  readonly color: unknown;
  readonly dash: readonly number[];
  readonly rects: readonly (readonly number[])[];
  readonly lines: number;
}

/** A canvas that records what it is asked to draw. */
function createRecorder() {
  const strokes: Stroke[] = [];
  const texts: string[] = [];
  const arcs: number[][] = [];
  const fills: { readonly color: unknown; readonly rect: readonly number[] }[] = [];
  let rects: number[][] = [];
  let lines = 0;
  let dash: number[] = [];
  const context = {
    strokeStyle: "",
    fillStyle: "",
    lineWidth: 1,
    font: "",
    textBaseline: "alphabetic",
    textAlign: "start",
    globalAlpha: 1,
    beginPath: () => {
      rects = [];
      lines = 0;
    },
    rect: (...args: number[]) => void rects.push(args),
    moveTo: () => undefined,
    lineTo: () => void (lines += 1),
    setLineDash: (next: number[]) => void (dash = next),
    strokeRect: (...args: number[]) => void strokes.push({ color: context.strokeStyle, dash, rects: [args], lines: 0 }),
    stroke: () => void strokes.push({ color: context.strokeStyle, dash, rects, lines }),
    fillRect: (...args: number[]) => void fills.push({ color: context.fillStyle, rect: args }),
    fillText: (text: string) => void texts.push(text),
    arc: (...args: number[]) => void arcs.push(args),
    closePath: () => undefined,
    fill: () => undefined,
    save: () => undefined,
    restore: () => undefined,
  };
  return { context: context as unknown as DrawingContext, strokes, texts, fills, arcs };
}

function box(verdict: BoxVerdict, row: number, classIndex = 0, side: PaneBox["side"] = "prediction"): PaneBox {
  const edges = imageBox(100 * row, 50, 100 * row + 40, 90);
  return { side, row, pixels: edges, edges, classIndex, score: 0.5, verdict, partner: null, iou: null };
}

const scene: BoxScene = {
  viewport: { scale: 2, centre: imagePoint(500, 100) },
  pane: { width: 2000, height: 400 },
  pixelRatio: 1,
  overlay: false,
  colorOf: (classIndex) => `class${classIndex}`,
  isDark: () => false,
  labelOf: ({ row }) => ({ text: `label${row}`, width: 60 }),
  font: "12px x",
  hatch: null,
  defects: [],
};

function draw(boxes: readonly PaneBox[], changes: Partial<BoxScene> = {}) {
  const recorder = createRecorder();
  drawBoxes(recorder.context, boxes, boxes, { ...scene, ...changes });
  return { ...recorder, inColor: recorder.strokes.filter((stroke) => String(stroke.color).startsWith("class")) };
}

describe("drawBoxes", () => {
  it("draws each verdict in its line style and colour", () => {
    const { inColor, fills } = draw([box("tp", 1), box("fp", 2), box("fn", 3, 1, "truth"), box("tp", 4)]);
    expect(inColor.map(({ color, dash, rects }) => [color, dash.length > 0, rects.length])).toEqual([
      ["class0", false, 1],
      ["class0", false, 1],
      ["class0", true, 1],
      ["class1", true, 1],
    ]);
    expect(inColor[2]?.dash).not.toEqual(inColor[3]?.dash);
    // Around the missed one at (600, 100) to (680, 180): four strips of 6 px, none inside it.
    expect(fills.filter(({ color }) => color === ON_IMAGE.hatchGround).map(({ rect }) => rect)).toEqual([
      [594, 94, 92, 6],
      [594, 180, 92, 6],
      [594, 100, 6, 80],
      [680, 100, 6, 80],
    ]);
  });

  it("puts a box where the viewport has it", () => {
    // (100 - 500) * 2 + 1000 = 200; (50 - 100) * 2 + 200 = 100; 40 image pixels are 80 on the screen.
    expect(draw([box("tp", 1)]).inColor[0]?.rects).toEqual([[200, 100, 80, 80]]);
  });

  it("leaves out what is out of view, and nothing else", () => {
    const { inColor, texts } = draw([box("tp", 1), box("tp", 50)]);
    expect(inColor.map(({ rects }) => rects.length)).toEqual([1]);
    expect(texts).toEqual(["label1"]);
  });

  it("points at what is out of view, once for what lies in one direction", () => {
    // Row 50 is at (5000 - 500) * 2 + 1000 = 10000 px, level with the pane's 100 to 180.
    const { arcs, texts } = draw([box("tp", 1), box("fp", 50), box("fp", 60)]);
    expect(arcs.map(([x, y]) => [x, y])).toEqual([[1982, 140]]);
    expect(texts).toEqual(["label1", "2"]);
    expect(draw([box("tp", 1)]).arcs).toEqual([]);
  });

  it("names ten boxes at most, the first; the others have chips, and none covers a defect", () => {
    const many = Array.from({ length: 15 }, (_, row) => box(row < 3 ? "tp" : "fp", row));
    const whole = { viewport: { scale: 1, centre: imagePoint(1000, 100) } };
    const { texts, fills } = draw(many, whole);
    expect(texts).toEqual(Array.from({ length: 10 }, (_, row) => `label${row}`));
    const chips = fills.filter(({ color, rect }) => color === ON_IMAGE.fpPlate && rect[2] === 10 && rect[3] === 10);
    expect(chips).toHaveLength(5);
    // Above them lies a defect as wide as the pane, 10 px high: labels go below.
    const edges = imageBox(0, 40, 1600, 49);
    const below = draw(many, { ...whole, defects: [{ ...box("found", 0, 0, "truth"), edges, pixels: edges }] });
    for (const { rect } of below.fills) expect(rect[1]).toBeGreaterThanOrEqual(190);
    expect(draw(many.slice(0, 10), whole).texts).toHaveLength(10);
  });

  it("draws found ground truth of the overlay by four corners", () => {
    const { inColor } = draw([box("found", 1, 0, "truth"), box("tp", 2)], { overlay: true });
    expect(inColor.map(({ rects, lines }) => [rects.length, lines])).toEqual([
      [0, 8],
      [1, 0],
    ]);
  });

  it("draws all of two thousand boxes, though not all their labels", () => {
    const many = Array.from({ length: 2000 }, (_, row) => ({
      ...box(row % 2 === 0 ? "tp" : "fp", row),
      edges: imageBox(10 * (row % 90), 10 * Math.floor(row / 90), 10 * (row % 90) + 8, 10 * Math.floor(row / 90) + 8),
    }));
    const { inColor, texts } = draw(many, { viewport: { scale: 1, centre: imagePoint(500, 100) } });
    expect(inColor.reduce((sum, { rects }) => sum + rects.length, 0)).toBe(2000);
    expect(texts.length).toBeLessThan(100);
  });
});
