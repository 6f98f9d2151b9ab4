/** Both plots of the image-level figures, in the geometry of the reports; only markers and guide follow the threshold. */
import { thresholdSteps } from "../../../shared/metrics/byThreshold.ts";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Moment } from "../../stores/derived.ts";
import { CurvePlot } from "./CurvePlot.tsx";
import type { Figures } from "./figures.ts";
import { thresholdText } from "./rateFormat.ts";

export function CurvePlots({ figures, moment }: { figures: Figures; moment: Moment }) {
  const { t } = useTranslation();
  const { index, point, inDataset } = figures;
  const { counting, threshold, change } = moment.view;
  const steps = useMemo(() => thresholdSteps(index, counting), [index, counting]);
  const now = { threshold: thresholdText(threshold) };
  return (
    <div className="threshold-section plots">
      <CurvePlot
        testId="curve-score"
        kind="rates-over-score"
        title={t("threshold.plotScore")}
        label={t("threshold.plotScoreLabel", now)}
        steps={steps}
        point={point}
        change={change}
        missing={null}
      />
      <CurvePlot
        testId="curve-tradeoff"
        kind="recall-over-overkill"
        title={t("threshold.plotTradeoff")}
        label={t("threshold.plotTradeoffLabel", now)}
        steps={steps}
        point={point}
        change={change}
        missing={missing()}
      />
    </div>
  );

  function missing(): string | null {
    if (inDataset.backgrounds === 0) return t("threshold.noBackgrounds");
    if (inDataset.defects === 0) return t("threshold.noDefects");
    return point.recall === null || point.falsePositiveRate === null ? t("threshold.notMeasured") : null;
  }
}
