/** The geometry of every plot of the image-level figures: window, image and PDF draw the same points. */
import { shortestBetween } from "../core/threshold.ts";
import type { OperatingPoint } from "../metrics/operatingPoint.ts";
import type { SweepRow } from "../metrics/thresholdSweep.ts";
import type { ThresholdStep } from "../metrics/thresholdSteps.ts";
import { hatchingOf, type Segment } from "./hatching.ts";

/**
 * `rates-over-score`: recall and overkill rate over the threshold · `recall-over-overkill`: the trade-off, overkill to the right
 * · `overkill-over-recall` and `score-over-recall`: the two plots of the case's image-level_tp_fp.png.
 */
export type PlotKind = "rates-over-score" | "recall-over-overkill" | "overkill-over-recall" | "score-over-recall";

/** The quantity that a line shows; it has the same colour wherever it is drawn. */
export type Measure = "recall" | "overkill" | "tradeoff";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Tick {
  readonly label: string;
  /** Pixels along the axis' direction. */
  readonly at: number;
}

export interface Axis {
  readonly title: string;
  readonly ticks: readonly Tick[];
}

export interface Line {
  readonly measure: Measure;
  /** Pixels; a staircase, as no threshold gives a rate between two steps. */
  readonly points: readonly Point[];
}

export interface Plot {
  readonly kind: PlotKind;
  /** Pixels of the whole drawing; the origin is its upper left corner, y grows downwards. */
  readonly size: { readonly width: number; readonly height: number };
  /** The area of the data inside it. */
  readonly frame: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** The operating point on each line. */
  readonly markers: readonly (Point & { readonly measure: Measure })[];
  /** Hatches the thresholds below the score floor, where an axis shows scores. */
  readonly notMeasured: readonly Segment[];
  /** The threshold across the plot, where an axis shows scores. */
  readonly guide: { readonly from: Point; readonly to: Point } | null;
}

export interface PlotLabels {
  readonly score: string;
  readonly recall: string;
  readonly overkill: string;
  /** Title of the axis that carries both rates. */
  readonly share: string;
}

export interface PlotOptions {
  readonly kind: PlotKind;
  readonly steps: readonly ThresholdStep[];
  /** The highest score floor: below it nothing is measured. 0: none. */
  readonly floor: number;
  /** null: no operating point is marked. */
  readonly point: OperatingPoint | null;
  readonly width: number;
  readonly height: number;
  readonly labels: PlotLabels;
}

/** Space for tick labels and axis titles at a text size of 11 to 13 pixels. */
const MARGIN = { left: 62, top: 14, right: 18, bottom: 46 } as const;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** Lays out one plot; both axes run from 0 to 1. */
export function layOutPlot({ kind, steps, floor, point, width, height, labels }: PlotOptions): Plot {
  const frame = { left: MARGIN.left, top: MARGIN.top, right: width - MARGIN.right, bottom: height - MARGIN.bottom };
  const place = (x: number, y: number): Point => ({
    x: round(frame.left + x * (frame.right - frame.left)),
    y: round(frame.bottom - y * (frame.bottom - frame.top)),
  });
  const axes = AXES[kind];
  const ticks = (quantity: Quantity, at: (value: number) => number): Tick[] =>
    TICKS.map((value) => ({
      label: quantity === "score" ? value.toFixed(1) : `${Math.round(value * 100)} %`,
      at: at(value),
    }));
  return {
    kind,
    size: { width, height },
    frame,
    x: { title: labels[axes.x], ticks: ticks(axes.x, (value) => place(value, 0).x) },
    y: { title: labels[axes.y], ticks: ticks(axes.y, (value) => place(0, value).y) },
    lines: LINES[kind].flatMap((measure) => {
      const corners = staircase(kind, measure, steps);
      return corners.length === 0 ? [] : [{ measure, points: corners.map(({ x, y }) => place(x, y)) }];
    }),
    markers: LINES[kind].flatMap((measure) => {
      const value = point && valueOf(kind, measure, point.threshold, point);
      return value ? [{ measure, ...place(value.x, value.y) }] : [];
    }),
    notMeasured: hatchingBelow(floor, axes, frame, place),
    guide: guideOf(kind, point, place),
  };
}

type Quantity = "score" | "recall" | "overkill" | "share";

const AXES: Record<PlotKind, { readonly x: Quantity; readonly y: Quantity }> = {
  "rates-over-score": { x: "score", y: "share" },
  "recall-over-overkill": { x: "overkill", y: "recall" },
  "overkill-over-recall": { x: "recall", y: "overkill" },
  "score-over-recall": { x: "recall", y: "score" },
};

