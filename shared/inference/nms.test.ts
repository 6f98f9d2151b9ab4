/** Compares Loupe's suppression with torchvision's nms and batched_nms. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nms, type Candidates } from "./nms.ts";

interface OracleCase {
  readonly boxes: readonly number[];
  readonly scores: readonly number[];
  readonly classes: readonly number[];
  readonly iou: number;
  readonly perClass: readonly number[];
  readonly across: readonly number[];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures/nms.json"), "utf8")) as OracleCase[];

function candidatesOf({ boxes, scores, classes }: OracleCase): Candidates {
  return {
    count: scores.length,
    boxes: Float64Array.from(boxes),
    scores: Float64Array.from(scores),
    classIndices: Int32Array.from(classes),
  };
}

describe("suppression equals torchvision's", () => {
  it.each(cases.map((oracle, i) => [i, oracle.scores.length, oracle.iou, oracle] as const))(
    "case %i: %i boxes at %d",
    (_i, _count, iou, oracle) => {
      const candidates = candidatesOf(oracle);
      expect([...nms(candidates, { iou, perClass: true, maxDetections: 10_000 })]).toEqual(oracle.perClass);
      expect([...nms(candidates, { iou, perClass: false, maxDetections: 10_000 })]).toEqual(oracle.across);
    },
  );
  it("keeps the best k", () => {
    const oracle = cases[cases.length - 1] as OracleCase;
    expect([...nms(candidatesOf(oracle), { iou: oracle.iou, perClass: true, maxDetections: 7 })]).toEqual(
      oracle.perClass.slice(0, 7),
    );
  });
});
