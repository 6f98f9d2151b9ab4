/** Every figure of an evaluation against pycocotools and NumPy. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { imageBox } from "../core/box.ts";
import { singleThreshold, type DecisionRule } from "../core/decisionRule.ts";
import { detectionsFromRows, NO_DETECTIONS } from "../core/detections.ts";
import { boxLevelFigures, evaluation, indexEvaluated, type BoxLevelEvaluation, type Evaluation } from "./evaluate.ts";
import { evaluationColumns, type ImageToEvaluate } from "./evaluationColumns.ts";
import { NO_FLOORS, type ScoreFloors } from "./scoreFloors.ts";

type Corners = [number, number, number, number];

interface OracleCase {
  readonly classes: string[];
  readonly images: { id: number; negative: boolean }[];
  readonly groundTruth: { image: number; cls: number; box: Corners; difficult: boolean }[];
  readonly detections: { image: number; cls: number; box: Corners; score: number }[];
  readonly expected: { annotated: BoxLevelEvaluation; all: BoxLevelEvaluation; sweep: Evaluation["sweep"] };
}

const FIXTURES = resolve(import.meta.dirname, "fixtures");
const ORACLES = resolve(import.meta.dirname, "../../../shared/oracles");

function evaluated(
  images: readonly ImageToEvaluate[],
  classes: readonly string[],
  rule: DecisionRule,
  floors: ScoreFloors = NO_FLOORS,
): Evaluation {
  return evaluation(
    boxLevelFigures(evaluationColumns(images, classes.length)),
    indexEvaluated(images, { classes, rule, floors }),
  );
}

describe.each(oraclesIn(FIXTURES))("fixture %s", (_name, path) => checkOracle(path));

describe.skipIf(!existsSync(ORACLES))("reference cases beside the project (skipped where absent)", () => {
  describe.each(existsSync(ORACLES) ? oraclesIn(ORACLES) : [])("%s", (_name, path) => checkOracle(path));
});

function oraclesIn(folder: string): [string, string][] {
  return readdirSync(folder)
    .filter((name) => /^metrics_.*\.json$/.test(name))
    .map((name) => [name, resolve(folder, name)]);
}

function checkOracle(path: string): void {
  const oracle = JSON.parse(readFileSync(path, "utf8")) as OracleCase;
  const result = evaluated(imagesOf(oracle), oracle.classes, singleThreshold(0.5, "paddlex"));

  test.each(["annotated", "all"] as const)("%s: COCO, VOC and error analysis within 1e-6", (part) => {
    const { coco, voc, error } = result[part];
    expect(error.types).toEqual(oracle.expected[part].error.types);
    expect(worstDifference({ coco, voc, error }, oracle.expected[part])).toBeLessThan(1e-6);
  });

  test("sweep within 1e-9", () => {
    expect(result.sweep.length).toBe(100);
    expect(worstDifference(result.sweep, oracle.expected.sweep)).toBeLessThan(1e-9);
  });
}

function imagesOf({ images, groundTruth, detections }: OracleCase): ImageToEvaluate[] {
  return images.map(({ id, negative }) => ({
    role: negative ? "background" : "annotated",
    groundTruth: groundTruth
      .filter((each) => each.image === id)
      .map(({ cls, box: [x1, y1, x2, y2], difficult }) => ({ classIndex: cls, x1, y1, x2, y2, difficult })),
    detections: detectionsFromRows(
      detections
        .filter((each) => each.image === id)
        .map(({ cls, box, score }) => ({ classIndex: cls, box: imageBox(...box), score })),
    ),
  }));
}

/** The largest difference of any number in `expected` from its counterpart in `actual`; infinite where something is missing. */
function worstDifference(actual: unknown, expected: unknown): number {
  if (typeof expected === "number") return typeof actual === "number" ? Math.abs(actual - expected) : Infinity;
  if (typeof expected !== "object" || expected === null) return actual === expected ? 0 : Infinity;
  if (typeof actual !== "object" || actual === null) return Infinity;
  const found = new Map(Object.entries(actual));
  if (found.size !== Object.keys(expected).length) return Infinity;
  return Object.entries(expected).reduce(
    (worst, [key, value]) => Math.max(worst, worstDifference(found.get(key), value)),
    0,
  );
}

test("a failed image takes part in no figure and is counted; an unlabelled one is not a positive", () => {
  const box = { classIndex: 0, x1: 0, y1: 0, x2: 9, y2: 9, difficult: false };
  const found = detectionsFromRows([{ classIndex: 0, score: 0.9, box: imageBox(0, 0, 9, 9) }]);
  const result = evaluated(
    [
      { role: "annotated", groundTruth: [box], detections: found },
      { role: "annotated", groundTruth: [box], detections: null },
      { role: "background", groundTruth: [], detections: NO_DETECTIONS },
      { role: "unlabelled", groundTruth: [], detections: found },
    ],
    ["a"],
    singleThreshold(0.5),
  );
  expect(result.images).toEqual({ annotated: 1, background: 1, unlabelled: 1, excluded: 1 });
  expect(result.all.voc["11point"]).toEqual({ mAP: 1, perClass: [1] });
  expect(result.sweep[90]).toEqual({ threshold: 0.9, recall: 1, falsePositiveRate: 0 });
  expect(result.sweep[91]).toEqual({ threshold: 0.91, recall: 0, falsePositiveRate: 0 });
});

test("nothing annotated: no mean is invented", () => {
  const { annotated } = evaluated(
    [{ role: "background", groundTruth: [], detections: NO_DETECTIONS }],
    ["a", "b"],
    singleThreshold(0.5),
  );
  expect(annotated.voc).toEqual({
    "11point": { mAP: null, perClass: [null, null] },
    area: { mAP: null, perClass: [null, null] },
  });
  expect(annotated.coco).toEqual(new Array(12).fill(-1));
});

test("below a floor there is no rate: the row says that it is not measured", () => {
  const found = detectionsFromRows([{ classIndex: 0, score: 0.9, box: imageBox(0, 0, 9, 9) }]);
  const floors = { run: 0.01, graph: 0.05 };
  const image = { role: "annotated", groundTruth: [], detections: found } as const;
  const { sweep } = evaluated([image], ["a"], singleThreshold(0.5), floors);
  expect(sweep[4]).toEqual({ threshold: 0.04, recall: null, falsePositiveRate: null, measured: false });
  expect(sweep[5]).toEqual({ threshold: 0.05, recall: 1, falsePositiveRate: null });
});
