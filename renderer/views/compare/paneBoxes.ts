/** The boxes of one image as the panes draw them: verdicts, partners and drawing order; nothing else is drawn. */
import { clipToImage, imageBox, type ImageBox, type Size } from "../../../shared/core/box.ts";
import type { ClassTable } from "../../../shared/core/classTable.ts";
import type { DatasetImage } from "../../../shared/core/dataset.ts";
import { detectionAt, type Detections } from "../../../shared/core/detections.ts";
import type { ImageOutcome } from "../../../shared/core/run.ts";
import { inclusiveIou } from "../../../shared/core/inclusiveIou.ts";
import type { Decision } from "../../../shared/core/decision.ts";
import type { CompiledRule } from "../../../shared/metrics/decide.ts";
import {
  boxDecisions,
  matchImage,
  truthMark,
  VOC_MATCHING,
  type ImageMatching,
} from "../../../shared/metrics/matching.ts";

/**
 * `tp`, `fp`: a detection at the threshold, matched to ground truth or not. `found`, `fn`: ground truth that a
 * detection matched, or that was missed. `ignored`: difficult ground truth, or a detection on one; not counted.
 * `unjudged`: ground truth of an image that is not measured yet, or a detection in an image without ground truth.
 */
export type BoxVerdict = "tp" | "fp" | "found" | "fn" | "ignored" | "unjudged";
export type Side = "truth" | "prediction";

