/** The baseline's rate beside the active run's, in a quieter tone and with its counts. */
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { figuresOfRun } from "../../stores/runFigures.ts";
import { formatCount } from "../../ui/format.ts";
import { ratePercent } from "../../ui/rateFormat.ts";
import "./threshold.css";

export function BaselineFigure({ of: which }: { of: "recall" | "overkill" }) {
  const { t } = useTranslation();
  const stores = useStores();
  const { project, view } = useMoment();
  const { baseline, entries } = useSlice(stores.runs, (state) => state);
  const { dataset } = project;
  const point = baseline && dataset?.hash === baseline.run.datasetHash ? figuresOfRun(baseline, view.rule) : null;
  if (!baseline || !point) return null;
  const { defects, backgrounds } = point;
  const [count, total] =
    which === "recall" ? [defects.caught, defects.total] : [backgrounds.overkill, backgrounds.total];
  const name = entries.find(({ id }) => id === baseline.run.id)?.name ?? baseline.run.modelName;
  return (
    <span className="baseline-figure" data-testid={`baseline-${which}`} title={t("runs.baselineWhy", { name })}>
      {total === 0 || Number.isNaN(count)
        ? t("runs.baselineNothing")
        : t("runs.baselineFigure", { rate: ratePercent(count / total), count, total: formatCount(total) })}
    </span>
  );
}
