/** Output layouts by hand: column orders, background, rows to be ignored, and outputs that must be refused. */
import { reasonText } from "../words/failureText.ts";
import { describe, expect, it } from "vitest";
import { decodeOutputs, type OutputContract } from "./decodeOutputs.ts";
import type { RawOutput } from "./layouts/detectorLayout.ts";
import type { PreprocessPlan } from "./preprocessPlan.ts";

/** A 200 x 100 image in a 100 x 100 letterbox: scale 0.5, 25 pixels of grey above. */
const PLAN: PreprocessPlan = {
  source: { width: 200, height: 100 },
  scale: { x: 0.5, y: 0.5 },
  resized: { width: 100, height: 50 },
  padded: { width: 100, height: 100 },
  offset: { x: 0, y: 25 },
};

const floats = (dims: readonly number[], values: readonly number[]): RawOutput => ({
  dims,
  data: Float32Array.from(values),
});
const contract = (layout: OutputContract["layout"], more: Partial<OutputContract> = {}): OutputContract => ({
  layout,
  classes: ["a", "b", "c"],
  nms: null,
  ...more,
});

function rows(outputs: readonly RawOutput[], of: OutputContract, floor = 0.01): readonly (readonly number[])[] {
  const decoded = decodeOutputs(outputs, of, PLAN, floor);
  if (!decoded.ok) throw new Error(decoded.reason.code);
  const { count, boxes, scores, classIndices } = decoded.detections;
  return Array.from({ length: count }, (_, i) => [
    classIndices[i] as number,
    Number((scores[i] as number).toFixed(6)),
    ...boxes.subarray(i * 4, i * 4 + 4),
  ]);
}

const reason = (outputs: readonly RawOutput[], of: OutputContract) => {
  const decoded = decodeOutputs(outputs, of, PLAN, 0.01);
  return decoded.ok ? "" : reasonText(decoded.reason, "en");
};

describe("Paddle: class, score, box in image pixels", () => {
  const count: RawOutput = { dims: [1], data: Int32Array.of(2) };
  it("drops the fake row, emptied rows and what is below the floor; sorts by score; clips nothing", () => {
    const table = floats(
      [5, 6],
      [0, 0.25, -3, 2, 210, 40, 2, 0.5, 1, 2, 3, 4, -1, 0.9, 0, 0, 0, 0, 1, 0.005, 1, 1, 2, 2, 0, 0, 0, 0, 1.5, 1.5],
    );
    expect(rows([count, table], contract("paddle-rcnn"))).toEqual([
      [2, 0.5, 1, 2, 3, 4],
      [0, 0.25, -3, 2, 210, 40],
    ]);
    expect(rows([table], contract("paddle-yolo"), 0.3)).toHaveLength(1);
  });
  it("finds nothing: only the fake row, no row, or a single value", () => {
    expect(rows([floats([1, 6], [0, 0, 0, 0, 1.5, 1.5]), count], contract("paddle-rcnn"), 0)).toEqual([]);
    expect(rows([floats([0, 6], []), count], contract("paddle-yolo"))).toEqual([]);
    expect(rows([floats([1, 1], [-1])], contract("paddle-rcnn"))).toEqual([]);
  });
  it("hides the background of PaddleX 1.x, whose ids begin behind it", () => {
    const table = floats([2, 6], [0, 0.9, 1, 1, 2, 2, 3, 0.8, 1, 1, 2, 2]);
    expect(rows([table], contract("paddle-rcnn", { firstClassId: 1 }))).toEqual([[2, 0.8, 1, 1, 2, 2]]);
  });
});

