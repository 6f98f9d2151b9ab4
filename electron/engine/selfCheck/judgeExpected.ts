/** Judges a self-check by boxes that were expected from a file: are they found, how near, in which colour order, and under which names. */
import { plainClassName } from "../../../shared/core/className.ts";
import type { Detections } from "../../../shared/core/detections.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import {
  colourFinding,
  type ExpectedBox,
  MAX_NAMES,
  oppositeOrder,
  type SelfCheckFinding,
} from "../../../shared/inference/selfCheck.ts";
import { differenceText, type ExpectedComparison, PLAIN_SCORE } from "../../../shared/inference/selfCheckReport.ts";
import {
  comparable,
  compareExpected,
  haveScores,
  LOWEST_COMPARED,
  SAME_PIXELS,
  SAME_SCORE,
} from "./compareExpected.ts";

export interface ExpectedCheck {
  readonly expected: readonly ExpectedBox[];
  readonly classes: readonly string[];
  readonly color: "RGB" | "BGR";
  readonly asConfigured: Detections;
  /** Null when that output could not be used. */
  readonly swapped: Detections | null;
}

/** Fewer are no slip at the edge of a list any more. */
const MIN_AGREEMENT = 0.9;
/** How surely an order must find more before it is suspected: one plain score. */
const CLEARLY = 0.2;

export function judgeExpected({
  expected,
  classes,
  color,
  asConfigured,
  swapped,
}: ExpectedCheck): readonly SelfCheckFinding[] {
  const here = compareExpected(asConfigured, expected, classes);
  const findings =
    here.total === 0
      ? [judgeEmpty(asConfigured, expected)]
      : [
          judgeFound(here, haveScores(expected), expected.length - comparable(expected).length),
          ...judgeNames(here, expected, classes, asConfigured),
        ];
  if (here.total === 0 || swapped === null) return findings;
  return [...findings, judgeColour(color, here, compareExpected(swapped, expected, classes), haveScores(expected))];
}

/** A framework that found nothing, or an image without defects. */
function judgeEmpty({ scores }: Detections, expected: readonly ExpectedBox[]): SelfCheckFinding {
  const found = scores.filter((score) => score >= PLAIN_SCORE).length;
  const sentence =
    expected.length === 0
      ? reason("check-expects-nothing", { found, score: PLAIN_SCORE })
      : reason("check-expects-only-low", { lowest: LOWEST_COMPARED, found, score: PLAIN_SCORE });
  return { level: found === 0 ? "good" : "warning", code: "expected-boxes", sentences: [sentence] };
}

function judgeFound(here: ExpectedComparison, scored: boolean, excluded: number): SelfCheckFinding {
  const { found, total, surplus } = here;
  const level = scored ? levelOfRows(here) : found === total ? "good" : found > 0 ? "warning" : "bad";
  return {
    level,
    code: "expected-boxes",
    sentences: [
      scored
        ? reason("check-rows-found", { found, total })
        : reason("check-boxes-found", { found, total, score: PLAIN_SCORE }),
      ...largestDifference(here),
      ...(surplus > 0 ? [reason("check-surplus", { count: surplus })] : []),
      ...(excluded > 0 ? [reason("check-not-compared", { count: excluded, lowest: LOWEST_COMPARED })] : []),
      ...(level === "good" ? [] : [reason(scored ? "check-rows-advice" : "check-boxes-advice")]),
    ],
  };
}

function largestDifference({ largestPixels, largestScore }: ExpectedComparison): Reason[] {
  if (largestPixels === null) return [];
  const pixels = differenceText(largestPixels, 2);
  return [
    largestScore === null
      ? reason("check-difference", { pixels })
      : reason("check-difference-and-score", { pixels, score: differenceText(largestScore, 4) }),
  ];
}

/** A framework's rows come back to the pixel, or something between file and tensor differs. */
function levelOfRows({ found, total, same, surplus }: ExpectedComparison): SelfCheckFinding["level"] {
  if (found < MIN_AGREEMENT * total) return "bad";
  return same === total && surplus <= (1 - MIN_AGREEMENT) * total ? "good" : "warning";
}

function judgeNames(
  here: ExpectedComparison,
  expected: readonly ExpectedBox[],
  classes: readonly string[],
  asConfigured: Detections,
): SelfCheckFinding[] {
  const known = new Set(classes.map(plainClassName));
  const strange = [...new Set(expected.map(({ className }) => plainClassName(className)))].filter(
    (name) => !known.has(name),
  );
  const unknown: SelfCheckFinding = {
    level: "bad",
    code: "class-names",
    sentences: [reason("check-unknown-names", { names: strange.slice(0, MAX_NAMES) })],
  };
  const elsewhere = compareExpected(asConfigured, expected, classes, false).found - here.found;
  const order: SelfCheckFinding = {
    level: "warning",
    code: "class-order",
    sentences: [reason("check-expected-class-order", { count: elsewhere, total: here.total })],
  };
  return [...(strange.length > 0 ? [unknown] : []), ...(elsewhere > 0 ? [order] : [])];
}

/** The order whose boxes are the same, else that finds more; where both are alike, the nearer scores or the surer ones. */
function judgeColour(
  color: "RGB" | "BGR",
  here: ExpectedComparison,
  there: ExpectedComparison,
  scored: boolean,
): SelfCheckFinding {
  const figures = ({ found, total, same }: ExpectedComparison, order: string) =>
    scored
      ? reason("found-and-near-in-colour", {
          color: order,
          found,
          total,
          same,
          pixels: SAME_PIXELS,
          score: SAME_SCORE,
        })
      : reason("found-in-colour", { color: order, found, total });
  return colourFinding(
    color,
    fitsBetter(there, here, scored),
    reason("expected-by-colour", { here: figures(here, color), there: figures(there, oppositeOrder(color)) }),
  );
}

function fitsBetter(there: ExpectedComparison, here: ExpectedComparison, scored: boolean): boolean {
  if (scored && there.same !== here.same) return there.same > here.same;
  if (there.found !== here.found) return there.found > here.found;
  return !scored && there.scoreSum - here.scoreSum > CLEARLY * here.total;
}
