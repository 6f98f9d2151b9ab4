/** The list of stored runs: those of the open dataset with their figures under the current decision rule, the others, and unusable ones. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { thresholdText } from "../../../shared/core/threshold.ts";
import type { RunEntry } from "../../../shared/ipc/contract.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import type { RunListState } from "../../stores/runListStore.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatCount } from "../../ui/format.ts";
import { RunRow } from "./RunRow.tsx";
import { UnusableRunRow } from "./UnusableRunRow.tsx";
import "./runs.css";

export function RunsDialog() {
  const stores = useStores();
  const open = useSlice(stores.window, (state) => state.dialog === "runs");
  return open ? <OpenRunsDialog onClose={stores.window.getState().closeDialog} /> : null;
}

function OpenRunsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const { status, entries, unusable, opening } = useSlice(stores.runs, (state) => state);
  const { project, run } = useMoment();
  const { dataset } = project;
  // Read again when an inspection has started or ended: counts and figures have changed.
  useEffect(() => void stores.runs.getState().refresh(), [stores, run.status]);
  const mine = entries.filter((entry) => entry.run.datasetHash === dataset?.hash);
  const others = entries.filter((entry) => entry.run.datasetHash !== dataset?.hash);
  return (
    <Dialog
      title={t("runs.title")}
      onClose={onClose}
      size="wide"
      testId="runs-dialog"
      footer={opening ? <OpeningLine opening={opening} /> : null}
    >
      {status === "failed" ? <Failed /> : null}
      {status === "loading" ? (
        <p className="quiet" role="status">
          {t("runs.loading")}
        </p>
      ) : null}
      {status === "ready" && entries.length + unusable.length === 0 ? (
        <div className="runs-empty">
          <strong>{t("runs.none")}</strong>
          <p className="quiet">{t("runs.noneNow")}</p>
        </div>
      ) : null}
      {dataset && mine.length > 0 ? (
        <RunTable title={t("runs.ofDataset", { name: dataset.name })} entries={mine} />
      ) : null}
      {others.length > 0 ? (
        <RunTable title={t("runs.ofOthers")} note={t("runs.ofOthersNow")} entries={others} foreign />
      ) : null}
      {unusable.length > 0 ? (
        <section>
          <h3 className="form-heading">{t("runs.unusable")}</h3>
          <ul className="runs-unusable">
            {unusable.map((entry) => (
              <UnusableRunRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </section>
      ) : null}
    </Dialog>
  );
}

interface RunTableProps {
  readonly title: string;
  readonly note?: string;
  readonly entries: readonly RunEntry[];
  /** Of a dataset that is not open: no figures, and nothing to open. */
  readonly foreign?: boolean;
}

function RunTable({ title, note, entries, foreign = false }: RunTableProps) {
  const { t } = useTranslation();
  const { view } = useMoment();
  const atRule = t("runs.atRule", { threshold: thresholdText(view.rule.band.ng) });
  return (
    <section className="runs-section">
      <h3 className="form-heading">{title}</h3>
      {note ? <p className="quiet form-note">{note}</p> : null}
      <table className="runs-table">
        <thead>
          <tr>
            <th scope="col">{t("runs.run")}</th>
            <th scope="col">{t("runs.images")}</th>
            <th scope="col">{t("runs.when")}</th>
            {foreign ? null : (
              <>
                <th scope="col" title={atRule}>
                  {t("runs.recall")}
                </th>
                <th scope="col" title={atRule}>
                  {t("runs.overkill")}
                </th>
              </>
            )}
            <th scope="col" aria-label={t("runs.actions", { name: title })} />
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <RunRow key={entry.id} entry={entry} foreign={foreign} />
          ))}
        </tbody>
      </table>
      {foreign ? null : <p className="faint form-note">{atRule}</p>}
    </section>
  );
}

function Failed() {
  const { t } = useTranslation();
  const stores = useStores();
  return (
    <div className="form-warning runs-failed" role="alert">
      <span>{t("runs.failed")}</span>
      <button
        type="button"
        className="button button-outline button-small"
        onClick={() => void stores.runs.getState().refresh()}
      >
        {t("runs.again")}
      </button>
    </div>
  );
}

/** The progress of opening a run, with its cancel button. */
function OpeningLine({ opening }: { opening: NonNullable<RunListState["opening"]> }) {
  const { t } = useTranslation();
  const stores = useStores();
  const text = t("runs.opening", { arrived: formatCount(opening.arrived), total: formatCount(opening.total) });
  return (
    <>
      <span className="footer-note quiet" role="status">
        {text}
      </span>
      <button type="button" className="button button-outline" onClick={stores.runs.getState().cancelOpening}>
        {t("common.cancel")}
      </button>
    </>
  );
}
