/** What one threshold means for the line: the counts with their denominators, and the verdict of each image. */
import type { CountingRule } from "../core/countingRule.ts";
import type { ImageRole } from "../core/dataset.ts";
import { countRejected, isRejected, type ImageScoreIndex } from "./thresholdSweep.ts";

export interface OperatingPoint {
  readonly threshold: number;
  readonly rule: CountingRule;
  /** Measured images with a defect. `caught + escaped = total`. */
  readonly defects: { readonly total: number; readonly caught: number; readonly escaped: number };
  /** Measured defect-free images. `passed + overkill = total`. */
  readonly backgrounds: { readonly total: number; readonly passed: number; readonly overkill: number };
  /** caught / defects.total; null where there is no defect image. */
  readonly recall: number | null;
  /** escaped / defects.total = 1 - recall; null where there is no defect image. */
  readonly escapeRate: number | null;
  /** overkill / backgrounds.total, also called overkill rate; null where there is no background. */
  readonly falsePositiveRate: number | null;
}

/** The operating point at any threshold, not only at whole hundredths; O(log n). */
export function operatingPointAt(index: ImageScoreIndex, threshold: number, rule: CountingRule): OperatingPoint {
  const caught = countRejected(index.defects, threshold, rule);
  const overkill = countRejected(index.backgrounds, threshold, rule);
  const defectTotal = index.defects.scores.length;
  const backgroundTotal = index.backgrounds.scores.length;
  const escaped = defectTotal - caught;
  return {
    threshold,
    rule,
    defects: { total: defectTotal, caught, escaped },
    backgrounds: { total: backgroundTotal, passed: backgroundTotal - overkill, overkill },
    recall: rate(caught, defectTotal),
    escapeRate: rate(escaped, defectTotal),
    falsePositiveRate: rate(overkill, backgroundTotal),
  };
}

function rate(count: number, total: number): number | null {
  return total === 0 ? null : count / total;
}

/**
 * `caught` / `escaped`: a defect image called NG / OK · `overkill` / `passed`: a background called NG / OK
 * · `ng` / `ok`: an image of which nothing is known.
 */
export type Verdict = "caught" | "escaped" | "overkill" | "passed" | "ng" | "ok";

/**
 * The verdict of one image; null while it is not measured (NaN).
 * @param bestScore the highest score of any box of any class, -1 where nothing was found
 */
export function verdictOf(bestScore: number, role: ImageRole, threshold: number, rule: CountingRule): Verdict | null {
  if (Number.isNaN(bestScore)) return null;
  const rejected = isRejected(bestScore, threshold, rule);
  switch (role) {
    case "annotated":
      return rejected ? "caught" : "escaped";
    case "background":
      return rejected ? "overkill" : "passed";
    case "unlabelled":
      return rejected ? "ng" : "ok";
  }
}

/** The positions of all images whose verdict is among `wanted`, in the run's order; one pass, no allocation per image. */
export function imagesWithVerdict(
  best: Float64Array,
  roles: readonly ImageRole[],
  threshold: number,
  rule: CountingRule,
  wanted: ReadonlySet<Verdict>,
): Int32Array {
  const positions = new Int32Array(best.length);
  let count = 0;
  for (let i = 0; i < best.length; i++) {
    const verdict = verdictOf(best[i] as number, roles[i] as ImageRole, threshold, rule);
    if (verdict !== null && wanted.has(verdict)) positions[count++] = i;
  }
  return positions.slice(0, count);
}
