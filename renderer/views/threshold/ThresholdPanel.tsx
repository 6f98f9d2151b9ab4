/** The operating point: rates with counts and intervals, the images behind them, the counting rule, both curves, and the classes. */
import { useTranslation } from "react-i18next";
import type { ScoreRoundingName } from "../../../shared/core/counting/scoreRounding.ts";
import { withScoreRounding } from "../../../shared/core/decisionRule.ts";
import { highestFloor } from "../../../shared/metrics/scoreFloors.ts";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { formatCount } from "../../ui/format.ts";
import { ClassTableSection } from "./ClassTableSection.tsx";
import { CurvePlots } from "./CurvePlots.tsx";
import { DetectionTableSection } from "./DetectionTableSection.tsx";
import type { Figures } from "./figures.ts";
import { RateFigure } from "./RateFigure.tsx";
import { thresholdText } from "../../../shared/core/threshold.ts";
import { useFigures } from "./useFigures.ts";
import { VerdictCountButton } from "./VerdictCountButton.tsx";
import "./threshold.css";

export function ThresholdPanel() {
  const { t } = useTranslation();
  const { moment, figures } = useFigures();
  const { view } = moment;
  return (
    <section className="threshold-panel" aria-label={t("threshold.title")}>
      <header className="threshold-title">
        <h2>{t("threshold.title")}</h2>
        <span className="threshold-now">{thresholdText(view.rule.band.ng)}</span>
      </header>
      <Rates figures={figures} verdict={view.verdict} />
      <div className="threshold-section" data-testid="counting-switch">
        <div className="threshold-line-item">
          <h3>{t("threshold.counting")}</h3>
          <SegmentedControl<ScoreRoundingName>
            label={t("threshold.counting")}
            value={view.rule.scoreRounding}
            options={[
              { value: "exact", label: t("threshold.exact") },
              { value: "paddlex", label: t("threshold.paddlex") },
            ]}
            onChange={(rounding) => view.change({ rule: withScoreRounding(view.rule, rounding) })}
          />
        </div>
        <p className="threshold-why">
          {view.rule.scoreRounding === "exact" ? t("threshold.exactWhy") : t("threshold.paddlexWhy")}
        </p>
      </div>
      {figures.kind === "judged" ? <CurvePlots figures={figures} moment={moment} /> : null}
      {figures.kind === "judged" ? <ClassTableSection moment={moment} /> : null}
      {figures.kind === "folder" ? <DetectionTableSection moment={moment} total={figures.measured} /> : null}
    </section>
  );
}

function Rates({ figures, verdict }: { figures: Figures; verdict: string }) {
  const { t } = useTranslation();
  const { kind, point, measured, total, failed, inDataset } = figures;
  const { defects, backgrounds } = point;
  const notMeasured = point.measured
    ? t("threshold.notMeasured")
    : t("threshold.belowFloor", { floor: thresholdText(highestFloor(figures.index.floors)) });
  switch (kind) {
    case "empty":
      return (
        <div className="threshold-section threshold-empty">
          <strong>{t("threshold.noRun")}</strong>
          <p>{t("threshold.noRunNow")}</p>
        </div>
      );
    case "folder":
      return (
        <div className="threshold-section">
          <RateFigure
            testId="ng-share"
            tone="ng"
            name={t("threshold.ngShare")}
            why={t("threshold.ngShareWhy")}
            count={defects.caught}
            total={defects.total}
            missing={notMeasured}
          />
          <p className="threshold-why">{t("threshold.intervalNote")}</p>
          <VerdictCountButton verdict="ng" count={defects.caught} total={defects.total} shown={verdict === "ng"} />
          <VerdictCountButton verdict="ok" count={defects.escaped} total={defects.total} shown={verdict === "ok"} />
          <Coverage measured={measured} total={total} failed={failed} />
          <p className="threshold-why">{t("threshold.unlabelled")}</p>
        </div>
      );
    case "judged":
      return (
        <div className="threshold-section">
          <div className="rates">
            <RateFigure
              testId="recall"
              tone="recall"
              name={t("threshold.recall")}
              why={t("threshold.recallWhy")}
              count={defects.caught}
              total={defects.total}
              missing={inDataset.defects === 0 ? t("threshold.noDefects") : notMeasured}
            />
            <RateFigure
              testId="false-positive-rate"
              tone="overkill"
              name={t("threshold.overkillRate")}
              why={t("threshold.overkillRateWhy")}
              count={backgrounds.overkill}
              total={backgrounds.total}
              missing={inDataset.backgrounds === 0 ? t("threshold.noBackgrounds") : notMeasured}
            />
          </div>
          <p className="threshold-why">{t("threshold.intervalNote")}</p>
          <div className="verdict-counts">
            <VerdictCountButton
              verdict="escaped"
              count={defects.escaped}
              total={defects.total}
              shown={verdict === "escaped"}
              testId="escaped-count"
            />
            <VerdictCountButton
              verdict="overkill"
              count={backgrounds.overkill}
              total={backgrounds.total}
              shown={verdict === "overkill"}
              testId="overkill-count"
            />
          </div>
          <Coverage measured={measured} total={total} failed={failed} />
        </div>
      );
  }
}

/** A rate of forty images must not be mistaken for one of four hundred. */
function Coverage({ measured, total, failed }: { measured: number; total: number; failed: number }) {
  const { t } = useTranslation();
  return (
    <>
      {measured + failed < total ? (
        <p className="threshold-partial" role="note">
          {t("threshold.measuredOf", { measured: formatCount(measured), total: formatCount(total) })}
        </p>
      ) : null}
      {failed > 0 ? <p className="threshold-partial">{t("threshold.failedImages", { count: failed })}</p> : null}
    </>
  );
}
