/** Which detections of one image are true and which defects were missed, at every threshold at once. */
import type { GroundTruthBox } from "../core/dataset.ts";
import type { Decision } from "../core/decision.ts";
import { detectionAt, type Detections } from "../core/detections.ts";
import { inclusiveIou } from "../core/inclusiveIou.ts";
import type { CompiledRule } from "./decide.ts";
import { bestScoreFirst } from "./scoreOrder.ts";

export interface MatchingOptions {
  /** A detection matches a ground truth when their inclusive IoU is strictly above this. */
  readonly iouAbove: number;
  /** False: any class may match any other (caught by a box on a true defect, whatever its class). */
  readonly perClass: boolean;
}

/** VOC's own rule: IoU > 0.5, class by class. */
export const VOC_MATCHING: MatchingOptions = { iouAbove: 0.5, perClass: true };

/** `ignored`: it lies on a difficult ground truth and does not count. */
export type DetectionMark = "tp" | "fp" | "ignored";

/** `difficult`: does not count, found or not. */
export type GroundTruthMark = "found" | "missed" | "difficult";

/**
 * The matching of one image. It is made once for the zones and the minimum size of a rule: because detections are taken
 * best score first, class by class, the result for one does not depend on those below it, so that thresholds only hide
 * boxes.
 */
export interface ImageMatching {
  /** Indices into `Detections`, best score first, ties in list order; without the boxes that zones and size exclude. */
  readonly order: Int32Array;
  /** Per entry of `order`, its score. */
  readonly scores: Float64Array;
  /** Per entry of `order`. */
  readonly marks: readonly DetectionMark[];
  /** Per entry of `order`: the ground truth of its class that overlaps most, or -1 when none exceeds the IoU. */
  readonly groundTruthOf: Int32Array;
  /** Per entry of `order`: the IoU with that ground truth, 0 when there is none. */
  readonly ious: Float64Array;
  /** Per ground truth: the score of the detection that found it; -1 when none did. */
  readonly foundAt: Float64Array;
  /** Per ground truth: the entry of `order` that found it; -1 when none did. */
  readonly foundBy: Int32Array;
  readonly difficult: readonly boolean[];
}

/**
 * Greedy matching by score as in PASCAL VOC (VOCevaldet): each detection looks at the ground truth of its class that
 * overlaps it most. Above the IoU it is `tp` if it is the first there and `fp` if that defect was already found (a
 * duplicate); on a difficult one it is ignored. `detections.classIndices` and `groundTruth` must speak of the same
 * class table.
 * @param isMatched the boxes to match, by a compiled rule; all when null
 */
export function matchImage(
  detections: Detections,
  groundTruth: readonly GroundTruthBox[],
  options: MatchingOptions = VOC_MATCHING,
  isMatched: CompiledRule["isMatched"] | null = null,
): ImageMatching {
  const every = bestScoreFirst(detections.scores);
  const order = isMatched === null ? every : every.filter((i) => isMatched(detections, i));
  const candidates = candidatesByClass(groundTruth, options.perClass);
  const matching = {
    order,
    scores: Float64Array.from(order, (i) => detections.scores[i] as number),
    marks: new Array<DetectionMark>(order.length).fill("fp"),
    groundTruthOf: new Int32Array(order.length).fill(-1),
    ious: new Float64Array(order.length),
    foundAt: new Float64Array(groundTruth.length).fill(-1),
    foundBy: new Int32Array(groundTruth.length).fill(-1),
    difficult: groundTruth.map((box) => box.difficult),
  };
  order.forEach((position, rank) => {
    const { box, score, classIndex } = detectionAt(detections, position);
    let bestIou = -1;
    let best = -1;
    for (const g of candidates.get(options.perClass ? classIndex : ANY_CLASS) ?? []) {
      const iou = inclusiveIou(box, groundTruth[g] as GroundTruthBox);
      if (iou > bestIou) {
        bestIou = iou;
        best = g;
      }
    }
    if (bestIou <= options.iouAbove) return;
    matching.groundTruthOf[rank] = best;
    matching.ious[rank] = bestIou;
    if (matching.difficult[best]) matching.marks[rank] = "ignored";
    else if ((matching.foundAt[best] as number) < 0) {
      matching.marks[rank] = "tp";
      matching.foundAt[best] = score;
      matching.foundBy[best] = rank;
    }
  });
  return matching;
}

const ANY_CLASS = -1;

function candidatesByClass(groundTruth: readonly GroundTruthBox[], perClass: boolean): Map<number, number[]> {
  const candidates = new Map<number, number[]>();
  groundTruth.forEach((box, i) => {
    const key = perClass ? box.classIndex : ANY_CLASS;
    const list = candidates.get(key);
    if (list) list.push(i);
    else candidates.set(key, [i]);
  });
  return candidates;
}

/** Per entry of `order` the decision on the box under the rule; a box with `ok` is not shown. */
export function boxDecisions(
  { order }: ImageMatching,
  detections: Detections,
  { shows }: Pick<CompiledRule, "shows">,
): Decision[] {
  return Array.from(order, (position) => shows(detections, position));
}

/** Whether one ground truth was found. @param shown per entry of `order`, by `boxDecisions` */
export function truthMark(matching: ImageMatching, groundTruth: number, shown: readonly Decision[]): GroundTruthMark {
  if (matching.difficult[groundTruth]) return "difficult";
  const finder = matching.foundBy[groundTruth] ?? -1;
  return finder >= 0 && shown[finder] !== "ok" ? "found" : "missed";
}

export interface BoxCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly ignored: number;
  /** Missed ground truths, without difficult ones. */
  readonly falseNegatives: number;
  /** Ground truths without difficult ones: truePositives + falseNegatives. */
  readonly groundTruth: number;
}

/** Counts the boxes of one image. @param shown per entry of `order`, by `boxDecisions` */
export function boxCounts(matching: ImageMatching, shown: readonly Decision[]): BoxCounts {
  const count = (mark: DetectionMark) =>
    matching.marks.reduce((total, each, rank) => total + (each === mark && shown[rank] !== "ok" ? 1 : 0), 0);
  const truePositives = count("tp");
  const groundTruth = matching.difficult.reduce((total, difficult) => total + (difficult ? 0 : 1), 0);
  return {
    truePositives,
    falsePositives: count("fp"),
    ignored: count("ignored"),
    falseNegatives: groundTruth - truePositives,
    groundTruth,
  };
}
