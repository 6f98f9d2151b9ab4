/** The reports dialog: the choice, then the progress, then the result. */
import { useWords } from "../../i18n/useWords.ts";
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import type { TFunction } from "i18next";
import { canWrite, REPORT_KINDS, type Writing } from "../../stores/reportStore.ts";
import { formatCount, formatDuration } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { ReportChoice, reportImages } from "./ReportChoice.tsx";
import { ReportResult } from "./ReportResult.tsx";

export function ReportsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const { writing, result } = useSlice(stores.reports, (state) => state);
  return (
    <Dialog title={t("reports.title")} onClose={onClose} testId="reports-dialog" footer={<Footer onClose={onClose} />}>
      {writing ? <WritingProgress /> : result ? <ReportResult result={result} /> : <ReportChoice />}
    </Dialog>
  );
}

function WritingProgress() {
  const { t } = useTranslation();
  const stores = useStores();
  const writing = useSlice(stores.reports, (state) => state.writing);
  if (!writing) return null;
  return (
    <div className="report-writing" role="status">
      <p>
        {t("reports.writing")} · {writingText(writing, t)}
      </p>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={t("reports.writing")}
        aria-valuemin={0}
        aria-valuemax={writing.total}
        aria-valuenow={writing.done}
      >
        <div
          className="progress-fill"
          style={{ transform: `scaleX(${writing.total > 0 ? writing.done / writing.total : 0})` }}
        />
      </div>
      <p className="faint ellipsis">{writing.file || "\u00a0"}</p>
    </div>
  );
}

/** "12 of 210 · 48 s left" */
export function writingText({ done, total, secondsLeft }: Writing, t: TFunction): string {
  const count = t("unit.of", { done: formatCount(done), total: formatCount(total) });
  return secondsLeft === null ? count : `${count} · ${t("status.left", { time: formatDuration(secondsLeft, t) })}`;
}

function Footer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const stores = useStores();
  const moment = useMoment();
  const { run, view, project } = moment;
  const operator = useSlice(stores.settings, (state) => state.settings.operator);
  const { writing, result, kinds, folder, write, cancel, reveal, reset } = useSlice(stores.reports, (state) => state);
  if (writing) {
    return (
      <>
        <button type="button" className="button button-outline" onClick={cancel}>
          {t("common.cancel")}
        </button>
        <button type="button" className="button button-primary" data-testid="reports-background" onClick={onClose}>
          {t("reports.background")}
        </button>
      </>
    );
  }
  if (result) {
    return (
      <>
        <button type="button" className="button button-quiet" onClick={reset}>
          {t("reports.again")}
        </button>
        <span className="title-space" />
        <button
          type="button"
          className="button button-outline"
          data-testid="reports-show"
          onClick={() => void reveal()}
        >
          <Icon name="folder" />
          <span>{t("reports.show")}</span>
        </button>
        <button type="button" className="button button-primary" onClick={onClose}>
          {t("common.close")}
        </button>
      </>
    );
  }
  const images = reportImages(stores, moment);
  const some = REPORT_KINDS.some((kind) => kinds.has(kind) && canWrite(kind, images));
  const ready = run.run !== null && project.dataset !== null && folder !== null && some;
  const start = () => {
    if (!run.run || !project.dataset || !ready) return;
    void write(
      {
        datasetId: project.dataset.id,
        runId: run.run.id,
        rule: view.rule,
        language: words.language,
        operator: operator.trim(),
        ...(view.selectedImageId === null ? {} : { imageId: view.selectedImageId }),
      },
      images,
    );
  };
  return (
    <>
      <span className="faint footer-note">{t("reports.overwrite")}</span>
      <button
        type="button"
        className="button button-primary"
        data-testid="reports-write"
        aria-disabled={!ready}
        disabled={!ready}
        onClick={start}
      >
        {t("reports.write")}
      </button>
    </>
  );
}
