/** The field for a run's name; Enter saves, Esc leaves it unchanged. */
import { useRef, useEffect, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_RUN_NAME } from "../../../shared/core/run.ts";
import type { RunEntry } from "../../../shared/ipc/contract.ts";
import { useStores } from "../../appContext.tsx";

export function RunNameField({ entry, onDone }: { entry: RunEntry; onDone: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void stores.runs
      .getState()
      .rename(entry.id, field.current?.value ?? "")
      .then(onDone);
  };
  return (
    <form className="runs-question" onSubmit={save} onKeyDown={(event) => leaveOnEscape(event, onDone)}>
      <input
        ref={field}
        className="field runs-field"
        data-testid="run-name"
        aria-label={t("runs.renameTo")}
        placeholder={entry.run.modelName}
        defaultValue={entry.name ?? ""}
        maxLength={MAX_RUN_NAME}
        title={t("runs.renameNow")}
      />
      <button type="submit" className="button button-primary button-small">
        {t("runs.save")}
      </button>
      <button type="button" className="button button-quiet button-small" onClick={onDone}>
        {t("common.cancel")}
      </button>
    </form>
  );
}

/** Esc closes the field, not the dialog around it. */
export function leaveOnEscape(event: KeyboardEvent, leave: () => void): void {
  if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}
