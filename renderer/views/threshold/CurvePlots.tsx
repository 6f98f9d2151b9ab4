/** Both plots of the image-level figures, in the geometry of the reports; only markers and guide follow the threshold. */
import { withThreshold } from "../../../shared/core/decisionRule.ts";
import { highestFloor } from "../../../shared/metrics/scoreFloors.ts";
import { curveSteps } from "../../../shared/metrics/thresholdSteps.ts";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import type { Moment } from "../../stores/derived.ts";
import { CurvePlot } from "./CurvePlot.tsx";
import type { Figures } from "./figures.ts";
import { thresholdText } from "../../../shared/core/threshold.ts";

export function CurvePlots({ figures, moment }: { figures: Figures; moment: Moment }) {
  const { t } = useTranslation();
  const { index, point, inDataset } = figures;
  const stores = useStores();
  const { rule } = moment.view;
  // The steps do not depend on the band: `figures.columns` is the same while it moves.
  const { columns } = figures;
  const steps = useMemo(
    () => curveSteps({ ...columns, rule, floors: index.floors }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- of the rule only the rounding plays a part
    [columns, rule.scoreRounding, index.floors],
  );
  const now = { threshold: thresholdText(rule.band.ng) };
  const moveTo = useCallback(
    (threshold: number, gesture: string) => {
      const view = stores.view.getState();
      view.change({ rule: withThreshold(view.rule, threshold) }, gesture);
    },
    [stores],
  );
  return (
    <div className="threshold-section plots">
      <CurvePlot
        testId="curve-score"
        kind="rates-over-score"
        title={t("threshold.plotScore")}
        label={t("threshold.plotScoreLabel", now)}
        steps={steps}
        floor={highestFloor(index.floors)}
        point={point}
        moveTo={moveTo}
        missing={null}
      />
      <CurvePlot
        testId="curve-tradeoff"
        kind="recall-over-overkill"
        title={t("threshold.plotTradeoff")}
        label={t("threshold.plotTradeoffLabel", now)}
        steps={steps}
        floor={highestFloor(index.floors)}
        point={point}
        moveTo={moveTo}
        missing={missing()}
      />
    </div>
  );

  function missing(): string | null {
    if (inDataset.backgrounds === 0) return t("threshold.noBackgrounds");
    if (inDataset.defects === 0) return t("threshold.noDefects");
    return point.defects.total === 0 || point.backgrounds.total === 0 ? t("threshold.notMeasured") : null;
  }
}
