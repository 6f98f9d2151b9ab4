/** Matching on hand-made images, and properties that must hold for any image. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { imageBox } from "../core/box.ts";
import type { GroundTruthBox } from "../core/dataset.ts";
import { joinClasses } from "../core/classTable.ts";
import { alignDetections, detectionsFromRows, type Detection, type Detections } from "../core/detections.ts";
import { inclusiveIou } from "../core/inclusiveIou.ts";
import { cocoIou } from "./iou.ts";
import { alignedClasses } from "../core/classTable.ts";
import { reaches } from "../core/counting/scoreRounding.ts";
import { singleThreshold } from "../core/decisionRule.ts";
import { compileRule } from "./decide.ts";
import { boxCounts, boxDecisions, matchImage, truthMark, type ImageMatching } from "./matching.ts";
import { NO_FLOORS } from "./scoreFloors.ts";

function truth(classIndex: number, x1: number, y1: number, x2: number, y2: number, difficult = false): GroundTruthBox {
  return { classIndex, x1, y1, x2, y2, difficult };
}

function detection(classIndex: number, score: number, x1: number, y1: number, x2: number, y2: number): Detection {
  return { classIndex, score, box: imageBox(x1, y1, x2, y2) };
}

/** What the boxes of a matching are at one threshold. */
function decisionsAt(matching: ImageMatching, found: Detections, threshold: number, rounding: "exact" | "paddlex") {
  const rule = singleThreshold(threshold, rounding);
  return boxDecisions(matching, found, compileRule(rule, alignedClasses(["a", "b", "c"]), NO_FLOORS));
}

describe("IoU, by hand", () => {
  test("inclusive pixels: 0..9 is ten wide", () => {
    // 5 of 10 columns shared: 50 / (100 + 100 - 50)
    expect(inclusiveIou(imageBox(0, 0, 9, 9), imageBox(5, 0, 14, 9))).toBeCloseTo(50 / 150, 15);
    expect(inclusiveIou(imageBox(0, 0, 9, 9), imageBox(9, 0, 14, 9))).toBe(0);
  });

  test("COCO: 0..10 is ten wide; a crowd's union is the detection alone", () => {
    const [a, b] = [Float64Array.of(0, 0, 10, 10), Float64Array.of(5, 0, 15, 10)];
    expect(cocoIou(a, 0, b, 0, false)).toBeCloseTo(50 / 150, 15);
    expect(cocoIou(a, 0, b, 0, true)).toBe(0.5);
  });
});

describe("one image: two defects of class 0, one difficult, one of class 1", () => {
  const groundTruth = [
    truth(0, 0, 0, 99, 99),
    truth(0, 200, 0, 299, 99),
    truth(0, 400, 0, 499, 99, true),
    truth(1, 0, 200, 99, 299),
  ];
  const detections = detectionsFromRows([
    detection(0, 0.5, 2, 2, 99, 99), // a duplicate of the next, which scores higher
    detection(0, 0.9, 0, 0, 99, 99),
    detection(0, 0.8, 400, 0, 499, 99), // on the difficult one
    detection(0, 0.7, 0, 200, 99, 299), // right place, wrong class
    detection(1, 0.6, 600, 600, 650, 650), // nothing there
    detection(0, 0.3, 200, 0, 299, 99),
  ]);
  const matching = matchImage(detections, groundTruth);

  test("marks, best score first", () => {
    expect([...matching.order]).toEqual([1, 2, 3, 4, 0, 5]);
    expect(matching.marks).toEqual(["tp", "ignored", "fp", "fp", "fp", "tp"]);
    expect([...matching.groundTruthOf]).toEqual([0, 2, -1, -1, 0, 1]);
  });

  test("at 0.50 the second defect is missed, at 0.30 it is found", () => {
    const at = (threshold: number) => decisionsAt(matching, detections, threshold, "exact");
    const marks = (threshold: number) => groundTruth.map((_, g) => truthMark(matching, g, at(threshold)));
    expect(marks(0.5)).toEqual(["found", "missed", "difficult", "missed"]);
    expect(marks(0.3)).toEqual(["found", "found", "difficult", "missed"]);
    expect(boxCounts(matching, at(0.5))).toEqual({
      truePositives: 1,
      falsePositives: 3,
      ignored: 1,
      falseNegatives: 2,
      groundTruth: 3,
    });
  });

  test("PaddleX counting shows the boxes that make the image NG under it", () => {
    // 0.90 is whole hundredth 90: not caught at row 90.
    const shown = (threshold: number, rounding: "exact" | "paddlex") =>
      decisionsAt(matching, detections, threshold, rounding).filter((each) => each === "ng").length;
    expect([shown(0.9, "exact"), shown(0.9, "paddlex"), shown(0.89, "paddlex")]).toEqual([1, 0, 1]);
  });

  test("without classes the box of the wrong class finds its defect", () => {
    const anyClass = matchImage(detections, groundTruth, { iouAbove: 0.5, perClass: false });
    expect(anyClass.marks[2]).toBe("tp");
  });

  test("an overlap of exactly one half is no match", () => {
    // 50 x 100 pixels inside 100 x 100
    expect(matchImage(detectionsFromRows([detection(0, 1, 0, 0, 49, 99)]), [truth(0, 0, 0, 99, 99)]).marks).toEqual([
      "fp",
    ]);
  });
});

