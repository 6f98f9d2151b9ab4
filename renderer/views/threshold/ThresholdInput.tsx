/** The field for typing the threshold. */
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import { keyGesture, thresholdByKey } from "./thresholdGesture.ts";
import { withThreshold } from "../../../shared/core/decisionRule.ts";
import { thresholdText } from "../../../shared/core/threshold.ts";
import { parseThreshold } from "../../ui/rateFormat.ts";

export function ThresholdInput() {
  const { t } = useTranslation();
  const { view } = useMoment();
  /** The text being typed; null while the field follows the handle. */
  const [draft, setDraft] = useState<string | null>(null);
  const hintId = useId();
  const threshold = view.rule.band.ng;
  const value = draft === null ? threshold : parseThreshold(draft);
  const moveTo = (next: number, gesture?: string) => view.change({ rule: withThreshold(view.rule, next) }, gesture);

  const commit = () => {
    if (value !== null && draft !== null) moveTo(value);
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
        value={draft ?? thresholdText(threshold)}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            // What is no threshold stays with the reason below it, for correction.
            if (value !== null) commit();
            event.currentTarget.select();
          } else if (event.key === "Escape") {
            setDraft(null);
            event.stopPropagation();
          } else if (event.key.startsWith("ArrowU") || event.key.startsWith("ArrowD") || event.key.startsWith("Page")) {
            event.preventDefault();
            const next = thresholdByKey(event.key, value ?? threshold, event.shiftKey);
            setDraft(null);
            if (next !== null) moveTo(next, keyGesture());
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
