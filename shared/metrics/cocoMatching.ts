/** The matching and counting of COCO for one class: what pycocotools' `evaluateImg` and `accumulate` compute. */
import { detectionAt } from "../core/detections.ts";
import { bestScoreFirst, positionsByClass, type EvaluatedImage } from "./evaluatedImage.ts";
import { cocoBox, cocoIou, type CocoBox } from "./iou.ts";

/** COCO looks at no more detections of a class in an image. */
export const MAX_DETECTIONS = 100;

/** `numpy.linspace(0, 1, 101)`: the products, not the quotients i / 100, as the last bit decides at ties. */
export const RECALL_POINTS: readonly number[] = Array.from({ length: 101 }, (_, i) => (i === 100 ? 1 : i * 0.01));

/** `numpy.spacing(1)`. */
const EPSILON = 2 ** -52;

/** The detections of one class in one image beside the ground truth they may match. */
interface ClassInImage {
  readonly detections: readonly CocoBox[];
  readonly groundTruth: readonly CocoBox[];
  /** Per ground truth: a region that any number of detections may match without counting. */
  readonly crowd: readonly boolean[];
  /** `ious[d * groundTruth.length + g]`. */
  readonly ious: Float64Array;
}

/** One class over all images. */
export interface ClassCase {
  readonly images: readonly ClassInImage[];
  /** All detections, image by image, best score first within an image. */
  readonly scores: Float64Array;
  /** Per detection its place within its image, 0 the best. */
  readonly ranks: Int32Array;
  /** All detections of all images, best score first, ties in image order. */
  readonly order: Int32Array;
}

/** Square pixels, both ends included. */
export interface AreaRange {
  readonly least: number;
  readonly most: number;
}

export const ANY_AREA: AreaRange = { least: 0, most: 1e10 };

/** `others: "crowd"`: ground truth of other classes becomes a crowd region of this one, as the error analysis asks. */
export function classCases(
  images: readonly EvaluatedImage[],
  classCount: number,
  others: "left-out" | "crowd",
): ClassCase[] {
  const entries: ClassInImage[][] = Array.from({ length: classCount }, () => []);
  const scores: number[][] = Array.from({ length: classCount }, () => []);
  const ranks: number[][] = Array.from({ length: classCount }, () => []);
  for (const { detections, groundTruth } of images) {
    const byClass = positionsByClass(bestScoreFirst(detections.scores), detections.classIndices);
    const boxes = groundTruth.map(cocoBox);
    for (let k = 0; k < classCount; k++) {
      const best = (byClass.get(k) ?? []).slice(0, MAX_DETECTIONS).map((position) => detectionAt(detections, position));
      const kept = groundTruth.flatMap((truth, g) => (truth.classIndex === k || others === "crowd" ? [g] : []));
      if (best.length === 0 && kept.length === 0) continue;
      const truths = kept.map((g) => boxes[g] as CocoBox);
      const crowd = kept.map((g) => groundTruth[g]?.classIndex !== k);
      entries[k]?.push(
        withIous(
          best.map(({ box }) => cocoBox(box)),
          truths,
          crowd,
        ),
      );
      best.forEach(({ score }, rank) => {
        scores[k]?.push(score);
        ranks[k]?.push(rank);
      });
    }
  }
  return entries.map((list, k) => {
    const column = Float64Array.from(scores[k] ?? []);
    return { images: list, scores: column, ranks: Int32Array.from(ranks[k] ?? []), order: bestScoreFirst(column) };
  });
}

function withIous(
  detections: readonly CocoBox[],
  groundTruth: readonly CocoBox[],
  crowd: readonly boolean[],
): ClassInImage {
  const ious = new Float64Array(detections.length * groundTruth.length);
  detections.forEach((detection, d) => {
    groundTruth.forEach((truth, g) => {
      ious[d * groundTruth.length + g] = cocoIou(detection, truth, crowd[g] === true);
    });
  });
  return { detections, groundTruth, crowd, ious };
}

const FALSE_POSITIVE = 0;
const TRUE_POSITIVE = 1;
const IGNORED = 2;

export interface ClassMatches {
  /** Per detection of the class case: true, false or ignored. */
  readonly states: Uint8Array;
  /** Ground truths that have to be found. */
  readonly required: number;
}

/** Matches every image of a class at one IoU; boxes outside the area range count neither way. */
export function matchClass(classCase: ClassCase, iouAtLeast: number, area: AreaRange): ClassMatches {
  const states = new Uint8Array(classCase.scores.length);
  let required = 0;
  let offset = 0;
  for (const image of classCase.images) {
    required += matchClassInImage(image, iouAtLeast, area, states.subarray(offset, offset + image.detections.length));
    offset += image.detections.length;
  }
  return { states, required };
}

/** Fills `states` and returns how many ground truths of the image have to be found. */
function matchClassInImage(image: ClassInImage, iouAtLeast: number, area: AreaRange, states: Uint8Array): number {
  const { detections, groundTruth, crowd, ious } = image;
  const isOutside = (box: CocoBox) => box.area < area.least || box.area > area.most;
  const ignored = groundTruth.map((box, g) => crowd[g] === true || isOutside(box));
  // Those to be found first, list order kept: an ignored one is taken only where no other fits.
  const candidates = groundTruth.map((_, g) => g).sort((a, b) => Number(ignored[a]) - Number(ignored[b]) || a - b);
  const taken = new Uint8Array(groundTruth.length);
  detections.forEach((detection, d) => {
    let iou = Math.min(iouAtLeast, 1 - 1e-10);
    let match = -1;
    for (const g of candidates) {
      if (taken[g] === 1 && crowd[g] !== true) continue;
      if (match >= 0 && ignored[match] === false && ignored[g] === true) break;
      const candidate = ious[d * groundTruth.length + g] as number;
      if (candidate < iou) continue;
      iou = candidate;
      match = g;
    }
    if (match < 0) states[d] = isOutside(detection) ? IGNORED : FALSE_POSITIVE;
    else {
      taken[match] = 1;
      states[d] = ignored[match] === true ? IGNORED : TRUE_POSITIVE;
    }
  });
  return ignored.filter((each) => !each).length;
}

export interface PrecisionAndRecall {
  /** Interpolated precision at the 101 recall points. */
  readonly precision: Float64Array;
  /** Recall with all detections counted. */
  readonly recall: number;
}

/** The curve of one class; null where it has no ground truth to be found (pycocotools writes -1). */
export function accumulate(
  classCase: ClassCase,
  matches: ClassMatches,
  mostDetections: number,
): PrecisionAndRecall | null {
  if (matches.required === 0) return null;
  const recalls: number[] = [];
  const precisions: number[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (const position of classCase.order) {
    if ((classCase.ranks[position] as number) >= mostDetections || matches.states[position] === IGNORED) continue;
    if (matches.states[position] === TRUE_POSITIVE) truePositives++;
    else falsePositives++;
    recalls.push(truePositives / matches.required);
    precisions.push(truePositives / (falsePositives + truePositives + EPSILON));
  }
  for (let i = precisions.length - 1; i > 0; i--) {
    if ((precisions[i] as number) > (precisions[i - 1] as number)) precisions[i - 1] = precisions[i] as number;
  }
  const precision = new Float64Array(RECALL_POINTS.length);
  let i = 0;
  RECALL_POINTS.forEach((recall, point) => {
    while (i < recalls.length && (recalls[i] as number) < recall) i++;
    precision[point] = precisions[i] ?? 0;
  });
  return { precision, recall: recalls.at(-1) ?? 0 };
}
