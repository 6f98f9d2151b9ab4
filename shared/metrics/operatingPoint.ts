/** What one threshold means for the line: caught, escaped, overkill and passed, each with its denominator. */
import type { CountingRule } from "../core/countingRule.ts";
import { countRejected, type ImageScoreIndex } from "./thresholdSweep.ts";

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
