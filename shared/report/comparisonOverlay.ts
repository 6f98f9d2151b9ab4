/** The comparison image apart from its pixels: ground truth left, prediction right, boxes, labels, verdict and legend as SVG. */
import type { Size } from "../core/box.ts";
import { textColourOn } from "../core/classPalette.ts";
import type { DatasetImage } from "../core/dataset.ts";
import type { Verdict } from "../core/decision.ts";
import { VERDICTS_ON_LIGHT } from "../core/verdictPalette.ts";
import { predictedBoxes, truthBoxes, type BoxStyle, type DrawnBox } from "./comparisonBoxes.ts";
import { escapeXml, text } from "./curveSvg.ts";
import { fitText, placeLabels, textWidth, type Rectangle } from "./labelPlacement.ts";
import { bandText, countingText } from "./ruleText.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { MeasuredImage, ReportView } from "./runAnalysis.ts";

export interface ComparisonOverlay {
  /** Pixels of the whole image. */
  readonly size: Size;
  /** Where the image is placed, twice, each at the pane's size. */
  readonly panes: readonly [Rectangle, Rectangle];
  readonly background: string;
  /** Transparent over the panes. */
  readonly svg: string;
}

export interface ComparisonOptions {
  readonly image: MeasuredImage;
  readonly view: ReportView;
  /** Pixels of one pane, in the image's proportions. */
  readonly pane: Size;
  readonly fontFamily: string;
}

/** In units; the legend and both headings fit. */
const NARROWEST_COLUMN = 420;
const BACKGROUND = "#16191d";
const INK = "#eef1f4";
const QUIET = "#a3adb8";

export function comparisonOverlay({ image, view, pane, fontFamily }: ComparisonOptions): ComparisonOverlay {
  const texts = reportTexts(view.language);
  // One unit is a pixel of a pane 1280 wide; text becomes neither too small to read nor taller than a narrow strip.
  const unit = Math.min(1.6, Math.max(0.72, pane.width / 1280));
  const gap = Math.round(6 * unit);
  const header = Math.round(72 * unit);
  const footer = Math.round(38 * unit);
  // A narrow strip is centred in a column wide enough for the words above it.
  const column = Math.max(pane.width, Math.round(NARROWEST_COLUMN * unit));
  const inset = Math.round((column - pane.width) / 2);
  const size = { width: 2 * column + gap, height: header + pane.height + footer };
  const panes: [Rectangle, Rectangle] = [
    { x: inset, y: header, ...pane },
    { x: column + gap + inset, y: header, ...pane },
  ];
  const scale = { x: pane.width / image.outcome.width, y: pane.height / image.outcome.height };
  const truth = truthBoxes(image, view, scale);
  const predicted = predictedBoxes(image, view, scale);
  const annotated = annotationText(image.image, view);
  const { rule } = view.analysis.compiled;
  const { verdict } = image;
  const heading = (x: number, title: string, detail: string) =>
    text(x + 14 * unit, 58 * unit, title, { size: 17 * unit, fill: INK }) +
    text(x + 14 * unit + textWidth(title, 17 * unit) + 16 * unit, 58 * unit, fitText(detail, 15 * unit, column * 0.6), {
      size: 15 * unit,
      fill: QUIET,
    });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="${escapeXml(fontFamily)}">`,
    text(14 * unit, 27 * unit, fitText(image.image.name, 17 * unit, size.width - 320 * unit), {
      size: 17 * unit,
      fill: INK,
    }),
    verdict ? verdictChip(verdict, texts.verdicts[verdict], size.width - 14 * unit, 10 * unit, unit) : "",
    heading(0, texts.comparison.groundTruth, annotated),
    heading(
      column + gap,
      texts.comparison.prediction(bandText(rule.band)),
      texts.comparison.counting(countingText(rule, view.language)),
    ),
    paneGroup(truth, panes[0], unit),
    paneGroup(predicted, panes[1], unit),
    legend(view, header + pane.height + footer / 2, size.width, unit),
    "</svg>",
  ].join("");
  return { size, panes, background: BACKGROUND, svg };
}

/** How many boxes of each class are annotated, or why there are none. */
function annotationText({ role, groundTruth }: DatasetImage, { analysis: { classes }, language }: ReportView): string {
  const texts = reportTexts(language).comparison;
  if (role === "unlabelled") return texts.unlabelled;
  if (groundTruth.length === 0) return texts.noGroundTruth;
  const counts = new Map<number, number>();
  for (const { classIndex } of groundTruth) counts.set(classIndex, (counts.get(classIndex) ?? 0) + 1);
  return [...counts].map(([classIndex, count]) => `${classes[classIndex] ?? ""} ${count}`).join(", ");
}

/** Boxes first, then all labels, so that no line crosses a text. */
function paneGroup(boxes: readonly DrawnBox[], pane: Rectangle, unit: number): string {
  const fontSize = 15 * unit;
  const padding = 5 * unit;
  const height = 21 * unit;
  const widths = boxes.map(({ label }) => textWidth(label, fontSize) + 2 * padding);
  const places = placeLabels(
    boxes.map(({ box }, i) => ({ box, width: widths[i] as number, height })),
    pane,
  );
  const labels = boxes.map(({ colour, label, style }, i) => {
    const { x, y } = places[i] as { x: number; y: number };
    const outlined = style === "dotted" || style === "thin";
    const chip = outlined
      ? `<rect x="${x}" y="${y}" width="${widths[i]}" height="${height}" rx="${2 * unit}" fill="${BACKGROUND}" fill-opacity="0.82" stroke="${colour}" stroke-width="${unit}"/>`
      : `<rect x="${x}" y="${y}" width="${widths[i]}" height="${height}" rx="${2 * unit}" fill="${colour}"/>`;
    return (
      chip +
      text(x + padding, y + 16 * unit, label, { size: fontSize, fill: outlined ? "#ffffff" : textColourOn(colour) })
    );
  });
  const clip = `pane-${Math.round(pane.x)}`;
  return [
    `<clipPath id="${clip}"><rect width="${pane.width}" height="${pane.height}"/></clipPath>`,
    `<g transform="translate(${pane.x} ${pane.y})" clip-path="url(#${clip})">`,
    ...boxes.map((drawn) => boxLines(drawn, unit)),
    ...labels,
    "</g>",
  ].join("");
}

/** A dark line under the coloured one keeps it visible on bright metal. */
function boxLines({ box, style, colour }: DrawnBox, unit: number): string {
  const width = (style === "thin" ? 1.2 : 2.4) * unit;
  const rect = `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none"`;
  return `${rect} stroke="#000000" stroke-opacity="0.55" stroke-width="${width + 2.4 * unit}"/>${rect} stroke="${colour}" stroke-width="${width}"${dashOf(style, unit)}/>`;
}

