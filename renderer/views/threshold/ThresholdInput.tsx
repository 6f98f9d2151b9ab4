/** The threshold as a number to type. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import { keyGesture, thresholdByKey } from "./thresholdGesture.ts";
import { parseThreshold, thresholdText } from "./rateFormat.ts";

export function ThresholdInput() {
  const { t } = useTranslation();
  const { view } = useMoment();
  /** What is being typed; null while the field follows the handle. */
  const [draft, setDraft] = useState<string | null>(null);
  const hintId = useId();
  const value = draft === null ? view.threshold : parseThreshold(draft);

  const commit = () => {
    if (value !== null && draft !== null) view.change({ threshold: value });
    setDraft(null);
  };
  return (
    <label className="threshold-field">
      <span>{t("threshold.threshold")}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        data-testid="threshold-input"
        aria-label={t("threshold.thresholdField")}
        aria-invalid={value === null}
        aria-describedby={value === null ? hintId : undefined}
        title={t("threshold.thresholdHint")}
        value={draft ?? thresholdText(view.threshold)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            commit();
            event.currentTarget.select();
          } else if (event.key === "Escape") {
            setDraft(null);
            event.stopPropagation();
          } else if (event.key.startsWith("ArrowU") || event.key.startsWith("ArrowD") || event.key.startsWith("Page")) {
            event.preventDefault();
            const next = thresholdByKey(event.key, value ?? view.threshold);
            setDraft(null);
            if (next !== null) view.change({ threshold: next }, keyGesture());
          }
        }}
      />
      {value === null ? (
        <span id={hintId} className="threshold-bad" role="alert">
          {t("threshold.badThreshold")}
        </span>
      ) : null}
    </label>
  );
}
