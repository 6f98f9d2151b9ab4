/** Asks before a run is deleted, naming what would be lost; the safe answer has the focus. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import { leaveOnEscape } from "./RunNameField.tsx";

export function DeleteQuestion({ id, what, onDone }: { id: string; what: string; onDone: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  return (
    <div
      className="runs-question"
      role="alertdialog"
      aria-label={t("runs.removeTitle")}
      aria-describedby={`delete-${id}`}
      onKeyDown={(event) => leaveOnEscape(event, onDone)}
    >
      <span className="runs-what">
        <strong>{t("runs.removeTitle")}</strong>
        <span id={`delete-${id}`} className="quiet">
          {what}
        </span>
      </span>
      <button ref={cancel} type="button" className="button button-outline button-small" onClick={onDone}>
        {t("common.cancel")}
      </button>
      <button
        type="button"
        className="button button-outline button-small tone-ng"
        data-testid="run-delete-now"
        onClick={() => void stores.runs.getState().remove(id).then(onDone)}
      >
        {t("runs.removeNow")}
      </button>
    </div>
  );
}
