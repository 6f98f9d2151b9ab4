/** Counts per class compared with the box counts of each image under many rules. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageBox } from "../../../shared/core/box.ts";
import { joinClasses } from "../../../shared/core/classTable.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { detectionsFromRows } from "../../../shared/core/detections.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { singleThreshold } from "../../../shared/core/decisionRule.ts";
import { compileRule } from "../../../shared/metrics/decide.ts";
import { boxCounts, boxDecisions, matchImage } from "../../../shared/metrics/matching.ts";
import { NO_FLOORS } from "../../../shared/metrics/scoreFloors.ts";
import { ClassTally } from "./classCounts.ts";

const table = joinClasses(["a", "b"], ["a", "b"]);

const box = fc.tuple(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 5, max: 40 }),
  fc.integer({ min: 5, max: 40 }),
);
const score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: 0, max: 100 }).map((i) => i / 100),
);
const image = fc.record({
  truth: fc.array(fc.tuple(box, fc.integer({ min: 0, max: 1 }), fc.boolean()), { maxLength: 5 }),
  found: fc.array(fc.tuple(box, fc.integer({ min: 0, max: 1 }), score), { maxLength: 8 }),
});

function build(drawn: { truth: [number[], number, boolean][]; found: [number[], number, number][] }[]) {
  const images: DatasetImage[] = drawn.map(({ truth }, i) => ({
    id: String(i),
    name: `${i}.jpg`,
    role: truth.length > 0 ? "annotated" : "background",
    size: null,
    groundTruth: truth.map(([[x = 0, y = 0, w = 0, h = 0], classIndex, difficult]) => ({
      classIndex,
      x1: x,
      y1: y,
      x2: x + w,
      y2: y + h,
      difficult,
    })),
  }));
  const outcomes: ImageOutcome[] = drawn.map(({ found }, i) => ({
    status: "done",
    imageId: String(i),
    width: 100,
    height: 100,
    detections: detectionsFromRows(
      found.map(([[x = 0, y = 0, w = 0, h = 0], classIndex, s]) => ({
        box: imageBox(x, y, x + w, y + h),
        classIndex,
        score: s,
      })),
    ),
    milliseconds: { decode: 0, preprocess: 0, inference: 0 },
  }));
  return { images, outcomes };
}

describe("ClassTally", () => {
  it("adds up to the box counts of all images under every rule", () => {
    fc.assert(
      fc.property(
        fc.array(image, { maxLength: 6 }),
        score,
        fc.constantFrom("exact" as const, "paddlex" as const),
        fc.constantFrom({}, { a: "ignore" as const }, { b: { review: 0.3, ng: 0.7 } }),
        (drawn, threshold, rounding, perClass) => {
          const rule = { ...singleThreshold(threshold, rounding), perClass };
          const compiled = compileRule(rule, table, NO_FLOORS);
          const { images, outcomes } = build(drawn);
          const tally = new ClassTally(images, outcomes, table);
          expect(tally.advance(() => false)).toBe(true);
          const sum = { tp: 0, fp: 0, fn: 0 };
          for (const row of tally.rowsAt(rule)) {
            sum.tp += row.tp;
            sum.fp += row.fp;
            sum.fn += row.fn;
          }
          const wanted = { tp: 0, fp: 0, fn: 0 };
          images.forEach((image, i) => {
            const outcome = outcomes[i];
            if (outcome?.status !== "done") return;
            const matching = matchImage(outcome.detections, image.groundTruth);
            const counts = boxCounts(matching, boxDecisions(matching, outcome.detections, compiled));
            wanted.tp += counts.truePositives;
            wanted.fp += counts.falsePositives;
            wanted.fn += counts.falseNegatives;
          });
          expect(sum).toEqual(wanted);
        },
      ),
    );
  });

  it("counts the boxes of images without ground truth apart, by hand", () => {
    const { images, outcomes } = build([
      { truth: [], found: [[[0, 0, 9, 9], 0, 0.9]] },
      {
        truth: [],
        found: [
          [[0, 0, 9, 9], 0, 0.8],
          [[50, 50, 9, 9], 1, 0.3],
        ],
      },
    ]);
    const unlabelled = images.map((each) => ({ ...each, role: "unlabelled" as const }));
    const counted = (judged: boolean) => {
      const tally = new ClassTally(unlabelled, outcomes, table, null, judged);
      tally.advance(() => false);
      return tally.rowsAt(singleThreshold(0.5)).map(({ classIndex, fp }) => [classIndex, fp]);
    };
    const all = new ClassTally(unlabelled, outcomes, table, null, false);
    all.advance(() => false);
    // 0.3 in [0.2, 0.4); 0.8 and 0.9 in [0.8, 1].
    expect([...all.scoreBins(5)]).toEqual([0, 1, 0, 0, 2]);
    expect([counted(true), counted(false)]).toEqual([
      [],
      [
        [0, 2],
        [1, 0],
      ],
    ]);
  });

  it("keeps classes apart, by hand", () => {
    const { images, outcomes } = build([
      {
        truth: [
          [[0, 0, 9, 9], 0, false],
          [[50, 50, 9, 9], 1, false],
        ],
        found: [
          [[0, 0, 9, 9], 0, 0.9],
          [[50, 50, 9, 9], 0, 0.8],
        ],
      },
    ]);
    const tally = new ClassTally(images, outcomes, table);
    tally.advance(() => false);
    expect(tally.rowsAt(singleThreshold(0.85, "exact"))).toEqual([
      { classIndex: 0, truth: 1, tp: 1, fp: 0, fn: 0 },
      { classIndex: 1, truth: 1, tp: 0, fp: 0, fn: 1 },
    ]);
    expect(tally.rowsAt(singleThreshold(0.8, "exact"))[0]).toEqual({ classIndex: 0, truth: 1, tp: 1, fp: 1, fn: 0 });
    expect(tally.rowsAt(singleThreshold(0.8, "paddlex"))[0]).toEqual({ classIndex: 0, truth: 1, tp: 1, fp: 0, fn: 0 });
  });

  it("stops when out of time and goes on later, with images that came meanwhile", () => {
    const { images, outcomes } = build(
      Array.from({ length: 5 }, () => ({ truth: [], found: [[[0, 0, 9, 9], 0, 0.9] as [number[], number, number]] })),
    );
    const late: (ImageOutcome | undefined)[] = [...outcomes];
    late[4] = undefined;
    const tally = new ClassTally(images, late, table);
    let asked = 0;
    expect(tally.advance(() => (asked += 1) > 2)).toBe(false);
    expect(tally.done).toBe(2);
    expect(tally.advance(() => false)).toBe(true);
    expect(tally.done).toBe(4);
    late[4] = outcomes[4];
    tally.advance(() => false);
    expect(tally.rowsAt(singleThreshold(0.5, "exact"))).toEqual([{ classIndex: 0, truth: 0, tp: 0, fp: 5, fn: 0 }]);
  });
});
