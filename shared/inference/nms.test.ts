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

it("of more candidates than are looked at, the best are taken, ties in their order", () => {
  const count = 70_000;
  let seed = 3;
  const scores = Float64Array.from({ length: count }, () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return (seed % 997) / 1000;
  });
  // None overlaps another, so that only the limit decides.
  const boxes = Float64Array.from({ length: count * 4 }, (_, k) => Math.floor(k / 4) * 3 + (k % 4 < 2 ? 0 : 1));
  const kept = nms(
    { count, boxes, scores, classIndices: Int32Array.from({ length: count }, (_, i) => i) },
    { iou: 0.5, perClass: true, maxDetections: 100_000 },
  );
  const plain = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
  );
  expect([...kept]).toEqual(plain.slice(0, 30_000));
});
