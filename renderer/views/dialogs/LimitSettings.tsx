/** Settings of the limits of running a model: memory, and time per image; empty leaves them to Loupe. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_LIMITS, MIN_LIMITS, type RunLimits } from "../../../shared/core/runLimits.ts";

interface LimitSettingsProps {
  readonly limits: RunLimits;
  readonly onChange: (limits: RunLimits) => void;
}

export function LimitSettings({ limits, onChange }: LimitSettingsProps) {
  const { t } = useTranslation();
  return (
    <section data-testid="limit-settings">
      <h3 className="form-heading">{t("performance.limits.title")}</h3>
      <p className="faint form-note">{t("performance.limits.why")}</p>
      {(["memoryGigabytes", "imageSeconds"] as const).map((name) => (
        <LimitRow
          key={name}
          name={name}
          value={limits[name]}
          onChange={(value) => onChange({ ...limits, [name]: value })}
        />
      ))}
    </section>
  );
}

interface LimitRowProps {
  readonly name: keyof RunLimits;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A number, or nothing for automatic; what is neither is marked, not taken, and put back when the field is left. */
function LimitRow({ name, value, onChange }: LimitRowProps) {
  const { t } = useTranslation();
  const shown = value === null ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  return (
    <div className="form-row form-row-top">
      <label className="form-label" htmlFor={`limit-${name}`}>
        {t(`performance.limits.${name}`)}
      </label>
      <div className="form-wide">
        <input
          id={`limit-${name}`}
          className="field field-number"
          type="text"
          inputMode="decimal"
          placeholder={t("performance.automatic")}
          value={text}
          aria-invalid={readLimit(text, name) === undefined}
          onChange={(event) => {
            setText(event.target.value);
            const limit = readLimit(event.target.value, name);
            if (limit !== undefined) onChange(limit);
          }}
          onBlur={() => setText(shown)}
        />
        <p className="faint form-note">{t(`performance.limits.${name}Why`)}</p>
      </div>
    </div>
  );
}

/** Undefined when it is neither empty nor a number within the limits; a decimal comma is one. */
function readLimit(text: string, name: keyof RunLimits): number | null | undefined {
  const trimmed = text.trim().replace(",", ".");
  if (trimmed === "") return null;
  const limit = Number(trimmed);
  return limit >= MIN_LIMITS[name] && limit <= MAX_LIMITS[name] ? limit : undefined;
}
