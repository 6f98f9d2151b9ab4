/** Compares a model's detections in an image with the expected boxes: each with the nearest one of its class. */
import type { ExpectedBox } from "../../../shared/inference/selfCheck.ts";
import { type ExpectedComparison, PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import { imageBox } from "../../../shared/core/box.ts";
import { plainClassName } from "../../../shared/core/className.ts";
import { detectionAt, type Detections } from "../../../shared/core/detections.ts";
import { VOC_MATCHING } from "../../../shared/metrics/matching.ts";
import { inclusiveIou } from "../../../shared/core/inclusiveIou.ts";

/** A framework's box and Loupe's differ by less than this; conversions cause smaller differences. */
export const SAME_PIXELS = 1;
export const SAME_SCORE = 0.01;
/** A check keeps boxes from 0.01 on: a box just above it may be just below in the other runtime. */
export const LOWEST_COMPARED = 0.02;

interface Pair {
  /** Difference of the corner coordinate that differs most. */
  readonly pixels: number;
  /** Null where the file gives no score. */
  readonly score: number | null;
  readonly foundScore: number;
}

/** Boxes from a detector's framework have scores, those from an annotation have none. */
export function haveScores(expected: readonly ExpectedBox[]): boolean {
  return expected.some(({ score }) => score !== null);
}

export function comparable(expected: readonly ExpectedBox[]): readonly ExpectedBox[] {
  return expected.filter(({ score }) => score === null || score >= LOWEST_COMPARED);
}

/**
 * Each expected box takes, best score first, the nearest free detection of its class that overlaps it by an IoU above 0.5; near in corners and score, a pixel
 * weighing as much as 0.01. Without scores in the file only plain detections count, as a defect that barely shows would be found by chance.
 */
export function compareExpected(
  detections: Detections,
  all: readonly ExpectedBox[],
  classes: readonly string[],
  perClass = true,
): ExpectedComparison {
  const expected = comparable(all);
  const names = classes.map(plainClassName);
  const floor = haveScores(expected) ? 0 : PLAIN_SCORE;
  const lowest = Math.min(...expected.map(({ score }) => score ?? PLAIN_SCORE), 1);
  const free = new Set<number>();
  for (let i = 0; i < detections.count; i++) if ((detections.scores[i] as number) >= floor) free.add(i);
  const pairs: Pair[] = [];
  for (const box of [...expected].sort((a, b) => (b.score ?? 1) - (a.score ?? 1))) {
    const wanted = names.indexOf(plainClassName(box.className));
    let best: { readonly at: number; readonly pair: Pair; readonly cost: number } | null = null;
    for (const at of free) {
      if (perClass && detections.classIndices[at] !== wanted) continue;
      const found = detectionAt(detections, at);
      if (inclusiveIou(found.box, imageBox(box.x1, box.y1, box.x2, box.y2)) <= VOC_MATCHING.iouAbove) continue;
      const pixels = Math.max(
        Math.abs(found.box.x1 - box.x1),
        Math.abs(found.box.y1 - box.y1),
        Math.abs(found.box.x2 - box.x2),
        Math.abs(found.box.y2 - box.y2),
      );
      const score = box.score === null ? null : Math.abs(found.score - box.score);
      const cost = pixels / SAME_PIXELS + (score ?? 0) / SAME_SCORE;
      if (best === null || cost < best.cost) best = { at, pair: { pixels, score, foundScore: found.score }, cost };
    }
    if (best === null) continue;
    free.delete(best.at);
    pairs.push(best.pair);
  }
  const scores = pairs.map(({ score }) => score).filter((score) => score !== null);
  return {
    total: expected.length,
    found: pairs.length,
    same: pairs.filter(({ pixels, score }) => pixels <= SAME_PIXELS && (score ?? 0) <= SAME_SCORE).length,
    largestPixels: pairs.length === 0 ? null : Math.max(...pairs.map(({ pixels }) => pixels)),
    largestScore: scores.length === 0 ? null : Math.max(...scores),
    scoreSum: pairs.reduce((total, { foundScore }) => total + foundScore, 0),
    surplus: haveScores(expected)
      ? [...free].filter((i) => (detections.scores[i] as number) > lowest + SAME_SCORE).length
      : 0,
  };
}
