/** `tp_fp_list.txt`, byte for byte as PaddleX's cal_tp_fp.py writes it. */
import { toFixedHalfToEven } from "../core/rounding.ts";
import type { DecisionIndex } from "../metrics/decisionIndex.ts";
import { sweepRows } from "../metrics/thresholdSweep.ts";

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

function sixDecimals(value: number | null): string {
  return value === null ? "nan" : toFixedHalfToEven(value, 6);
}
