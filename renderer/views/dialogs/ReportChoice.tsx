/** The first step of the reports dialog: which reports, at which operating point, into which folder. */
import { useTranslation } from "react-i18next";
import { thresholdText } from "../../../shared/core/threshold.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { REPORT_KINDS } from "../../stores/reportStore.ts";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";

export function ReportChoice() {
  const { t } = useTranslation();
  const stores = useStores();
  const { run, view, project } = useMoment();
  const { kinds, folder, toggleKind, chooseFolder } = useSlice(stores.reports, (state) => state);
  const total = project.dataset?.images.length ?? 0;
  const done = run.outcomes.reduce((sum, outcome) => (outcome ? sum + 1 : sum), 0);
  return (
    <>
      <dl className="facts report-facts">
        <dt>{t("reports.threshold")}</dt>
        <dd data-testid="reports-threshold">{thresholdText(view.rule.band.ng)}</dd>
        <dt>{t("reports.counting")}</dt>
        <dd>
          {t(`counting.${view.rule.scoreRounding}`)}{" "}
          <span className="faint">· {t(`counting.${view.rule.scoreRounding}Why`)}</span>
        </dd>
        <dt>{t("reports.images")}</dt>
        <dd>{t("unit.of", { done: formatCount(done), total: formatCount(total) })}</dd>
      </dl>
      {run.run === null ? (
        <p className="form-warning">{t("reports.noRun")}</p>
      ) : done < total ? (
        <p className="form-warning">
          {t("reports.incomplete", { done: formatCount(done), total: formatCount(total) })}
        </p>
      ) : null}
      <h3 className="form-heading">{t("reports.kinds")}</h3>
      <ul className="report-kinds">
        {REPORT_KINDS.map((kind) => (
          <li key={kind}>
            <label className="check-row">
              <input
                type="checkbox"
                checked={kinds.has(kind)}
                data-testid={`report-${kind}`}
                onChange={() => toggleKind(kind)}
              />
              <span>{t(`reports.kind.${kind}`)}</span>
              <span className="faint check-note">{t(`reports.kindFile.${kind}`)}</span>
            </label>
          </li>
        ))}
      </ul>
      <div className="form-row">
        <span className="form-label">{t("reports.folder")}</span>
        <span className={`ellipsis form-wide${folder ? "" : " faint"}`}>
          {folder ? folder.name : t("reports.noFolder")}
        </span>
        <button
          type="button"
          className="button button-outline"
          data-testid="reports-folder"
          onClick={() => void chooseFolder()}
        >
          <Icon name="folder" />
          <span>{t("common.choose")}</span>
        </button>
      </div>
    </>
  );
}
