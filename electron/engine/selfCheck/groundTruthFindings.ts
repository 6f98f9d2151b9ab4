/** Judges a self-check by the ground truth of its images: are the defects found, in which colour order, and under which names. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import { reason } from "../../../shared/core/reason.ts";
import {
  type CheckLevel,
  colourFinding,
  oppositeOrder,
  type SelfCheckFinding,
} from "../../../shared/inference/selfCheck.ts";
import { PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import { wilsonInterval } from "../../../shared/metrics/intervals.ts";
import { matchImage, VOC_MATCHING } from "../../../shared/metrics/matching.ts";

export interface TruthOfImage {
  /** Null when the output could not be used. */
  readonly asConfigured: Detections | null;
  readonly swapped: Detections | null;
  /** In the model's class table: see `inModelClasses`. */
  readonly groundTruth: readonly GroundTruthBox[];
}

export interface GroundTruthCheck {
  readonly color: "RGB" | "BGR";
  readonly images: readonly TruthOfImage[];
}

/** Per box of the ground truth the score of the box that found it, null when none did. VOC's rule: IoU above 0.5, class by class, best score first. */
export function foundAt(
  detections: Detections,
  groundTruth: readonly GroundTruthBox[],
  perClass = true,
): (number | null)[] {
  return [...matchImage(detections, groundTruth, { ...VOC_MATCHING, perClass }).foundAt].map((score) =>
    score < 0 ? null : score,
  );
}

/** Ground truth of a dataset in the class table of a model, joined by name; a class that the model lacks matches none of its boxes. */
export function inModelClasses(
  groundTruth: readonly GroundTruthBox[],
  datasetClasses: readonly string[],
  modelClasses: readonly string[],
): GroundTruthBox[] {
  const names = modelClasses.map(plainClassName);
  return groundTruth.map((box) => {
    const known = names.indexOf(datasetClasses[box.classIndex] ?? "");
    return { ...box, classIndex: known < 0 ? names.length + box.classIndex : known };
  });
}

/** Findings that replace those on colour that rest on scores alone, and what is said of the ground truth of all images together; none without ground truth. */
export function judgeGroundTruth({ color, images }: GroundTruthCheck): readonly SelfCheckFinding[] {
  const judged = images.flatMap(({ asConfigured, swapped, groundTruth }) =>
    asConfigured && groundTruth.length > 0 ? [{ asConfigured, swapped, groundTruth }] : [],
  );
  if (judged.length === 0) return [];
  const here = judged.flatMap(({ asConfigured, groundTruth }) => foundAt(asConfigured, groundTruth));
  const anywhere = judged.flatMap(({ asConfigured, groundTruth }) => foundAt(asConfigured, groundTruth, false));
  const elsewhere = plain(anywhere) - plain(here);
  const findings = [judgeFound(here, judged.length)];
  if (elsewhere > 0 && elsewhere >= MIN_ELSEWHERE * here.length) {
    findings.push({
      level: "warning",
      code: "class-order",
      sentences: [reason("check-truth-class-order", { count: elsewhere, total: here.length })],
    });
  }
  const both = judged.flatMap(({ asConfigured, swapped, groundTruth }) =>
    swapped ? [{ here: foundAt(asConfigured, groundTruth), there: foundAt(swapped, groundTruth) }] : [],
  );
  if (both.length > 0) {
    findings.push(
      judgeColour(
        color,
        both.flatMap((pair) => pair.here),
        both.flatMap((pair) => pair.there),
      ),
    );
  }
  return findings;
}

/** A class that is taken for another now and then is the model's weakness; a list in another order shows in many. */
const MIN_ELSEWHERE = 0.2;
/** A detector that is fed as it was trained finds so much, of so many defects. */
const MOST = 0.8;
const ENOUGH = 5;
/** One that is fed wrongly finds less than this. */
const HALF = 0.5;

/** Whether so many found defects speak for the model: surely less than half speak against it, and few defects say nothing unless all are found. */
function levelOf(found: number, total: number): CheckLevel {
  const share = wilsonInterval(found, total);
  if (share === null) return "inconclusive";
  if (found === total || (total >= ENOUGH && found >= MOST * total)) return "good";
  if (share.upper < HALF) return "bad";
  return share.lower > HALF ? "warning" : "inconclusive";
}

function judgeFound(found: readonly (number | null)[], images: number): SelfCheckFinding {
  const total = found.length;
  const figures = { found: plain(found), total, score: PLAIN_SCORE };
  const level = levelOf(figures.found, total);
  const advice = level === "inconclusive" ? reason("check-truth-too-few") : reason("check-truth-advice");
  return {
    level,
    code: "ground-truth",
    sentences: [
      images === 1 ? reason("check-truth-found", figures) : reason("check-truths-found", { ...figures, images }),
      ...(level === "good" ? [] : [advice]),
    ],
  };
}

/** How much more an order must find before it is suspected: one plain score on average, or a tenth of the defects. */
const CLEARLY = 0.2;
const MORE = 0.1;

function judgeColour(
  color: "RGB" | "BGR",
  here: readonly (number | null)[],
  there: readonly (number | null)[],
): SelfCheckFinding {
  const [a, b] = [plain(here), plain(there)];
  const more = b > a && b - a >= MORE * here.length;
  const suspected = more || (b >= a && sum(there) - sum(here) > CLEARLY * here.length);
  const figures = reason("defects-by-colour", {
    here: a,
    color,
    there: b,
    opposite: oppositeOrder(color),
    total: here.length,
    sumHere: sum(here).toFixed(2),
    sumThere: sum(there).toFixed(2),
  });
  return colourFinding(color, suspected, figures);
}

function plain(found: readonly (number | null)[]): number {
  return found.filter((score) => score !== null && score >= PLAIN_SCORE).length;
}

function sum(found: readonly (number | null)[]): number {
  return found.reduce<number>((total, score) => total + (score ?? 0), 0);
}
