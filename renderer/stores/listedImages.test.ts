/** The fast list compared with the plain definition: the verdict of every image, one by one. */
import { quoted } from "../../shared/core/reason.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { imageBox } from "../../shared/core/box.ts";
import { joinClasses } from "../../shared/core/classTable.ts";
import type { Dataset, DatasetImage } from "../../shared/core/dataset.ts";
import { bestScore, detectionsFromRows } from "../../shared/core/detections.ts";
import type { ImageOutcome } from "../../shared/core/run.ts";
import { reaches } from "../../shared/core/counting/scoreRounding.ts";
import { agreement, type Verdict } from "../../shared/core/decision.ts";
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import { compileRule } from "../../shared/metrics/decide.ts";
import { indexColumns } from "../../shared/metrics/decisionIndex.ts";
import { operatingPoint } from "../../shared/metrics/operatingPoint.ts";
import { NO_FLOORS } from "../../shared/metrics/scoreFloors.ts";
import { createImageDecisions } from "./imageDecisions.ts";
import { createListedImages } from "./listedImages.ts";
import type { VerdictFilter } from "./viewStore.ts";

const table = joinClasses(["a", "b"], ["b", "a"]);
const FILTERS: readonly VerdictFilter[] = [
  "all",
  "escaped",
  "overkill",
  "correct",
  "caught",
  "passed",
  "ng",
  "ok",
  "failed",
];
const VERDICTS: Record<VerdictFilter, readonly (Verdict | "failed")[] | null> = {
  all: null,
  escaped: ["escaped"],
  overkill: ["overkill"],
  correct: ["caught", "passed"],
  caught: ["caught"],
  passed: ["passed"],
  ng: ["ng", "caught", "overkill"],
  ok: ["ok", "passed", "escaped"],
  failed: ["failed"],
};

const score = fc.integer({ min: 0, max: 200 }).map((i) => i / 200);
const image = fc.record({
  role: fc.constantFrom("annotated" as const, "background" as const, "unlabelled" as const),
  truth: fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 2 }),
  state: fc.constantFrom("done" as const, "done" as const, "done" as const, "failed" as const, "pending" as const),
  found: fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), score), { maxLength: 3 }),
});

