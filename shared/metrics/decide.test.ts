/** The decision rule compared with a plain, slow definition, and on an image counted by hand. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { imageBox } from "../core/box.ts";
import { joinClasses } from "../core/classTable.ts";
import type { GroundTruthBox, ImageRole } from "../core/dataset.ts";
import { agreement, decision, type Verdict } from "../core/decision.ts";
import { decisionRuleSchema, singleThreshold, type Band, type DecisionRule } from "../core/decisionRule.ts";
import { detectionsFromRows, type Detection } from "../core/detections.ts";
import { compileRule, verdict, type CompiledRule, type ImageToJudge } from "./decide.ts";
import { indexDecisions } from "./decisionIndex.ts";
import { boxCounts, boxDecisions, matchImage, truthMark, VOC_MATCHING } from "./matching.ts";
import { operatingPoint } from "./operatingPoint.ts";
import { DATASET_CLASSES, plainShows, plainVerdict, RUN_CLASSES, type Drawn } from "./plainDecision.testing.ts";
import { NO_FLOORS } from "./scoreFloors.ts";
import { decisionHistogram } from "./scoreHistogram.ts";
import { curveSteps } from "./thresholdSteps.ts";
import { sweepRow } from "./thresholdSweep.ts";

const TABLE = joinClasses(DATASET_CLASSES, RUN_CLASSES);

const place = fc.integer({ min: 0, max: 40 });
const extent = fc.integer({ min: 1, max: 20 });
const corners = fc.tuple(place, place, extent, extent).map(([x, y, w, h]) => [x, y, x + w, y + h] as const);
const score = fc.oneof(
  fc.integer({ min: 0, max: 1000 }).map((i) => i / 1000),
  fc.double({ min: 0, max: 1, noNaN: true }),
);
const threshold = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((i) => i / 100),
  fc.integer({ min: 0, max: 1000 }).map((i) => i / 1000),
);
const band = fc.tuple(threshold, threshold).map(([a, b]): Band => ({ review: Math.min(a, b), ng: Math.max(a, b) }));
const zone = fc.record({
  kind: fc.constantFrom("ignore" as const, "region-of-interest" as const),
  area: fc.oneof(
    corners.map(([x1, y1, x2, y2]) => ({ shape: "rectangle" as const, x1, y1, x2, y2 })),
    fc
      .array(fc.record({ x: place, y: place }), { minLength: 3, maxLength: 6 })
      .map((points) => ({ shape: "polygon" as const, points })),
  ),
});
const anyRule: fc.Arbitrary<DecisionRule> = fc.record({
  formatVersion: fc.constant(1 as const),
  band,
  perClass: fc.dictionary(
    fc.constantFrom("scratch", "pit", "stain", "unknown", "constructor"),
    fc.oneof(band, fc.constant("ignore" as const)),
  ),
  caughtBy: fc.constantFrom(
    { way: "any-box" as const },
    { way: "right-class" as const },
    { way: "true-defect" as const, iou: 0.5 },
    { way: "true-defect" as const, iou: 0.1 },
  ),
  zones: fc.array(zone, { maxLength: 3 }),
  minimumSize: fc.oneof(
    fc.constant(null),
    fc.record({ unit: fc.constant("px" as const), width: extent, height: extent }),
    fc.record({
      unit: fc.constant("mm" as const),
      width: extent,
      height: extent,
      millimetresPerPixel: fc.constantFrom(0.5, 1, 2),
    }),
  ),
  scoreRounding: fc.constantFrom("exact" as const, "paddlex" as const),
});
const images: fc.Arbitrary<Drawn[]> = fc.array(
  fc.record({
    role: fc.constantFrom<ImageRole>("annotated", "background", "unlabelled"),
    groundTruth: fc.array(
      fc
        .tuple(fc.nat(1), corners, fc.boolean())
        .map(([classIndex, [x1, y1, x2, y2], difficult]) => ({ classIndex, x1, y1, x2, y2, difficult })),
      { maxLength: 3 },
    ),
    rows: fc.option(
      fc.array(
        fc
          .tuple(fc.nat(2), score, corners)
          .map(([classIndex, value, box]): Detection => ({ classIndex, score: value, box: imageBox(...box) })),
        { maxLength: 6 },
      ),
      { freq: 9 },
    ),
  }),
  { maxLength: 12 },
);

function judgedOf(drawn: readonly Drawn[]): ImageToJudge[] {
  return drawn.map(({ rows, ...image }) => ({ ...image, detections: rows && detectionsFromRows(rows) }));
}

function verdictsOf(judged: readonly ImageToJudge[], compiled: CompiledRule): (Verdict | null)[] {
  const { ng, review, caught } = compiled.columns(judged);
  return judged.map(({ role }, i) =>
    verdict(ng[i] as number, review[i] as number, caught[i] as number, role, compiled.rule),
  );
}

/** How many images have each verdict. */
function countsOf(verdicts: readonly (Verdict | null)[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = {
    caught: 0,
    "wrong-reason": 0,
    "defect-in-review": 0,
    escaped: 0,
    overkill: 0,
    "background-in-review": 0,
    passed: 0,
    ok: 0,
    review: 0,
    ng: 0,
  };
  for (const each of verdicts) if (each !== null) counts[each]++;
  return counts;
}

describe("any rule over any images", () => {
  test("the verdict of every image and every box is the plain definition's", () => {
    fc.assert(
      fc.property(images, anyRule, (drawn, rule) => {
        const compiled = compileRule(rule, TABLE, NO_FLOORS);
        const judged = judgedOf(drawn);
        expect(verdictsOf(judged, compiled)).toEqual(drawn.map((image) => plainVerdict(image, rule)));
        drawn.forEach(({ rows }, i) => {
          const detections = judged[i]?.detections;
          if (rows && detections)
            expect(rows.map((_, k) => compiled.shows(detections, k))).toEqual(rows.map((row) => plainShows(row, rule)));
        });
      }),
      { numRuns: 1500 },
    );
  });

  test("the columns of one band serve every other: operating point, sweep, list, histogram and steps count the same images", () => {
    fc.assert(
      fc.property(images, anyRule, band, (drawn, rule, moved) => {
        const judged = judgedOf(drawn);
        const roles = drawn.map(({ role }) => role);
        const compiled = compileRule(rule, TABLE, NO_FLOORS);
        const columns = compiled.columns(judged);
        const index = indexDecisions(columns, roles, compiled);
        const expected = drawn.map((image) => plainVerdict(image, { ...rule, band: moved }));
        const counts = countsOf(expected);
        const point = operatingPoint(index, moved);
        expect(point).toMatchObject({
          defects: {
            caught: counts.caught,
            wrongReason: counts["wrong-reason"],
            review: counts["defect-in-review"],
            escaped: counts.escaped,
          },
          backgrounds: {
            overkill: counts.overkill,
            review: counts["background-in-review"],
            passed: counts.passed,
          },
          unlabelled: { ok: counts.ok, review: counts.review, ng: counts.ng },
        });
        expect(
          roles.map((role, i) => {
            const [ng, review, caught] = [columns.ng[i], columns.review[i], columns.caught[i]] as [
              number,
              number,
              number,
            ];
            return verdict(ng, review, caught, role, { ...rule, band: moved });
          }),
        ).toEqual(expected);
        const row = sweepRow(index, moved.ng);
        expect([row.caught, row.overkill]).toEqual([counts.caught, counts.overkill]);
        const { defects, backgrounds } = decisionHistogram(index);
        const hundredth = Math.min(99, Math.round(moved.ng * 100));
        const above = (bins: Int32Array) => bins.subarray(hundredth).reduce((sum, bin) => sum + bin, 0);
        const there = sweepRow(index, hundredth / 100);
        expect([above(defects.bins) + defects.always, above(backgrounds.bins) + backgrounds.always]).toEqual([
          there.caught,
          there.overkill,
        ]);
        if (rule.scoreRounding === "exact") {
          const step = curveSteps(index).find(({ from, to }) => moved.ng <= to && (moved.ng > from || from === 0));
          expect([step?.row.caught, step?.row.overkill]).toEqual([row.caught, row.overkill]);
        }
      }),
      { numRuns: 600 },
    );
  });

  test("boxes that zones and size leave out are out before matching, and hidden ones change no mark of those shown", () => {
    fc.assert(
      fc.property(images, anyRule, (drawn, rule) => {
        const compiled = compileRule(rule, TABLE, NO_FLOORS);
        for (const { rows, groundTruth } of drawn) {
          if (!rows) continue;
          const aligned = rows.map((row) => ({ ...row, classIndex: TABLE.fromRun[row.classIndex] ?? -1 }));
          const all = detectionsFromRows(aligned);
          const raw = detectionsFromRows(rows);
          const matching = matchImage(all, groundTruth, VOC_MATCHING, (_, i) => compiled.isMatched(raw, i));
          const decisions = boxDecisions(matching, raw, compiled);
          const shownAlone = matchImage(
            detectionsFromRows(aligned.filter((_, i) => plainShows(rows[i] as Detection, rule) !== "ok")),
            groundTruth,
          );
          expect(matching.marks.filter((_, rank) => decisions[rank] !== "ok")).toEqual(shownAlone.marks);
          expect(groundTruth.map((_, g) => truthMark(matching, g, decisions))).toEqual(
            groundTruth.map((each, g) =>
              each.difficult ? "difficult" : (shownAlone.foundBy[g] as number) >= 0 ? "found" : "missed",
            ),
          );
          expect(boxCounts(matching, decisions).truePositives).toBe(
            shownAlone.marks.filter((mark) => mark === "tp").length,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  test("every drawn rule passes the schema and comes back from JSON as it was", () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        expect(decisionRuleSchema.parse(JSON.parse(JSON.stringify(rule)))).toEqual(rule);
      }),
    );
  });
});

describe("one image, counted by hand", () => {
  // A pit of 0.9 where there is no defect, a scratch of 0.6 on the scratch, a stain of 0.3.
  const truth: GroundTruthBox = { classIndex: 0, x1: 10, y1: 10, x2: 29, y2: 29, difficult: false };
  const detections = detectionsFromRows([
    { classIndex: 0, score: 0.9, box: imageBox(50, 50, 58, 58) },
    { classIndex: 2, score: 0.6, box: imageBox(10, 10, 29, 29) },
    { classIndex: 1, score: 0.3, box: imageBox(0, 0, 4, 4) },
  ]);
  const image: ImageToJudge = { role: "annotated", groundTruth: [truth], detections };
  const judge = (change: Partial<DecisionRule>, at = 0.5) => {
    const compiled = compileRule({ ...singleThreshold(at), ...change }, TABLE, NO_FLOORS);
    const { ng, review, caught } = compiled.scoresOf(image);
    return [ng, caught, verdict(ng, review, caught, "annotated", compiled.rule)];
  };

  test.each<[string, Partial<DecisionRule>, number, unknown[]]>([
    ["any box", {}, 0.5, [0.9, 0.9, "caught"]],
    ["right class: the scratch of 0.6", { caughtBy: { way: "right-class" } }, 0.5, [0.9, 0.6, "caught"]],
    ["right class above it", { caughtBy: { way: "right-class" } }, 0.7, [0.9, 0.6, "wrong-reason"]],
    ["on the defect", { caughtBy: { way: "true-defect", iou: 0.5 } }, 0.7, [0.9, 0.6, "wrong-reason"]],
    ["pits ignored", { perClass: { pit: "ignore" } }, 0.5, [0.6, 0.6, "caught"]],
    ["pits ignored, above", { perClass: { pit: "ignore" } }, 0.7, [0.6, 0.6, "escaped"]],
    [
      "pits have reached their own",
      { perClass: { pit: { review: 0.8, ng: 0.8 } } },
      0.95,
      [Infinity, Infinity, "caught"],
    ],
    ["pits have not", { perClass: { pit: { review: 0.95, ng: 0.95 } } }, 0.7, [0.6, 0.6, "escaped"]],
    ["pits in review", { perClass: { pit: { review: 0.8, ng: 0.95 } } }, 0.7, [0.6, 0.6, "defect-in-review"]],
    ["a band", { band: { review: 0.5, ng: 0.95 } }, 0, [0.9, 0.9, "defect-in-review"]],
    ["10 pixels at least", { minimumSize: { unit: "px", width: 10, height: 10 } }, 0.5, [0.6, 0.6, "caught"]],
    [
      "nothing is 30 mm",
      { minimumSize: { unit: "mm", width: 30, height: 1, millimetresPerPixel: 1 } },
      0.2,
      [-1, -1, "escaped"],
    ],
    [
      "only the lower right counts",
      { zones: [{ kind: "region-of-interest", area: { shape: "rectangle", x1: 40, y1: 40, x2: 60, y2: 60 } }] },
      0.5,
      [0.9, 0.9, "caught"],
    ],
  ])("%s", (_name, change, at, expected) => expect(judge(change, at)).toEqual(expected));

  test("a class's own threshold below a floor leaves nothing measured, one above does", () => {
    const own = (at: number) =>
      compileRule({ ...singleThreshold(0.5), perClass: { pit: { review: at, ng: 0.9 } } }, TABLE, {
        run: 0.01,
        graph: 0.05,
      }).scoresOf(image);
    expect(own(0.04)).toEqual({ ng: NaN, review: NaN, caught: NaN });
    expect(own(0.05).ng).toBe(Infinity);
    const index = indexDecisions(
      { ng: Float64Array.of(0.9), review: Float64Array.of(0.9), caught: Float64Array.of(0.9) },
      ["annotated"],
      { rule: singleThreshold(0.5), floors: { run: 0.01, graph: 0.05 } },
    );
    expect(operatingPoint(index, { review: 0.04, ng: 0.5 })).toMatchObject({ measured: false, recall: null });
    expect(sweepRow(index, 0.04)).toMatchObject({ measured: false, recall: null, defects: 1 });
  });

  test("decision knows no ground truth, agreement no scores", () => {
    expect(decision(0.5, 0.5, { review: 0.3, ng: 0.6 }, "exact")).toBe("review");
    expect(decision(NaN, 0.5, { review: 0.3, ng: 0.6 }, "exact")).toBeNull();
    expect(agreement("ng", "unlabelled", true)).toBeNull();
    expect(agreement("ng", "annotated", false)).toBe("wrong-reason");
  });
});