const LINES: Record<PlotKind, readonly Measure[]> = {
  "rates-over-score": ["recall", "overkill"],
  "recall-over-overkill": ["tradeoff"],
  "overkill-over-recall": ["tradeoff"],
  "score-over-recall": ["recall"],
};

function hatchingBelow(
  floor: number,
  { x, y }: (typeof AXES)[PlotKind],
  frame: Plot["frame"],
  place: (x: number, y: number) => Point,
): Segment[] {
  if (x === "score") return hatchingOf({ ...frame, right: place(floor, 0).x });
  return y === "score" ? hatchingOf({ ...frame, top: place(0, floor).y }) : [];
}

type Rates = Pick<SweepRow, "recall" | "falsePositiveRate">;

/** The position of a threshold on a line, in the units of the axes; null where its rate is not defined. */
function valueOf(
  kind: PlotKind,
  measure: Measure,
  threshold: number,
  { recall, falsePositiveRate }: Rates,
): Point | null {
  switch (kind) {
    case "rates-over-score": {
      const rate = measure === "recall" ? recall : falsePositiveRate;
      return rate === null ? null : { x: threshold, y: rate };
    }
    case "recall-over-overkill":
      return recall === null || falsePositiveRate === null ? null : { x: falsePositiveRate, y: recall };
    case "overkill-over-recall":
      return recall === null || falsePositiveRate === null ? null : { x: recall, y: falsePositiveRate };
    case "score-over-recall":
      return recall === null ? null : { x: recall, y: threshold };
  }
}

/**
 * The corners of a line from threshold 0 (or the floor below which nothing is measured) to 1. Over the score each step is level from `from` to `to`. Between two operating points of the
 * trade-off the corner is the worse one (recall of the stricter, overkill of the looser threshold): nothing better can be had there.
 */
function staircase(kind: PlotKind, measure: Measure, steps: readonly ThresholdStep[]): Point[] {
  const corners: Point[] = [];
  const add = (corner: Point) => {
    const last = corners.at(-1);
    if (last?.x !== corner.x || last.y !== corner.y) corners.push(corner);
  };
  for (const { from, to, row } of steps) {
    if (!row.measured) continue;
    const start = valueOf(kind, measure, from, row);
    const end = valueOf(kind, measure, to, row);
    if (start === null || end === null) return [];
    const last = corners.at(-1);
    if (last && kind === "recall-over-overkill") add({ x: last.x, y: start.y });
    if (last && kind === "overkill-over-recall") add({ x: start.x, y: last.y });
    add(start);
    add(end);
  }
  return corners;
}

function guideOf(kind: PlotKind, point: OperatingPoint | null, place: (x: number, y: number) => Point): Plot["guide"] {
  if (!point) return null;
  switch (kind) {
    case "rates-over-score":
      return { from: place(point.threshold, 0), to: place(point.threshold, 1) };
    case "score-over-recall":
      return { from: place(0, point.threshold), to: place(1, point.threshold) };
    case "recall-over-overkill":
    case "overkill-over-recall":
      return null;
  }
}

/**
 * The threshold whose operating point is nearest to a point of the drawing (pixels), for clicking and dragging on a
 * curve. On the trade-off it is the number with the fewest decimals that gives exactly the point that was clicked.
 */
export function thresholdNear(plot: Plot, steps: readonly ThresholdStep[], place: Point): number | null {
  const { left, right, top, bottom } = plot.frame;
  const wanted = { x: (place.x - left) / (right - left), y: (bottom - place.y) / (bottom - top) };
  if (plot.kind === "rates-over-score") return clamp(wanted.x);
  if (plot.kind === "score-over-recall") return clamp(wanted.y);
  let nearest: { readonly from: number; readonly to: number; readonly distance: number } | null = null;
  for (const { from, to, row } of steps) {
    if (!row.measured) continue;
    const value = valueOf(plot.kind, "tradeoff", to, row);
    if (value === null) return null;
    const distance = Math.hypot(value.x - wanted.x, value.y - wanted.y);
    if (nearest === null || distance < nearest.distance) nearest = { from, to, distance };
  }
  return nearest && shortestBetween(nearest.from, nearest.to);
}

/** `x,y x,y …` for an SVG polyline. */
export function polylinePoints(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x},${y}`).join(" ");
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Hundredths of a pixel: shorter files, no visible difference. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
