/** Texts of box labels and their widths on the screen; each text is measured once. */
import { formatScore } from "../../ui/format.ts";
import { verdictMark } from "./boxStyle.ts";
import type { BoxLabel } from "./boxScene.ts";
import { plateWidth } from "./drawLabels.ts";
import type { PaneBox } from "./paneBoxes.ts";

export interface LabelMetrics {
  readonly font: string;
  readonly labelOf: (box: PaneBox) => BoxLabel;
}

/** @param measure width of a text in CSS pixels, set in the label's font */
export function createLabelMetrics(
  font: string,
  classNames: readonly string[],
  measure: (text: string) => number,
): LabelMetrics {
  const labels = new Map<string, BoxLabel>();
  return {
    font,
    labelOf: (box) => {
      const text = labelText(box, classNames[box.classIndex] ?? "?");
      const known = labels.get(text);
      if (known) return known;
      const label = { text, width: plateWidth(measure(text)) };
      labels.set(text, label);
      return label;
    },
  };
}

/** Class, score, and the mark of what is wrong. */
export function labelText({ score, verdict }: PaneBox, className: string): string {
  const parts = [className];
  if (score !== null) parts.push(formatScore(score));
  const mark = verdictMark(verdict);
  if (mark) parts.push(mark);
  return parts.join(" ");
}
