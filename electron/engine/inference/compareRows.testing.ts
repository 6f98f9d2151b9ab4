/** For tests: compares detections with expected rows in any order. */
import { expect } from "vitest";
import type { Detections } from "../../../shared/core/detections.ts";

export interface Row {
  readonly classIndex: number;
  readonly score: number;
  readonly box: readonly number[];
}

/** Passes when there are as many rows, and each expected row has its own match of the same class within the tolerances. */
export function compareRows(
  found: Detections,
  expected: readonly Row[],
  within: { readonly pixels: number; readonly score: number },
): void {
  expect(found.count).toBe(expected.length);
  const free = new Set(Array.from({ length: found.count }, (_, i) => i));
  const unmatched: Row[] = [];
  for (const row of expected) {
    const match = [...free].find(
      (i) =>
        found.classIndices[i] === row.classIndex &&
        Math.abs((found.scores[i] as number) - row.score) <= within.score &&
        row.box.every((corner, k) => Math.abs((found.boxes[i * 4 + k] as number) - corner) <= within.pixels),
    );
    if (match === undefined) unmatched.push(row);
    else free.delete(match);
  }
  expect(unmatched).toEqual([]);
}
