/** A decision rule in words: short where a figure names it, complete among the facts of a report. */
import type { Band, DecisionRule } from "../core/decisionRule.ts";
import type { Language } from "../words/languages.ts";
import type { Zone } from "../core/zone.ts";
import { DEFAULT_CATCH_IOU } from "../core/counting/caughtBy.ts";
import { reportTexts } from "../words/reportTexts.ts";
import type { ReportTexts } from "../words/reportWords.ts";
import { thresholdText } from "../core/threshold.ts";

/** `0.50`; with a review band `0.30 – 0.60`. */
export function bandText({ review, ng }: Band): string {
  return review === ng ? thresholdText(ng) : `${thresholdText(review)} – ${thresholdText(ng)}`;
}

/** What the rule contains beyond its band and its rounding; each part empty where there is nothing. */
export interface RuleParts {
  readonly classes: readonly string[];
  readonly caughtBy: string;
  readonly zones: readonly string[];
  readonly minimumSize: string;
}

export function ruleParts(rule: DecisionRule, language: Language): RuleParts {
  const texts = reportTexts(language);
  const { rule: words } = texts;
  const { minimumSize, caughtBy } = rule;
  const iou = caughtBy.way === "true-defect" ? caughtBy.iou : DEFAULT_CATCH_IOU;
  return {
    classes: Object.entries(rule.perClass).map(([name, own]) =>
      own === "ignore" ? words.ignoredClass(name) : words.classBand(name, bandWords(own, texts)),
    ),
    caughtBy: caughtBy.way === "any-box" ? "" : words.caughtBy[caughtBy.way](String(iou)),
    zones: rule.zones.map((zone) => words.zones[zone.kind](shapeText(zone))),
    minimumSize:
      minimumSize === null
        ? ""
        : words.minimumSize(
            `${minimumSize.width} × ${minimumSize.height} ${minimumSize.unit}`,
            minimumSize.unit === "mm" ? String(minimumSize.millimetresPerPixel) : null,
          ),
  };
}

/** The band and its meaning, `review from 0.30, NG from 0.60`. */
export function bandWords({ review, ng }: Band, { rule }: ReportTexts): string {
  return review === ng ? rule.ngFrom(thresholdText(ng)) : rule.reviewAndNg(thresholdText(review), thresholdText(ng));
}

/** The rounding and the rest of the rule: what a table or an image without its report has to name. */
export function countingText(rule: DecisionRule, language: Language): string {
  const { classes, caughtBy, zones, minimumSize } = ruleParts(rule, language);
  const parts = [reportTexts(language).counting[rule.scoreRounding], ...classes, caughtBy, ...zones, minimumSize];
  return parts.filter((part) => part !== "").join("; ");
}

function shapeText({ area }: Zone): string {
  switch (area.shape) {
    case "rectangle":
      return `${area.x1},${area.y1} ${area.x2},${area.y2}`;
    case "polygon":
      return area.points.map(({ x, y }) => `${x},${y}`).join(" ");
  }
}