it("lists and counts as the verdicts say, for any images and choices", () => {
  fc.assert(
    fc.property(
      fc.array(image, { maxLength: 30 }),
      fc.integer({ min: 0, max: 100 }),
      fc.constantFrom("exact" as const, "paddlex" as const),
      fc.constantFrom(...FILTERS),
      fc.constantFrom(null, 0, 1),
      fc.constantFrom("", "1", "p2"),
      (drawn, step, counting, verdict, classIndex, search) => {
        const threshold = step / 100;
        const images = drawn.map(
          ({ role, truth }, i): DatasetImage => ({
            id: String(i),
            name: `P${i}.jpg`,
            role,
            size: null,
            groundTruth:
              role === "annotated"
                ? truth.map((c) => ({ classIndex: c, x1: 0, y1: 0, x2: 9, y2: 9, difficult: false }))
                : [],
          }),
        );
        const outcomes = drawn.map(({ state, found }, i): ImageOutcome | undefined => {
          if (state === "pending") return undefined;
          if (state === "failed") return { status: "failed", imageId: String(i), code: "x", reason: quoted("x") };
          const detections = detectionsFromRows(
            found.map(([c, s]) => ({ box: imageBox(0, 0, 9, 9), score: s, classIndex: c })),
          );
          return {
            status: "done",
            imageId: String(i),
            width: 10,
            height: 10,
            detections,
            milliseconds: { decode: 0, preprocess: 0, inference: 0 },
          };
        });
        const best = Float64Array.from(outcomes, (outcome) =>
          outcome?.status === "done" ? bestScore(outcome.detections) : NaN,
        );
        const dataset: Dataset = {
          id: "d",
          name: "d",
          kind: "voc",
          synthetic: true,
          classes: ["a", "b"],
          images,
          issues: [],
          hash: "",
        };
        const rule = singleThreshold(threshold, counting);
        const decisions = createImageDecisions()({ rule, table, floors: NO_FLOORS, images, outcomes, revision: 1 });
        const roles = images.map((image) => image.role);
        const point = operatingPoint({ ...indexColumns(decisions.columns, roles), rule, floors: NO_FLOORS });
        const answer = createListedImages()({
          dataset,
          outcomes,
          decisions,
          revision: 1,
          table,
          compiled: compileRule(rule, table, NO_FLOORS),
          point,
          choice: { rule, verdict, classIndex, search, sort: "dataset" },
        });

        // By the definition: NG where the best score of any box reaches the threshold.
        const verdictAt = (i: number): Verdict | "failed" | null => {
          const score = best[i] ?? NaN;
          if (outcomes[i]?.status === "failed") return "failed";
          if (Number.isNaN(score)) return null;
          const decided = reaches(score, threshold, counting) ? "ng" : "ok";
          return agreement(decided, images[i]?.role ?? "unlabelled", decided === "ng") ?? decided;
        };
        const isIn = (i: number, filter: VerdictFilter) => {
          const verdicts = VERDICTS[filter];
          const own = verdictAt(i);
          return verdicts === null || (own !== null && verdicts.includes(own));
        };
        const hasClass = (i: number) =>
          classIndex === null ||
          (images[i]?.groundTruth.some((box) => box.classIndex === classIndex) ?? false) ||
          // The run lists "b" first: its class 0 is the table's 1.
          (outcomes[i]?.status === "done" &&
            (drawn[i]?.found.some(([c, s]) => 1 - c === classIndex && reaches(s, threshold, counting)) ?? false));
        const wanted = images.flatMap((image, i) =>
          isIn(i, verdict) && hasClass(i) && image.name.toLowerCase().includes(search) ? [i] : [],
        );
        expect([...answer.indices]).toEqual(wanted);
        for (const filter of FILTERS)
          expect([filter, answer.counts[filter]]).toEqual([filter, images.filter((_, i) => isIn(i, filter)).length]);
      },
    ),
  );
});

describe("order by name", () => {
  const names = ["b/img10.jpg", "a/img2.jpg", "b/img1.jpg", "b/img2.jpg", "b/img11.jpg"];
  const listed = (kind: string, sort: "dataset" | "name", search = "") => {
    const images = names.map(
      (name, i): DatasetImage => ({ id: `i${i}`, name, role: "unlabelled", groundTruth: [], size: null }),
    );
    const dataset: Dataset = { id: "d", name: "d", kind, synthetic: false, classes: [], images, issues: [], hash: "" };
    const table = joinClasses([], []);
    const rule = singleThreshold(0.5);
    const decisions = createImageDecisions()({ rule, table, floors: NO_FLOORS, images, outcomes: [], revision: 1 });
    const roles = images.map((image) => image.role);
    const { indices } = createListedImages()({
      dataset,
      outcomes: [],
      decisions,
      revision: 1,
      table,
      compiled: compileRule(rule, table, NO_FLOORS),
      point: operatingPoint({ ...indexColumns(decisions.columns, roles), rule, floors: NO_FLOORS }),
      choice: { rule, verdict: "all", classIndex: null, search, sort },
    });
    return [...indices].map((i) => names[i]);
  };

  it("counts as people do", () => {
    expect(listed("voc", "name")).toEqual(["a/img2.jpg", "b/img1.jpg", "b/img2.jpg", "b/img10.jpg", "b/img11.jpg"]);
    expect(listed("voc", "name", "b/IMG1")).toEqual(["b/img1.jpg", "b/img10.jpg", "b/img11.jpg"]);
  });

  it("leaves a dataset by list in its own order, and is that of a plain folder", () => {
    expect(listed("voc", "dataset")).toEqual(names);
    expect(listed("folder", "dataset")).toEqual(listed("voc", "name"));
  });
});
