/** Applies a decision rule: what it makes of each image and each box. One pass over the detections, whatever the rule contains. */
import { imageBox, type ImageBox } from "../core/box.ts";
import type { ClassTable } from "../core/classTable.ts";
import { catchesBy } from "../core/counting/caughtBy.ts";
import { reaches } from "../core/counting/scoreRounding.ts";
import type { GroundTruthBox, ImageRole } from "../core/dataset.ts";
import { agreement, decisionBy, type Decision, type Verdict } from "../core/decision.ts";
import type { DecisionRule, MinimumSize } from "../core/decisionRule.ts";
import type { Detections } from "../core/detections.ts";
import { countsInZones } from "../core/zone.ts";
import { isMeasured, type ScoreFloors } from "./scoreFloors.ts";

/** An image as a rule judges it. */
export interface ImageToJudge {
  readonly role: ImageRole;
  /** Indices into the table's classes. */
  readonly groundTruth: readonly GroundTruthBox[];
  /** Indices into the classes of the run; null where the image failed or was not measured. */
  readonly detections: Detections | null;
}

/**
 * The input of every curve, list, count and histogram, one number per image: the highest score among the boxes that
 * count and whose class follows the band; +Infinity where a class has reached a threshold of its own, -1 where nothing
 * counts, NaN where the image is not measured.
 */
export interface DecisionColumns {
  readonly ng: Float64Array;
  /** The same column as `ng` where no class has thresholds of its own. */
  readonly review: Float64Array;
  /** As `ng`, for the boxes alone that satisfy `caughtBy`; the same column where every box does. Only defect images differ. */
  readonly caught: Float64Array;
}

/** One image of the columns. */
export interface ImageScores {
  readonly ng: number;
  readonly review: number;
  readonly caught: number;
}

export interface CompiledRule {
  readonly rule: DecisionRule;
  readonly floors: ScoreFloors;
  /** False: the box does not count (its class is ignored, it lies outside the zones that count, or it is too small). */
  readonly counts: (detections: Detections, i: number) => boolean;
  /** False only because of zones and size: such a box is excluded from every matching. */
  readonly isMatched: (detections: Detections, i: number) => boolean;
  /** The decision on box `i` alone; a box with `ok` is not shown. */
  readonly shows: (detections: Detections, i: number) => Decision;
  readonly scoresOf: (image: ImageToJudge) => ImageScores;
  readonly columns: (images: readonly ImageToJudge[]) => DecisionColumns;
}

const FOLLOWS = 0;
const OWN = 1;
const IGNORED = 2;

/**
 * @param table its names are those of the ground truth, `fromRun` maps the classes of the detections to them; classes
 * that the rule names and the table lacks have no effect
 */
export function compileRule(rule: DecisionRule, table: ClassTable, floors: ScoreFloors): CompiledRule {
  const { band, scoreRounding: rounding } = rule;
  const { part, ngFrom, reviewFrom } = classParts(rule, table);
  const hasOwn = part.includes(OWN);
  // A class whose own threshold lies below a floor may have reached it in any image without being kept.
  const measured = part.every((each, c) => each !== OWN || isMeasured(reviewFrom[c] as number, rounding, floors));
  const isMatched = boxFilter(rule);
  const catches = catchesBy(rule.caughtBy);
  const counts = (detections: Detections, i: number) =>
    part[detections.classIndices[i] as number] !== IGNORED && (isMatched === null || isMatched(detections, i));

  /** A single pass; `only` restricts the boxes. */
  const highest = (detections: Detections, from: Float64Array, only: ((i: number) => boolean) | null): number => {
    const { scores, classIndices } = detections;
    let best = -1;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i] as number;
      const c = classIndices[i] as number;
      const kind = part[c];
      if (kind === IGNORED) continue;
      if (kind === OWN ? !reaches(score, from[c] as number, rounding) : score <= best) continue;
      if (isMatched !== null && !isMatched(detections, i)) continue;
      if (only !== null && !only(i)) continue;
      if (kind === OWN) return Infinity;
      best = score;
    }
    return best;
  };

  const ngScore = (image: ImageToJudge) =>
    image.detections === null || !measured ? NaN : highest(image.detections, ngFrom, null);
  const reviewScore = (image: ImageToJudge) =>
    image.detections === null || !measured ? NaN : highest(image.detections, reviewFrom, null);
  const caughtScore = ({ role, groundTruth, detections }: ImageToJudge, ng: number) => {
    if (catches === null || detections === null || role !== "annotated" || ng < 0 || Number.isNaN(ng)) return ng;
    const isCatching = (i: number) =>
      catches(
        { box: boxAt(detections, i), classIndex: table.fromRun[detections.classIndices[i] as number] ?? -1 },
        groundTruth,
      );
    return highest(detections, ngFrom, isCatching);
  };

  return {
    rule,
    floors,
    counts,
    isMatched: isMatched ?? everyBox,
    shows: (detections, i) => {
      if (!counts(detections, i)) return "ok";
      const score = detections.scores[i] as number;
      const c = detections.classIndices[i] as number;
      const own = part[c] === OWN;
      if (reaches(score, own ? (ngFrom[c] as number) : band.ng, rounding)) return "ng";
      return reaches(score, own ? (reviewFrom[c] as number) : band.review, rounding) ? "review" : "ok";
    },
    scoresOf: (image) => {
      const ng = ngScore(image);
      return { ng, review: hasOwn ? reviewScore(image) : ng, caught: caughtScore(image, ng) };
    },
    columns: (images) => {
      const ng = Float64Array.from(images, ngScore);
      return {
        ng,
        review: hasOwn ? Float64Array.from(images, reviewScore) : ng,
        caught: catches === null ? ng : Float64Array.from(images, (image, i) => caughtScore(image, ng[i] as number)),
      };
    },
  };
}