export interface PaneBox {
  readonly side: Side;
  /** Row in the ground truth or in the detections of the image. */
  readonly row: number;
  /** Inclusive pixels, as annotated or detected. */
  readonly pixels: ImageBox;
  /** Where the outline is drawn: the outer edges of those pixels, clipped to the image. */
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

/**
 * One image, its ground truth and its detections, matched once for every band: thresholds change only which detections
 * are shown, not how they match.
 */
export interface MatchedImage {
  readonly image: DatasetImage;
  /** Size of the decoded image; null until it is measured, unless annotated. */
  readonly size: Size | null;
  readonly truth: readonly PaneBox[];
  /** Null while the image is not measured or failed. */
  readonly measured: MeasuredBoxes | null;
}

interface MeasuredBoxes {
  /** As the run stored them, in its own classes. */
  readonly detections: Detections;
  readonly matching: ImageMatching;
  /** All detections, in drawing order (large first) and by importance of the label; each with its rank by score. */
  readonly drawn: readonly RankedBox[];
  readonly labelled: readonly RankedBox[];
}

interface RankedBox {
  readonly rank: number;
  readonly box: PaneBox;
}

/** Boxes of a pane in drawing order, and again with the most important label first. */
export interface OrderedBoxes {
  readonly drawn: readonly PaneBox[];
  readonly labelled: readonly PaneBox[];
}

export interface PaneBoxes {
  readonly imageId: string;
  readonly truth: OrderedBoxes;
  readonly prediction: OrderedBoxes;
  readonly counts: BoxCount;
}

/** Maps the detections to the table's classes and matches them. */
export function matchShownImage(
  image: DatasetImage,
  outcome: ImageOutcome | undefined,
  table: ClassTable,
  isMatched: CompiledRule["isMatched"] | null = null,
): MatchedImage {
  const done = outcome?.status === "done" && outcome.imageId === image.id ? outcome : null;
  const size = done ? { width: done.width, height: done.height } : image.size;
  return {
    image,
    size,
    truth: truthBoxes(image, size),
    measured: done && measuredBoxes(image, size, done.detections, table, isMatched),
  };
}

function measuredBoxes(
  image: DatasetImage,
  size: Size | null,
  raw: Detections,
  table: ClassTable,
  isMatched: CompiledRule["isMatched"] | null,
): MeasuredBoxes {
  const detections = { ...raw, classIndices: raw.classIndices.map((run) => table.fromRun[run] ?? -1) };
  const matching = matchImage(detections, image.groundTruth, VOC_MATCHING, isMatched);
  const ranked = Array.from(matching.order, (row, rank): RankedBox => {
    const { box, score, classIndex } = detectionAt(detections, row);
    const partner = matching.groundTruthOf[rank] ?? -1;
    return {
      rank,
      box: {
        side: "prediction",
        row,
        pixels: box,
        edges: outerEdges(box, size),
        classIndex,
        score,
        verdict: image.role === "unlabelled" ? "unjudged" : (matching.marks[rank] ?? "fp"),
        partner: partner < 0 ? null : partner,
        iou: partner < 0 ? null : (matching.ious[rank] ?? null),
      },
    };
  });
  return {
    detections: raw,
    matching,
    drawn: [...ranked].sort((a, b) => areaOf(b.box) - areaOf(a.box)),
    labelled: [...ranked].sort((a, b) => compareImportance(a.box, b.box)),
  };
}

function truthBoxes(image: DatasetImage, size: Size | null): PaneBox[] {
  const boxes = image.groundTruth.map((annotated, row): PaneBox => {
    const pixels = imageBox(annotated.x1, annotated.y1, annotated.x2, annotated.y2);
    return {
      side: "truth",
      row,
      pixels,
      edges: outerEdges(pixels, size),
      classIndex: annotated.classIndex,
      score: null,
      verdict: "unjudged",
      partner: null,
      iou: null,
    };
  });
  return boxes.sort((a, b) => areaOf(b) - areaOf(a));
}

/** What the panes draw under a rule: the boxes that it shows, and no others. */
export function paneBoxesAt({ image, truth, measured }: MatchedImage, rule: Pick<CompiledRule, "shows">): PaneBoxes {
  if (!measured)
    return {
      imageId: image.id,
      truth: { drawn: truth, labelled: truth },
      prediction: NONE,
      counts: { tp: 0, fp: 0, fn: 0 },
    };
  const decisions = boxDecisions(measured.matching, measured.detections, rule);
  const shown = (ranked: readonly RankedBox[]) =>
    ranked.flatMap(({ rank, box }) => (decisions[rank] === "ok" ? [] : [box]));
  const prediction = { drawn: shown(measured.drawn), labelled: shown(measured.labelled) };
  const finders = new Map<number, PaneBox>();
  const counts = { tp: 0, fp: 0, fn: 0 };
  for (const box of prediction.drawn) {
    if (box.verdict === "fp") counts.fp += 1;
    if (box.verdict !== "tp" || box.partner === null) continue;
    counts.tp += 1;
    finders.set(box.partner, box);
  }
  const judged = truth.map((box): PaneBox => {
    const finder = finders.get(box.row);
    return {
      ...box,
      verdict: truthVerdict(measured.matching, box.row, decisions),
      partner: finder?.row ?? null,
      iou: finder?.iou ?? null,
    };
  });
  counts.fn = judged.filter((box) => box.verdict === "fn").length;
  return {
    imageId: image.id,
    truth: { drawn: judged, labelled: [...judged].sort(compareImportance) },
    prediction,
    counts,
  };
}

/** Both sides in one pane. A found defect already has its detection's label. */
export function overlaid({ truth, prediction }: PaneBoxes): OrderedBoxes {
  const named = truth.labelled.filter((box) => box.verdict !== "found");
  return {
    drawn: [...truth.drawn, ...prediction.drawn],
    labelled: [...named, ...prediction.labelled].sort(compareImportance),
  };
}

const NONE: OrderedBoxes = { drawn: [], labelled: [] };

function truthVerdict(matching: ImageMatching, row: number, decisions: readonly Decision[]): BoxVerdict {
  switch (truthMark(matching, row, decisions)) {
    case "found":
      return "found";
    case "missed":
      return "fn";
    case "difficult":
      return "ignored";
  }
}

/** Coordinates name whole pixels, borders included, so the right and lower outline is beyond the last one. */
function outerEdges(pixels: ImageBox, size: Size | null): ImageBox {
  const edges = imageBox(pixels.x1, pixels.y1, pixels.x2 + 1, pixels.y2 + 1);
  return size ? clipToImage(edges, size) : edges;
}

function areaOf({ edges }: PaneBox): number {
  return (edges.x2 - edges.x1) * (edges.y2 - edges.y1);
}

/** By importance of the label: the true ones first (missed, then found), then what is false; by score within each. */
function compareImportance(a: PaneBox, b: PaneBox): number {
  return rankOf(a.verdict) - rankOf(b.verdict) || (b.score ?? 0) - (a.score ?? 0);
}

/** What is wrong first: missed, then false, then the rest; by score within each. */
export function compareWrongFirst(a: PaneBox, b: PaneBox): number {
  return (
    Number(b.verdict === "fn") - Number(a.verdict === "fn") ||
    Number(b.verdict === "fp") - Number(a.verdict === "fp") ||
    compareImportance(a, b)
  );
}

function rankOf(verdict: BoxVerdict): number {
  switch (verdict) {
    case "fn":
      return 0;
    case "tp":
    case "found":
    case "unjudged":
      return 1;
    case "fp":
      return 2;
    case "ignored":
      return 3;
  }
}

/** The box of the other side that overlaps most, whatever its class: it explains a false positive or a miss. Null when there is none. */
export function bestOverlap(
  box: PaneBox,
  others: readonly PaneBox[],
): { readonly other: PaneBox; readonly iou: number } | null {
  let best: { other: PaneBox; iou: number } | null = null;
  for (const other of others) {
    const iou = inclusiveIou(box.pixels, other.pixels);
    if (iou > (best?.iou ?? 0)) best = { other, iou };
  }
  return best;
}

/** Whole pixels that a box covers, borders included. */
export function pixelSize({ pixels }: PaneBox): Size {
  return { width: Math.round(pixels.x2 - pixels.x1 + 1), height: Math.round(pixels.y2 - pixels.y1 + 1) };
}