test("classes are led over by name; one that the dataset lacks keeps its name and score and matches nothing", () => {
  const detections = detectionsFromRows([detection(0, 0.9, 0, 0, 99, 99), detection(1, 0.8, 0, 0, 99, 99)]);
  const joined = joinClasses(["擦花", "漆泡"], ["漆泡", "其他"]);
  expect(joined.names).toEqual(["擦花", "漆泡", "其他"]);
  const aligned = alignDetections(detections, joined);
  expect([...aligned.classIndices]).toEqual([1, 2]);
  expect(matchImage(aligned, [truth(1, 0, 0, 99, 99)]).marks).toEqual(["tp", "fp"]);
});

const side = fc.integer({ min: 0, max: 40 });
const corners = fc.tuple(side, side, side, side).map(([x, y, w, h]) => [x, y, x + w + 1, y + h + 1] as const);
const image = fc.record({
  groundTruth: fc.array(
    fc.tuple(fc.nat(1), corners, fc.boolean()).map(([k, box, hard]) => truth(k, ...box, hard)),
    { maxLength: 6 },
  ),
  rows: fc.array(
    fc
      .tuple(fc.nat(2), fc.integer({ min: 0, max: 20 }), corners)
      .map(([k, score, box]) => detection(k, score / 20, ...box)),
    { maxLength: 12 },
  ),
  threshold: fc.integer({ min: 0, max: 20 }).map((i) => i / 20),
  rule: fc.constantFrom("exact" as const, "paddlex" as const),
});

test("cutting the list at a threshold equals matching only what is shown there, and the counts add up", () => {
  fc.assert(
    fc.property(image, ({ groundTruth, rows, threshold, rule }) => {
      const found = detectionsFromRows(rows);
      const whole = matchImage(found, groundTruth);
      const kept = rows.filter(({ score }) => reaches(score, threshold, rule));
      const cut = matchImage(detectionsFromRows(kept), groundTruth);
      const decisions = decisionsAt(whole, found, threshold, rule);
      expect(whole.marks.filter((_, rank) => decisions[rank] === "ng")).toEqual(cut.marks);
      const counts = boxCounts(whole, decisions);
      expect(counts.truePositives + counts.falsePositives + counts.ignored).toBe(kept.length);
      const marks = groundTruth.map((_, g) => truthMark(whole, g, decisions));
      expect(marks.filter((mark) => mark === "found").length).toBe(counts.truePositives);
      expect(marks.filter((mark) => mark === "missed").length).toBe(counts.falseNegatives);
    }),
  );
});

test("2000 boxes of one class against 200 defects take a few milliseconds", () => {
  const spot = (i: number) =>
    [(i * 37) % 1900, (i * 91) % 1400, ((i * 37) % 1900) + 40, ((i * 91) % 1400) + 40] as const;
  const detections = detectionsFromRows(
    Array.from({ length: 2000 }, (_, i) => detection(0, (i % 997) / 997, ...spot(i))),
  );
  const groundTruth = Array.from({ length: 200 }, (_, i) => truth(0, ...spot(i)));
  matchImage(detections, groundTruth);
  const start = performance.now();
  matchImage(detections, groundTruth);
  expect(performance.now() - start).toBeLessThan(100);
});