/** How an image's scores are judged: agreement with the ground truth, or the decision where there is none; null while not measured. */
export function verdict(
  ng: number,
  review: number,
  caught: number,
  role: ImageRole,
  rule: DecisionRule,
): Verdict | null {
  const decide = decisionBy(rule.band, rule.scoreRounding);
  const decided = decide(ng, review);
  if (decided === null) return null;
  const isCaught = decided === "ng" && (caught === ng || decide(caught, caught) === "ng");
  return agreement(decided, role, isCaught) ?? decided;
}

/** The highest score of any box that counts and its class, -1 where none does: shown beside an image, not used for the decision. */
export function bestCounting(
  detections: Detections,
  { counts }: Pick<CompiledRule, "counts">,
): { readonly best: number; readonly bestClass: number } {
  let best = -1;
  let bestClass = -1;
  for (let i = 0; i < detections.count; i++) {
    const score = detections.scores[i] as number;
    if (score <= best || !counts(detections, i)) continue;
    best = score;
    bestClass = detections.classIndices[i] as number;
  }
  return { best, bestClass };
}

/** Per class of the run: whether it follows the band, and its own thresholds where it does not. */
function classParts({ perClass }: DecisionRule, { names, fromRun }: ClassTable) {
  const own = new Map(Object.entries(perClass));
  const part = new Uint8Array(fromRun.length).fill(FOLLOWS);
  const ngFrom = new Float64Array(fromRun.length);
  const reviewFrom = new Float64Array(fromRun.length);
  fromRun.forEach((target, c) => {
    const entry = own.get(names[target] ?? "");
    if (entry === undefined) return;
    if (entry === "ignore") {
      part[c] = IGNORED;
      return;
    }
    part[c] = OWN;
    ngFrom[c] = entry.ng;
    reviewFrom[c] = entry.review;
  });
  return { part, ngFrom, reviewFrom };
}

/** null: every box passes. */
function boxFilter({ zones, minimumSize }: DecisionRule): ((detections: Detections, i: number) => boolean) | null {
  if (zones.length === 0 && minimumSize === null) return null;
  const least = minimumSize && leastPixels(minimumSize);
  return (detections, i) => {
    const box = boxAt(detections, i);
    if (least && (box.x2 - box.x1 < least.width || box.y2 - box.y1 < least.height)) return false;
    return countsInZones(box, zones);
  };
}

function leastPixels(size: MinimumSize): { width: number; height: number } {
  const perPixel = size.unit === "mm" ? size.millimetresPerPixel : 1;
  return { width: size.width / perPixel, height: size.height / perPixel };
}

function everyBox(): boolean {
  return true;
}

function boxAt({ boxes }: Detections, i: number): ImageBox {
  return imageBox(
    boxes[4 * i] as number,
    boxes[4 * i + 1] as number,
    boxes[4 * i + 2] as number,
    boxes[4 * i + 3] as number,
  );
}