function dashOf(style: BoxStyle, unit: number): string {
  switch (style) {
    case "dashed":
      return ` stroke-dasharray="${10 * unit} ${6 * unit}"`;
    case "dotted":
      return ` stroke-dasharray="${2.4 * unit} ${4.8 * unit}"`;
    case "solid":
    case "thin":
      return "";
  }
}

/** As in the window: a right decision has the hue of the call, a wrong one that of the error. Dark enough for white text. */
function verdictColour(verdict: Verdict): string {
  switch (verdict) {
    case "caught":
    case "ng":
      return VERDICTS_ON_LIGHT.ng;
    case "passed":
    case "ok":
      return VERDICTS_ON_LIGHT.ok;
    case "escaped":
    case "wrong-reason":
      return VERDICTS_ON_LIGHT.escaped;
    case "overkill":
      return VERDICTS_ON_LIGHT.overkill;
    case "review":
    case "defect-in-review":
    case "background-in-review":
      return VERDICTS_ON_LIGHT.review;
  }
}

/** Colour, word and shape: a tick for the right decision, a cross for the wrong one, neither without ground truth. */
function verdictChip(verdict: Verdict, label: string, right: number, top: number, unit: number): string {
  const good = verdict === "caught" || verdict === "passed";
  const known = good || verdict === "escaped" || verdict === "overkill" || verdict === "wrong-reason";
  const width = textWidth(label, 16 * unit) + (known ? 40 : 20) * unit;
  const left = right - width;
  const fill = verdictColour(verdict);
  const shape = good
    ? `M ${left + 10 * unit} ${top + 13 * unit} l ${4 * unit} ${4 * unit} l ${7 * unit} ${-9 * unit}`
    : `M ${left + 11 * unit} ${top + 8 * unit} l ${9 * unit} ${9 * unit} m 0 ${-9 * unit} l ${-9 * unit} ${9 * unit}`;
  return [
    `<rect x="${left}" y="${top}" width="${width}" height="${25 * unit}" rx="${4 * unit}" fill="${fill}"/>`,
    known
      ? `<path d="${shape}" fill="none" stroke="#ffffff" stroke-width="${2.2 * unit}" stroke-linecap="round"/>`
      : "",
    text(left + (known ? 28 : 10) * unit, top + 18 * unit, label, { size: 16 * unit, fill: "#ffffff" }),
  ].join("");
}

/** The meaning of the line styles, and whether the image is synthetic. */
function legend(view: ReportView, middle: number, width: number, unit: number): string {
  const texts = reportTexts(view.language);
  const entries: [BoxStyle, string][] = [
    ["solid", texts.marks.tp],
    ["dashed", texts.marks.fp],
    ["dotted", texts.truthMarks.missed],
    ["thin", texts.truthMarks.difficult],
  ];
  let x = 14 * unit;
  const drawn = entries.map(([style, label]) => {
    const stroke = (style === "thin" ? 1.2 : 2.4) * unit;
    const line = `<line x1="${x}" y1="${middle}" x2="${x + 42 * unit}" y2="${middle}" stroke="${INK}" stroke-width="${stroke}"${dashOf(style, unit)}/>`;
    const labelled = line + text(x + 50 * unit, middle + 5 * unit, label, { size: 14 * unit, fill: QUIET });
    x += 50 * unit + textWidth(label, 14 * unit) + 26 * unit;
    return labelled;
  });
  const notice = view.analysis.dataset.synthetic ? texts.comparison.synthetic : "";
  return [
    ...drawn,
    text(width - 14 * unit, middle + 5 * unit, notice, { size: 14 * unit, fill: QUIET, anchor: "end" }),
  ].join("");
}
