/** `tp_fp_list.txt`, byte for byte as PaddleX's cal_tp_fp.py writes it. */
import { isSingleThreshold } from "../core/decisionRule.ts";
import { toFixedHalfToEven } from "../core/rounding.ts";
import { thresholdText } from "../core/threshold.ts";
import type { DecisionIndex } from "../metrics/decisionIndex.ts";
import { highestFloor } from "../metrics/scoreFloors.ts";
import { sweepRow, sweepRows } from "../metrics/thresholdSweep.ts";
import { reportTexts } from "../words/reportTexts.ts";
import { rateText } from "./figureText.ts";
import { countingText } from "./ruleText.ts";
import type { ReportView } from "./runAnalysis.ts";

/**
 * The header, the row of dashes and the rows 0.00 .. 0.99, every number with six decimals (`{:2f}` of Python) and a line feed after
 * each row. Always by PaddleX counting: the file stands beside those that the scripts wrote.
 * Without images of a kind the scripts divide 0 by 0, and so the rate is `nan`.
 * @param index by `indexAsScripts`: of every box, whatever the rule of the other reports says
 */
export function tpFpList(index: DecisionIndex): string {
  const rows = sweepRows(index).map(
    ({ threshold, recall, falsePositiveRate }) =>
      `| ${sixDecimals(threshold)} | ${sixDecimals(recall)} | ${sixDecimals(falsePositiveRate)} |`,
  );
  return ["| score | recall rate | false-positive rate |", "| -- | -- | -- |", ...rows, ""].join("\n");
}

/**
 * What has to stand beside the list where the other reports count by another rule: the rates of both at the threshold.
 * Null where they are the same.
 * @param scripts by `indexAsScripts`
 */
export function scriptsNote({ analysis, language }: ReportView, scripts: DecisionIndex): string | null {
  const { index } = analysis;
  const { rule } = index;
  if (rule.scoreRounding === "paddlex" && isSingleThreshold(rule)) return null;
  const texts = reportTexts(language);
  const threshold = rule.band.ng;
  const rates = (of: DecisionIndex) => {
    const { measured, caught, defects, overkill, backgrounds } = sweepRow(of, threshold);
    const rate = (count: number, total: number) =>
      measured ? rateText(count, total, texts.notMeasurable) : texts.rule.notMeasured(String(highestFloor(of.floors)));
    return { recall: rate(caught, defects), overkill: rate(overkill, backgrounds) };
  };
  return texts.scriptsNote({
    threshold: thresholdText(threshold),
    rule: countingText(rule, language),
    scripts: rates(scripts),
    reports: rates(index),
  });
}

function sixDecimals(value: number | null): string {
  return value === null ? "nan" : toFixedHalfToEven(value, 6);
}
