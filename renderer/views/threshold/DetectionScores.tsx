/** A histogram of the scores of all detections, for images without ground truth, with the threshold across it. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../ui/format.ts";
import type { ClassTally } from "./classCounts.ts";

const BINS = 40;
/** Units of the drawing, which is as wide as the panel. */
const WIDTH = 400;
const HEIGHT = 64;

/** @param shown detections from the threshold up */
export function DetectionScores({ tally, threshold, shown }: { tally: ClassTally; threshold: number; shown: number }) {
  const { t } = useTranslation();
  const { done } = tally;
  // The tally is one object that grows; `done` says when.
  const bins = useMemo(() => ({ of: done, counts: tally.scoreBins(BINS) }), [tally, done]).counts;
  const total = bins.reduce((sum, count) => sum + count, 0);
  const highest = Math.max(1, ...bins);
  const at = threshold * WIDTH;
  const label = t("threshold.detectionScores", { shown: formatCount(shown), total: formatCount(total) });
  return (
    <>
      <p className="threshold-why">{label}</p>
      <svg
        className="detection-scores"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        data-testid="detection-scores"
      >
        {Array.from(bins, (count, i) => {
          // As in the histogram below the panes: few must be seen beside many.
          const height = Math.sqrt(count / highest) * (HEIGHT - 2);
          const x = (i * WIDTH) / BINS;
          return <rect key={i} x={x + 1} y={HEIGHT - height} width={WIDTH / BINS - 2} height={height} />;
        })}
        <line x1={at} x2={at} y1={0} y2={HEIGHT} />
      </svg>
    </>
  );
}
