/** A stored run that cannot be used: its file, the reason, and a button to delete it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UnusableRun } from "../../../shared/ipc/contract.ts";
import { failureText } from "../../../shared/words/failureText.ts";
import { useSlice, useStores } from "../../appContext.tsx";
import { formatMegabytes } from "../../ui/format.ts";
import { DeleteQuestion } from "./DeleteQuestion.tsx";

export function UnusableRunRow({ entry }: { entry: UnusableRun }) {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const language = useSlice(useStores().settings, (state) => state.settings.language);
  if (asks) {
    const what = t("runs.removeBroken", { size: formatMegabytes(entry.bytes) });
    return (
      <li>
        <DeleteQuestion id={entry.id} what={what} onDone={() => setAsks(false)} />
      </li>
    );
  }
  return (
    <li className="runs-question">
      <span className="runs-what">
        <span className="selectable">{entry.failure.file}</span>
        <span className="tone-review selectable">{failureText(entry.failure, language)}</span>
      </span>
      <button type="button" className="button button-quiet button-small" onClick={() => setAsks(true)}>
        {t("runs.remove")}
      </button>
    </li>
  );
}
