/** The first step of the reports dialog: which reports, at which operating point, into which folder. */
import { useTranslation } from "react-i18next";
import { thresholdText } from "../../../shared/core/threshold.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { isSingleThreshold } from "../../../shared/core/decisionRule.ts";
import { MAX_OPERATOR_LENGTH } from "../../../shared/ipc/reports.ts";
import type { ReportKind } from "../../../shared/ipc/contract.ts";
import type { Moment } from "../../stores/derived.ts";
import type { Stores } from "../../stores/createStores.ts";
import { canLimit, canWrite, REPORT_KINDS, type ReportImages } from "../../stores/reportStore.ts";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";

export function ReportChoice() {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const { run, view, project } = moment;
  const images = reportImages(stores, moment);
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
                checked={kinds.has(kind) && canWrite(kind, images)}
                disabled={!canWrite(kind, images)}
                data-testid={`report-${kind}`}
                onChange={() => toggleKind(kind)}
              />
              <span>{t(`reports.kind.${kind}`)}</span>
              <KindNote kind={kind} images={images} />
            </label>
            {kind === "comparison-all" && kinds.has(kind) ? <OnlyListed images={images} /> : null}
          </li>
        ))}
      </ul>
      <Operator />
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

/** The images as the reports need to know them. */
export function reportImages({ derived }: Stores, moment: Moment): ReportImages {
  const { annotated, background } = derived.roleCounts(moment);
  const images = moment.project.dataset?.images ?? [];
  const { indices } = derived.listed(moment);
  return {
    hasGroundTruth: annotated + background > 0,
    listed: indices.length === images.length ? null : Array.from(indices, (i) => images[i]?.id ?? ""),
  };
}

/** The file's name or kind; where the row would mislead, what to know about it. */
function KindNote({ kind, images }: { kind: ReportKind; images: ReportImages }) {
  const { t } = useTranslation();
  const { rule } = useMoment().view;
  const note = !canWrite(kind, images)
    ? t("reports.needsGroundTruth")
    : kind === "tp-fp-list" && !(rule.scoreRounding === "paddlex" && isSingleThreshold(rule))
      ? t("reports.alwaysPaddlex")
      : null;
  return (
    <span className="faint check-note" data-testid={`report-note-${kind}`}>
      {note === null ? t(`reports.kindFile.${kind}`) : `${t(`reports.kindFile.${kind}`)} · ${note}`}
    </span>
  );
}

function OnlyListed({ images }: { images: ReportImages }) {
  const { t } = useTranslation();
  const { reports } = useStores();
  const { onlyListed, setOnlyListed } = useSlice(reports, (state) => state);
  if (!canLimit(images.listed)) return null;
  return (
    <label className="check-row check-row-inner">
      <input
        type="checkbox"
        checked={onlyListed}
        data-testid="report-only-listed"
        onChange={() => setOnlyListed(!onlyListed)}
      />
      <span>{t("reports.onlyListed", { number: formatCount(images.listed.length) })}</span>
    </label>
  );
}

function Operator() {
  const { t } = useTranslation();
  const { settings } = useStores();
  const operator = useSlice(settings, (state) => state.settings.operator);
  return (
    <label className="form-row">
      <span className="form-label">{t("reports.operator")}</span>
      <input
        type="text"
        className="field form-wide"
        data-testid="reports-operator"
        value={operator}
        maxLength={MAX_OPERATOR_LENGTH}
        placeholder={t("reports.operatorHint")}
        onChange={(event) => settings.getState().update({ operator: event.target.value })}
      />
    </label>
  );
}
