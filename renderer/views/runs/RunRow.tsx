/** A stored run in the list: its name, its figures, and its actions. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RunEntry } from "../../../shared/ipc/contract.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { isInspecting } from "../../commands/projectCommands.ts";
import { figuresOfRun } from "../../stores/runFigures.ts";
import { formatCount, formatMegabytes, formatTime } from "../../ui/format.ts";
import { ratePercent } from "../../ui/rateFormat.ts";
import { DeleteQuestion } from "./DeleteQuestion.tsx";
import { RunNameField } from "./RunNameField.tsx";

export function RunRow({ entry, foreign }: { entry: RunEntry; foreign: boolean }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState<"name" | "delete" | null>(null);
  const { project } = useMoment();
  const name = entry.name ?? entry.run.modelName;
  const done = () => setAsks(null);
  const columns = foreign ? 4 : 6;
  if (asks === "delete") {
    const images = formatCount(entry.done + entry.failed);
    return (
      <tr>
        <td colSpan={columns}>
          <DeleteQuestion
            id={entry.id}
            what={t("runs.removeWhat", { name, images, size: formatMegabytes(entry.bytes) })}
            onDone={done}
          />
        </td>
      </tr>
    );
  }
  if (asks === "name") {
    return (
      <tr>
        <td colSpan={columns}>
          <RunNameField entry={entry} onDone={done} />
        </td>
      </tr>
    );
  }
  const isOfModel = project.model?.manifest.sha256 === entry.run.modelSha256;
  const facts = [
    foreign ? entry.run.datasetName : null,
    entry.name === null ? null : entry.run.modelName,
    t(`provider.${entry.run.provider.ran}`),
    !foreign && project.model && !isOfModel ? t("runs.otherModel") : null,
  ]
    .filter((fact) => fact !== null)
    .join(" · ");
  return (
    <tr data-testid="run-row" data-run={entry.id}>
      <th scope="row">
        <span className="runs-name ellipsis" title={name}>
          {name}
        </span>
        <RunMarks entry={entry} />
        <span className="runs-model faint ellipsis" title={facts}>
          {facts}
        </span>
      </th>
      <td className="runs-number">
        {t("runs.partial", { done: formatCount(entry.done), total: formatCount(entry.run.imageCount) })}
        {entry.failed > 0 ? (
          <span className="runs-model tone-review">
            {t("runs.failedImages", { number: formatCount(entry.failed) })}
          </span>
        ) : null}
      </td>
      <td className="runs-number">{formatTime(entry.run.startedAt)}</td>
      {foreign ? null : <RunRates entry={entry} />}
      <td>
        <RunActions
          entry={entry}
          name={name}
          foreign={foreign}
          onRename={() => setAsks("name")}
          onDelete={() => setAsks("delete")}
        />
      </td>
    </tr>
  );
}

/** In words, not by colour alone. */
function RunMarks({ entry }: { entry: RunEntry }) {
  const { t } = useTranslation();
  const stores = useStores();
  const { run } = useMoment();
  const { baseline, open } = useSlice(stores.runs, (state) => state);
  const marks = [
    run.run?.id === entry.id ? t("runs.active") : open.has(entry.id) ? t("runs.isOpen") : null,
    baseline?.run.id === entry.id ? t("runs.baseline") : null,
    entry.state === "under-way" ? t("runs.underWay") : null,
  ].filter((mark) => mark !== null);
  return marks.map((mark) => (
    <span key={mark} className="badge runs-mark">
      {mark}
    </span>
  ));
}

/** Each rate with its counts; for the active run the live ones. */
function RunRates({ entry }: { entry: RunEntry }) {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const judged = useSlice(stores.runs, (state) => state.judged.get(entry.id));
  const isActive = moment.run.run?.id === entry.id;
  const point = isActive
    ? stores.derived.operatingPoint(moment)
    : judged
      ? figuresOfRun(judged, moment.view.rule)
      : null;
  const cell = (count: number, total: number) =>
    total === 0 || Number.isNaN(count) ? (
      t("runs.noFigures")
    ) : (
      <>
        {ratePercent(count / total)} %
        <span className="runs-model faint">
          {t("runs.partial", { done: formatCount(count), total: formatCount(total) })}
        </span>
      </>
    );
  return (
    <>
      <td className="runs-number" data-testid="run-recall">
        {point ? cell(point.defects.caught, point.defects.total) : t("runs.noFigures")}
      </td>
      <td className="runs-number" data-testid="run-overkill">
        {point ? cell(point.backgrounds.overkill, point.backgrounds.total) : t("runs.noFigures")}
      </td>
    </>
  );
}

interface RunActionsProps {
  readonly entry: RunEntry;
  readonly name: string;
  readonly foreign: boolean;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

function RunActions({ entry, name, foreign, onRename, onDelete }: RunActionsProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const { run } = useMoment();
  const { baseline, open } = useSlice(stores.runs, (state) => state);
  const { activate, setBaseline, close } = stores.runs.getState();
  const isActive = run.run?.id === entry.id;
  const isBaseline = baseline?.run.id === entry.id;
  const busy = isInspecting(stores);
  return (
    <span className="runs-actions" role="group" aria-label={t("runs.actions", { name })}>
      {foreign || isActive ? null : (
        <button
          type="button"
          className="button button-outline button-small"
          data-testid="run-open"
          disabled={busy}
          title={busy ? t("runs.showBusy") : undefined}
          onClick={() => void activate(entry.id)}
        >
          {t("runs.show")}
        </button>
      )}
      {foreign ? null : (
        <button
          type="button"
          className="button button-quiet button-small"
          data-testid="run-baseline"
          aria-pressed={isBaseline}
          onClick={() => void setBaseline(isBaseline ? null : entry.id)}
        >
          {isBaseline ? t("runs.clearBaseline") : t("runs.setBaseline")}
        </button>
      )}
      {open.has(entry.id) && !isActive ? (
        <button
          type="button"
          className="button button-quiet button-small"
          title={t("runs.closeWhy")}
          onClick={() => close(entry.id)}
        >
          {t("runs.close")}
        </button>
      ) : null}
      <button type="button" className="button button-quiet button-small" data-testid="run-rename" onClick={onRename}>
        {t("runs.rename")}
      </button>
      {entry.state === "under-way" ? null : (
        <button type="button" className="button button-quiet button-small" data-testid="run-delete" onClick={onDelete}>
          {t("runs.remove")}
        </button>
      )}
    </span>
  );
}
