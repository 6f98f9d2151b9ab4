/** The tooltip of a bin: how many images it holds. */
import { useTranslation } from "react-i18next";
import { HISTOGRAM_BINS, type MirroredHistogram } from "../../../shared/metrics/scoreHistogram.ts";
import { binCount, binEdges, type HistogramFrame } from "./histogramGeometry.ts";

interface HistogramTipProps {
  readonly frame: HistogramFrame;
  readonly histogram: MirroredHistogram;
  /** -1 for "nothing found"; null shows nothing. */
  readonly bin: number | null;
  readonly mirrored: boolean;
  readonly judged: boolean;
}

export function HistogramTip({ frame, histogram, bin, mirrored, judged }: HistogramTipProps) {
  const { t } = useTranslation();
  if (bin === null) return null;
  const { left, right } = binEdges(frame, bin);
  const middle = (left + right) / 2;
  const flip = middle > frame.size.width / 2;
  const from = (bin / HISTOGRAM_BINS).toFixed(2);
  const to = ((bin + 1) / HISTOGRAM_BINS).toFixed(2);
  const defects = binCount(histogram.defects, bin);
  return (
    <>
      <span className="histogram-bin" style={{ left, width: Math.max(right - left, 1) }} />
      <div className="histogram-tip" style={flip ? { right: frame.size.width - left + 8 } : { left: right + 8 }}>
        <span className="quiet">{bin < 0 ? t("threshold.nothingFoundTip") : t("threshold.binTip", { from, to })}</span>
        <span>
          {judged ? t("threshold.tipDefects", { count: defects }) : t("threshold.tipUnlabelled", { count: defects })}
        </span>
        {mirrored ? (
          <span>{t("threshold.tipBackgrounds", { count: binCount(histogram.backgrounds, bin) })}</span>
        ) : null}
      </div>
    </>
  );
}