describe("torchvision: boxes, labels from 1, scores, in any order", () => {
  it("reads 64-bit labels and skips the background", () => {
    const outputs: RawOutput[] = [
      floats([2], [0.75, 0.5]),
      { dims: [2], data: BigInt64Array.of(1n, 3n) },
      floats([2, 4], [10, 35, 20, 45, 0, 25, 100, 75]),
    ];
    // Boxes are in input pixels: the plan maps them back.
    expect(rows(outputs, contract("torchvision"))).toEqual([
      [0, 0.75, 20, 20, 40, 40],
      [2, 0.5, 0, 0, 200, 100],
    ]);
    expect(
      rows(
        [floats([1], [0.9]), { dims: [1], data: BigInt64Array.of(0n) }, floats([1, 4], [1, 1, 2, 2])],
        contract("torchvision"),
      ),
    ).toEqual([]);
  });
});

describe("Ultralytics", () => {
  it("raw: centre and size, the best class of each anchor, suppressed per class", () => {
    // Three anchors as columns: two at the same place, one of another class.
    const table = floats(
      [1, 7, 3],
      [50, 50, 50, 50, 50, 50, 20, 20, 20, 10, 10, 10, 0.9, 0.8, 0.1, 0.2, 0.1, 0.6, 0.005, 0.1, 0.1],
    );
    const nms = { iou: 0.7, scoreFloor: 0, maxDetections: 300, perClass: true };
    expect(rows([table], contract("ultralytics-raw", { nms }))).toEqual([
      [0, 0.9, 80, 40, 120, 60],
      [1, 0.6, 80, 40, 120, 60],
    ]);
  });
  it("end to end: box, score, class; rows of zeros are padding", () => {
    const table = floats([1, 3, 6], [40, 45, 60, 55, 0.6, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(rows([table], contract("ultralytics-end2end"), 0)).toEqual([[1, 0.6, 80, 40, 120, 60]]);
  });
});

describe("outputs no verdict may rest on", () => {
  const row = (values: readonly number[]) => [floats([1, 6], values)];
  it.each([
    ["a score that is not a number", row([0, NaN, 1, 1, 2, 2]), contract("paddle-yolo"), /score of NaN/],
    ["a score above 1", row([0, 7.5, 1, 1, 2, 2]), contract("paddle-yolo"), /score of 7.5/],
    ["a score below 0", row([0, -0.5, 1, 1, 2, 2]), contract("paddle-yolo"), /score of -0.5/],
    ["a class id beyond the list", row([3, 0.5, 1, 1, 2, 2]), contract("paddle-yolo"), /class id 3.*3 classes/],
    ["a broken class id", row([0.5, 0.5, 1, 1, 2, 2]), contract("paddle-yolo"), /class id of 0.5/],
    ["a box that is not a number", row([0, 0.5, 1, NaN, 2, 2]), contract("paddle-yolo"), /corner of NaN/],
    ["a box without end", row([0, 0.5, 1, 1, Infinity, 2]), contract("paddle-yolo"), /corner of Infinity/],
    ["NaN among raw scores", [floats([1, 7, 1], [5, 5, 2, 2, 0.1, NaN, 0.2])], contract("ultralytics-raw"), /NaN/],
    [
      "NaN among Paddle's raw scores",
      [floats([1, 1, 4], [1, 1, 2, 2]), floats([1, 3, 1], [0.1, NaN, 0.2])],
      contract("paddle-raw"),
      /NaN/,
    ],
    [
      "shapes of another layout",
      [floats([1, 5, 100], new Array<number>(500).fill(0))],
      contract("ultralytics-raw"),
      /\[1, 5, 100\].*\[1, 7, A\]/,
    ],
    ["no output at all", [], contract("paddle-rcnn"), /missing/],
  ] as const)("%s", (_, outputs, of, text) => expect(reason(outputs, of)).toMatch(text));
});

it("three million rows are the output of no detector: refused at once, with the counts", () => {
  const count = 3_000_000;
  const outputs: readonly RawOutput[] = [
    { dims: [count, 4], data: new Float32Array(count * 4).fill(1) },
    { dims: [count], data: new BigInt64Array(count).fill(1n) },
    { dims: [count], data: new Float32Array(count).fill(0.5) },
  ];
  const started = performance.now();
  expect(reason(outputs, contract("torchvision"))).toBe("3000000 boxes in one image, more than 300000");
  expect(performance.now() - started).toBeLessThan(5_000);
});
