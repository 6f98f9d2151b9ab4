/** A rate in large type, with its counts and its interval in a quieter tone. */
import { useTranslation } from "react-i18next";
import { wilsonInterval } from "../../../shared/metrics/intervals.ts";
import { formatCount } from "../../ui/format.ts";
import { BaselineFigure } from "./BaselineFigure.tsx";
import { ratePercent } from "../../ui/rateFormat.ts";

interface RateFigureProps {
  readonly testId: string;
  /** `ng`: of images without ground truth, which have no baseline. */
  readonly tone: "recall" | "overkill" | "ng";
  readonly name: string;
  readonly why: string;
  /** NaN where the threshold lies below a floor. */
  readonly count: number;
  readonly total: number;
  /** Shown in place of the rate when there is nothing to count. */
  readonly missing: string;
}

export function RateFigure({ testId, tone, name, why, count, total, missing }: RateFigureProps) {
  const { t } = useTranslation();
  const interval = Number.isNaN(count) ? null : wilsonInterval(count, total);
  return (
    <div className="rate" data-testid={testId} data-count={count} data-total={total} title={why}>
      <span className={`rate-name rate-${tone}`}>{name}</span>
      {interval === null ? (
        <span className="rate-missing">{missing}</span>
      ) : (
        <>
          <span className="rate-value">
            {ratePercent(count / total)}
            <small> %</small>
          </span>
          <span className="rate-count">{t("threshold.fraction", { count, total: formatCount(total) })}</span>
          <span className="rate-interval" title={t("threshold.intervalNote")}>
            {t("threshold.interval", { lower: ratePercent(interval.lower), upper: ratePercent(interval.upper) })}
          </span>
        </>
      )}
      {tone === "ng" ? null : <BaselineFigure of={tone} />}
    </div>
  );
}
