/** The boxes of one picture as the panes draw them: verdicts, partners and drawing order; nothing is drawn that is not listed here. */
import { clipToImage, imageBox, type ImageBox, type Size } from "../../../shared/core/box.ts";
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { CountingRule } from "../../../shared/core/countingRule.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { detectionAt, type Detections } from "../../../shared/core/detections.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { inclusiveIou } from "../../../shared/metrics/iou.ts";
import { groundTruthMark, matchImage, shownCount, type ImageMatching } from "../../../shared/metrics/matching.ts";

/**
 * `tp`, `fp`: a detection at the threshold, matched to ground truth or not.
 * `found`, `fn`: ground truth that a detection matched, or that was missed.
 * `ignored`: difficult ground truth, or a detection on one; counts neither way.
 * `unjudged`: ground truth of a picture that is not measured yet, or a detection in a picture without ground truth.
 */
export type BoxVerdict = "tp" | "fp" | "found" | "fn" | "ignored" | "unjudged";
export type Side = "truth" | "prediction";

export interface PaneBox {
  readonly side: Side;
  /** Row in the ground truth or in the detections of the picture. */
  readonly row: number;
  /** Inclusive pixels, as annotated or detected. */
  readonly pixels: ImageBox;
  /** Where the outline is drawn: the outer edges of those pixels, clipped to the picture. */
  readonly edges: ImageBox;
  /** Index into the class table. */
  readonly classIndex: number;
  readonly score: number | null;
  readonly verdict: BoxVerdict;
  /** Row of the matched box on the other side; for a duplicate the ground truth that was already found. */
  readonly partner: number | null;
  /** Overlap with the partner, 0..1. */
  readonly iou: number | null;
}

export interface BoxCount {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
}

/** One picture, its ground truth and its detections, matched once for every threshold. */
export interface MatchedPicture {
  readonly image: DatasetImage;
  /** Of the decoded picture; null until it is measured and not annotated. */
  readonly size: Size | null;
  /** Null while the picture is not measured or failed. Class indices are the table's. */
  readonly measured: { readonly detections: Detections; readonly matching: ImageMatching } | null;
}

export interface PaneBoxes {
  readonly imageId: string;
  /** In drawing order: large first. */
  readonly truth: readonly PaneBox[];
  readonly prediction: readonly PaneBox[];
  readonly counts: BoxCount;
}

/** Brings the detections to the table's classes and matches them. */
export function matchPicture(image: DatasetImage, outcome: ImageOutcome | undefined, table: ClassTable): MatchedPicture {
  if (outcome?.status !== "done" || outcome.imageId !== image.id) return { image, size: image.size, measured: null };
  const { classIndices } = outcome.detections;
  const detections = { ...outcome.detections, classIndices: classIndices.map((run) => table.fromRun[run] ?? -1) };
  return {
    image,
    size: { width: outcome.width, height: outcome.height },
    measured: { detections, matching: matchImage(detections, image.groundTruth) },
  };
}

/** What the panes draw at a threshold. */
export function paneBoxesAt({ image, size, measured }: MatchedPicture, threshold: number, rule: CountingRule): PaneBoxes {
  const prediction = measured ? predictionBoxes(image, size, measured, threshold, rule) : [];
  const finder = new Map<number, PaneBox>();
  for (const box of prediction) if (box.verdict === "tp" && box.partner !== null) finder.set(box.partner, box);
  const truth = image.groundTruth.map((annotated, row): PaneBox => {
    const pixels = imageBox(annotated.x1, annotated.y1, annotated.x2, annotated.y2);
    const found = finder.get(row);
    return {
      side: "truth",
      row,
      pixels,
      edges: outerEdges(pixels, size),
      classIndex: annotated.classIndex,
      score: null,
      verdict: measured ? truthVerdict(measured.matching, row, threshold, rule) : "unjudged",
      partner: found?.row ?? null,
      iou: found?.iou ?? null,
    };
  });
  return {
    imageId: image.id,
    truth: largeFirst(truth),
    prediction: largeFirst(prediction),
    counts: {
      tp: prediction.filter((box) => box.verdict === "tp").length,
      fp: prediction.filter((box) => box.verdict === "fp").length,
      fn: truth.filter((box) => box.verdict === "fn").length,
    },
  };
}

function predictionBoxes(
  image: DatasetImage,
  size: Size | null,
  { detections, matching }: NonNullable<MatchedPicture["measured"]>,
  threshold: number,
  rule: CountingRule,
): PaneBox[] {
  const boxes: PaneBox[] = [];
  const shown = shownCount(matching, threshold, rule);
  for (let rank = 0; rank < shown; rank += 1) {
    const row = matching.order[rank] ?? -1;
    const { box, score, classIndex } = detectionAt(detections, row);
    const partner = matching.groundTruthOf[rank] ?? -1;
    boxes.push({
      side: "prediction",
      row,
      pixels: box,
      edges: outerEdges(box, size),
      classIndex,
      score,
      verdict: image.role === "unlabelled" ? "unjudged" : (matching.marks[rank] ?? "fp"),
      partner: partner < 0 ? null : partner,
      iou: partner < 0 ? null : (matching.ious[rank] ?? null),
    });
  }
  return boxes;
}

function truthVerdict(matching: ImageMatching, row: number, threshold: number, rule: CountingRule): BoxVerdict {
  switch (groundTruthMark(matching, row, threshold, rule)) {
    case "found":
      return "found";
    case "missed":
      return "fn";
    case "difficult":
      return "ignored";
  }
}

/** Coordinates name whole pixels, borders included, so the right and lower outline runs behind the last one. */
function outerEdges(pixels: ImageBox, size: Size | null): ImageBox {
  const edges = imageBox(pixels.x1, pixels.y1, pixels.x2 + 1, pixels.y2 + 1);
  return size ? clipToImage(edges, size) : edges;
}

function largeFirst(boxes: readonly PaneBox[]): PaneBox[] {
  const area = ({ edges }: PaneBox) => (edges.x2 - edges.x1) * (edges.y2 - edges.y1);
  return [...boxes].sort((a, b) => area(b) - area(a));
}

/** Whose label matters most first: what was missed, what is wrong, then by score. */
export function importantFirst(boxes: readonly PaneBox[]): PaneBox[] {
  return [...boxes].sort((a, b) => rankOf(a.verdict) - rankOf(b.verdict) || (b.score ?? 0) - (a.score ?? 0));
}

function rankOf(verdict: BoxVerdict): number {
  switch (verdict) {
    case "fn":
      return 0;
    case "fp":
      return 1;
    case "tp":
    case "found":
    case "unjudged":
      return 2;
    case "ignored":
      return 3;
  }
}

/** The box of the other side that overlaps most, whatever its class: why a false positive or a miss is one. Null when none does. */
export function bestOverlap(box: PaneBox, others: readonly PaneBox[]): { readonly other: PaneBox; readonly iou: number } | null {
  let best: { other: PaneBox; iou: number } | null = null;
  for (const other of others) {
    const iou = inclusiveIou(box.pixels, other.pixels);
    if (iou > (best?.iou ?? 0)) best = { other, iou };
  }
  return best;
}

/** Whole pixels a box covers, borders included. */
export function pixelSize({ pixels }: PaneBox): Size {
  return { width: Math.round(pixels.x2 - pixels.x1 + 1), height: Math.round(pixels.y2 - pixels.y1 + 1) };
}
