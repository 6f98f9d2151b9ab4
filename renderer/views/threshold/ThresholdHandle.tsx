/** The slider's handle across both halves of the histogram, with ARIA's slider role. */
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import type { Figures } from "./figures.ts";
import type { HistogramFrame } from "./histogramGeometry.ts";
import { keyGesture, thresholdByKey } from "./thresholdGesture.ts";
import { withThreshold } from "../../../shared/core/decisionRule.ts";
import { thresholdText } from "../../../shared/core/threshold.ts";
import { ratePercent } from "../../ui/rateFormat.ts";

interface ThresholdHandleProps {
  readonly x: number;
  readonly frame: HistogramFrame;
  readonly figures: Figures;
}

export function ThresholdHandle({ x, frame, figures }: ThresholdHandleProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  const { threshold, recall, falsePositiveRate } = figures.point;
  const spoken = (name: string, rate: number | null) =>
    `${name} ${rate === null ? "–" : t("threshold.percentOf", { rate: ratePercent(rate) })}`;
  return (
    <div
      className="threshold-handle"
      role="slider"
      tabIndex={0}
      data-testid="threshold-slider"
      aria-label={t("threshold.threshold")}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={threshold}
      aria-valuetext={t("threshold.sliderValue", {
        threshold: thresholdText(threshold),
        recall: spoken(t("threshold.recall"), recall),
        overkill: spoken(t("threshold.overkillRate"), falsePositiveRate),
      })}
      title={t("threshold.thresholdHint")}
      style={{ transform: `translateX(${x}px)` }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { rule, change } = view.getState();
        const next = thresholdByKey(event.key, rule.band.ng, event.shiftKey);
        if (next === null) return;
        event.preventDefault();
        change({ rule: withThreshold(rule, next) }, keyGesture());
      }}
    >
      <span className="threshold-line" />
      <span className="threshold-grip" style={{ top: frame.trackTop + (frame.trackBottom - frame.trackTop) / 2 }}>
        {thresholdText(threshold)}
      </span>
    </div>
  );
}
