/** What is drawn for one image, counted by hand at several thresholds. */
import type { ScoreRoundingName } from "../../../shared/core/counting/scoreRounding.ts";
import { singleThreshold, type DecisionRule } from "../../../shared/core/decisionRule.ts";
import { compileRule } from "../../../shared/metrics/decide.ts";
import { NO_FLOORS } from "../../../shared/metrics/scoreFloors.ts";
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { joinClasses } from "../../../shared/core/classTable.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { detectionsFromRows } from "../../../shared/core/detections.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { bestOverlap, matchShownImage, overlaid, paneBoxesAt, pixelSize } from "./paneBoxes.ts";
import { boxAt } from "./hitTest.ts";
import { imagePoint } from "./viewport.ts";

/** The dataset has scratch and pit; the run lists pit first and also has stain. */
const table = joinClasses(["scratch", "pit"], ["pit", "scratch", "stain"]);

const image: DatasetImage = {
  id: "i1",
  name: "a.jpg",
  role: "annotated",
  size: { width: 200, height: 100 },
  groundTruth: [
    { classIndex: 0, x1: 10, y1: 10, x2: 19, y2: 19, difficult: false },
    { classIndex: 1, x1: 50, y1: 50, x2: 89, y2: 89, difficult: false },
    { classIndex: 1, x1: 120, y1: 10, x2: 139, y2: 29, difficult: true },
  ],
};

const outcome: ImageOutcome = {
  status: "done",
  imageId: "i1",
  width: 200,
  height: 100,
  detections: detectionsFromRows([
    // On the scratch exactly, as the run's class 1 (scratch).
    { box: imageBox(10, 10, 19, 19), score: 0.9, classIndex: 1 },
    // The same place again: a duplicate.
    { box: imageBox(10, 10, 19, 19), score: 0.7, classIndex: 1 },
    // On the pit, but of class stain.
    { box: imageBox(50, 50, 89, 89), score: 0.8, classIndex: 2 },
    // On the pit, half of it: IoU = 20 * 40 / 1600 = 0.5, which is not above 0.5.
    { box: imageBox(50, 50, 69, 89), score: 0.6, classIndex: 0 },
    // On the difficult pit.
    { box: imageBox(120, 10, 139, 29), score: 0.5, classIndex: 0 },
    // Extends beyond the right edge.
    { box: imageBox(180, 90, 220, 99), score: 0.4, classIndex: 0 },
  ]),
  milliseconds: { decode: 1, preprocess: 1, inference: 1 },
};

const matched = matchShownImage(image, outcome, table);
const ruleAt = (threshold: number, rounding: ScoreRoundingName = "exact") =>
  compileRule(singleThreshold(threshold, rounding), table, NO_FLOORS);
const at = (threshold: number) => paneBoxesAt(matched, ruleAt(threshold));
const verdicts = (threshold: number) =>
  at(threshold)
    .prediction.drawn.map((box) => [box.score, box.verdict])
    .sort();

