/** Judges a self-check by the image's own ground truth: are its defects found, in which colour order, and under which names. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import { reason } from "../../../shared/core/reason.ts";
import { colourFinding, oppositeOrder, type SelfCheckFinding } from "../../../shared/inference/selfCheck.ts";
import { PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import { matchImage, VOC_MATCHING } from "../../../shared/metrics/matching.ts";

export interface GroundTruthCheck {
  readonly color: "RGB" | "BGR";
  /** Null when the output could not be used. */
  readonly asConfigured: Detections | null;
  readonly swapped: Detections | null;
  /** In the model's class table: see `inModelClasses`. */
  readonly groundTruth: readonly GroundTruthBox[];
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

/** What stands in for the findings on colour that rest on scores alone, and what is said of the ground truth; nothing without ground truth. */
export function judgeGroundTruth({
  color,
  asConfigured,
  swapped,
  groundTruth,
}: GroundTruthCheck): readonly SelfCheckFinding[] {
  if (groundTruth.length === 0 || !asConfigured) return [];
  const here = foundAt(asConfigured, groundTruth);
  const findings: SelfCheckFinding[] = [judgeFound(here)];
  const named = plain(here);
  const anywhere = plain(foundAt(asConfigured, groundTruth, false));
  if (anywhere > named) {
    findings.push({
      level: "warning",
      code: "class-order",
      sentences: [reason("check-truth-class-order", { count: anywhere - named, total: groundTruth.length })],
    });
  }
  if (swapped) findings.push(judgeColour(color, here, foundAt(swapped, groundTruth)));
  return findings;
}

function judgeFound(found: readonly (number | null)[]): SelfCheckFinding {
  const count = plain(found);
  const level = count === found.length ? "good" : count > 0 ? "warning" : "bad";
  const sentence = reason("check-truth-found", { found: count, total: found.length, score: PLAIN_SCORE });
  return {
    level,
    code: "ground-truth",
    sentences: count > 0 ? [sentence] : [sentence, reason("check-truth-advice")],
  };
}

/** How surely an order must find more before it is suspected: one plain score. */
const CLEARLY = 0.2;

function judgeColour(
  color: "RGB" | "BGR",
  here: readonly (number | null)[],
  there: readonly (number | null)[],
): SelfCheckFinding {
  const [a, b] = [plain(here), plain(there)];
  const suspected = b > a || (b === a && sum(there) - sum(here) > CLEARLY * here.length);
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
