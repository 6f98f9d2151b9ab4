/** The boxes of one comparison image: ground truth, and the detections shown at the threshold. */
import { colourOf } from "../core/classPalette.ts";
import type { GroundTruthBox } from "../core/dataset.ts";
import { detectionAt } from "../core/detections.ts";
import { boxDecisions, truthMark } from "../metrics/matching.ts";
import type { Rectangle } from "./labelPlacement.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { MeasuredImage, ReportView } from "./runAnalysis.ts";

/** Solid: true or found · dashed: false · dotted: missed · thin: difficult, not counted. */
export type BoxStyle = "solid" | "dashed" | "dotted" | "thin";

/** Pixels of the pane. */
export interface DrawnBox {
  readonly box: Rectangle;
  readonly style: BoxStyle;
  readonly colour: string;
  readonly label: string;
}

/** Pane pixels per image pixel. */
export interface Scale {
  readonly x: number;
  readonly y: number;
}

function rectangleOf({ x1, y1, x2, y2 }: { x1: number; y1: number; x2: number; y2: number }, scale: Scale): Rectangle {
  return {
    x: x1 * scale.x,
    y: y1 * scale.y,
    width: Math.max(1, (x2 - x1) * scale.x),
    height: Math.max(1, (y2 - y1) * scale.y),
  };
}

/** Inclusive pixels end at the far edge of the last one. */
function inclusiveRectangle({ x1, y1, x2, y2 }: GroundTruthBox, scale: Scale): Rectangle {
  return rectangleOf({ x1, y1, x2: x2 + 1, y2: y2 + 1 }, scale);
}

export function truthBoxes({ image, matching, detections }: MeasuredImage, view: ReportView, scale: Scale): DrawnBox[] {
  const texts = reportTexts(view.language);
  const decisions = boxDecisions(matching, detections, view.analysis.compiled);
  return image.groundTruth.map((box, i) => {
    const mark = truthMark(matching, i, decisions);
    const name = view.analysis.classes[box.classIndex] ?? "";
    const style = ({ found: "solid", missed: "dotted", difficult: "thin" } as const)[mark];
    const label = mark === "found" ? name : `${name} · ${texts.truthMarks[mark]}`;
    return { box: inclusiveRectangle(box, scale), style, colour: colourOf(box.classIndex), label };
  });
}

/** The shown detections, best first, then the outlines of missed ground truth. */
export function predictedBoxes(
  { image, matching, detections }: MeasuredImage,
  view: ReportView,
  scale: Scale,
): DrawnBox[] {
  const texts = reportTexts(view.language);
  const decisions = boxDecisions(matching, detections, view.analysis.compiled);
  const shown = Array.from(matching.order).flatMap((position, rank): DrawnBox[] => {
    if (decisions[rank] === "ok") return [];
    const { box, score, classIndex } = detectionAt(detections, position);
    const mark = image.role === "unlabelled" ? null : (matching.marks[rank] ?? "fp");
    const style: BoxStyle = mark === "fp" ? "dashed" : mark === "ignored" ? "thin" : "solid";
    const words = [
      view.analysis.classes[classIndex] ?? "",
      score.toFixed(2),
      mark === null ? "" : texts.marks[mark],
      decisions[rank] === "review" ? texts.verdicts.review : "",
    ];
    const label = words.filter((word) => word !== "").join(" ");
    return [{ box: rectangleOf(box, scale), style, colour: colourOf(classIndex), label }];
  });
  const missed = image.groundTruth.flatMap((box, i): DrawnBox[] => {
    if (truthMark(matching, i, decisions) !== "missed") return [];
    const label = `${view.analysis.classes[box.classIndex] ?? ""} · ${texts.truthMarks.missed}`;
    return [{ box: inclusiveRectangle(box, scale), style: "dotted", colour: colourOf(box.classIndex), label }];
  });
  return [...shown, ...missed];
}