describe("paneBoxesAt", () => {
  it("counts by hand", () => {
    expect(at(0.95).counts).toEqual({ tp: 0, fp: 0, fn: 2 });
    expect(at(0.9).counts).toEqual({ tp: 1, fp: 0, fn: 1 });
    expect(at(0.8).counts).toEqual({ tp: 1, fp: 1, fn: 1 });
    expect(at(0.5).counts).toEqual({ tp: 1, fp: 3, fn: 1 });
    expect(at(0).counts).toEqual({ tp: 1, fp: 4, fn: 1 });
  });

  it("marks each box", () => {
    expect(verdicts(0)).toEqual([
      [0.4, "fp"],
      [0.5, "ignored"],
      [0.6, "fp"],
      [0.7, "fp"],
      [0.8, "fp"],
      [0.9, "tp"],
    ]);
    const truth = [...at(0).truth.drawn].sort((a, b) => a.row - b.row);
    expect(truth.map((box) => box.verdict)).toEqual(["found", "fn", "ignored"]);
    expect(truth.map((box) => box.partner)).toEqual([0, null, null]);
    expect(truth[0]?.iou).toBe(1);
  });

  it("maps the run's classes to the table's", () => {
    const byScore = Object.fromEntries(at(0).prediction.drawn.map((box) => [box.score, table.names[box.classIndex]]));
    expect(byScore).toMatchObject({ 0.9: "scratch", 0.8: "stain", 0.6: "pit" });
  });

  it("draws the outer edges of inclusive pixels, within the image", () => {
    const box = at(0.9).prediction.drawn[0];
    expect(box?.edges).toEqual({ x1: 10, y1: 10, x2: 20, y2: 20 });
    expect(box && pixelSize(box)).toEqual({ width: 10, height: 10 });
    expect(at(0).prediction.drawn.find((each) => each.score === 0.4)?.edges).toEqual({
      x1: 180,
      y1: 90,
      x2: 200,
      y2: 100,
    });
  });

  it("hides a score of 0.504 at 0.50 by PaddleX counting only", () => {
    const one = {
      ...outcome,
      detections: detectionsFromRows([{ box: imageBox(10, 10, 19, 19), score: 0.504, classIndex: 1 }]),
    };
    const shown = matchShownImage(image, one, table);
    expect(paneBoxesAt(shown, ruleAt(0.5)).counts).toEqual({ tp: 1, fp: 0, fn: 1 });
    expect(paneBoxesAt(shown, ruleAt(0.5, "paddlex")).counts).toEqual({ tp: 0, fp: 0, fn: 2 });
  });

  it("judges nothing before the image is measured, and nothing by another image's outcome", () => {
    for (const other of [undefined, { ...outcome, imageId: "i2" }]) {
      const boxes = paneBoxesAt(matchShownImage(image, other, table), ruleAt(0.5));
      expect(boxes.prediction.drawn).toEqual([]);
      expect(boxes.truth.drawn.map((box) => box.verdict)).toEqual(["unjudged", "unjudged", "unjudged"]);
      expect(boxes.counts).toEqual({ tp: 0, fp: 0, fn: 0 });
    }
  });

  it("calls no box wrong where there is no ground truth", () => {
    const folder: DatasetImage = { ...image, role: "unlabelled", groundTruth: [] };
    const boxes = paneBoxesAt(matchShownImage(folder, outcome, table), ruleAt(0.5));
    expect(new Set(boxes.prediction.drawn.map((box) => box.verdict))).toEqual(new Set(["unjudged"]));
    expect(boxes.counts).toEqual({ tp: 0, fp: 0, fn: 0 });
  });

  it("puts true boxes before false ones for labels", () => {
    expect(at(0).prediction.labelled.map((box) => box.score)).toEqual([0.9, 0.8, 0.7, 0.6, 0.4, 0.5]);
  });

  it("lays both over one another, with one label for a found defect and the box that found it", () => {
    const both = overlaid(at(0.8));
    expect(both.drawn.map((box) => [box.side, box.verdict])).toEqual([
      ["truth", "fn"],
      ["truth", "ignored"],
      ["truth", "found"],
      ["prediction", "fp"],
      ["prediction", "tp"],
    ]);
    expect(both.labelled.map((box) => [box.side, box.verdict])).toEqual([
      ["truth", "fn"],
      ["prediction", "tp"],
      ["prediction", "fp"],
      ["truth", "ignored"],
    ]);
  });

  it("finds what a box of the wrong class lies on", () => {
    const { truth, prediction } = at(0);
    const stain = prediction.drawn.find((box) => box.score === 0.8);
    const overlap = stain && bestOverlap(stain, truth.drawn);
    expect(overlap?.iou).toBe(1);
    expect(overlap && table.names[overlap.other.classIndex]).toBe("pit");
  });
});

describe("boxAt", () => {
  const boxes = at(0).prediction.drawn;
  it("takes the smallest box under the cursor", () => {
    // Both the stain (40 x 40) and the half pit (20 x 40) cover (60, 60).
    expect(boxAt(boxes, imagePoint(60, 60), 0)?.score).toBe(0.6);
    expect(boxAt(boxes, imagePoint(80, 60), 0)?.score).toBe(0.8);
  });
  it("reaches a little beyond the border, and no farther", () => {
    expect(boxAt(boxes, imagePoint(93, 60), 4)?.score).toBe(0.8);
    expect(boxAt(boxes, imagePoint(95, 60), 4)).toBeNull();
  });

  it("shows a box by the threshold of its class, none of a class that is ignored, and none in an ignored zone", () => {
    const shownUnder = (more: Partial<DecisionRule>) => {
      const compiled = compileRule({ ...singleThreshold(0.45), ...more }, table, NO_FLOORS);
      const boxes = paneBoxesAt(matchShownImage(image, outcome, table, compiled.isMatched), compiled);
      return boxes.prediction.drawn.map(({ score }) => score).sort();
    };
    const classOf = (wanted: number) =>
      outcome.status === "done"
        ? [...outcome.detections.scores].filter((_, i) => outcome.detections.classIndices[i] === wanted).sort()
        : [];
    const [name0 = "", name1 = ""] = [0, 1].map((run) => table.names[table.fromRun[run] ?? -1] ?? "");
    const all = shownUnder({});
    expect(shownUnder({ perClass: { [name1]: "ignore" } })).toEqual(
      all.filter((score) => !classOf(1).includes(score ?? -1)),
    );
    expect(shownUnder({ perClass: { [name0]: { review: 0, ng: 0 } } })).toEqual(
      [...new Set([...all, ...classOf(0)])].sort(),
    );
    const everywhere = { kind: "ignore", area: { shape: "rectangle", x1: -1e6, y1: -1e6, x2: 1e6, y2: 1e6 } } as const;
    expect(shownUnder({ zones: [everywhere] })).toEqual([]);
  });
});
