/** Settings of how the model is run: threads, sessions, batch size, optimisation; each explained, with its effect on the open model. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { graphOptimizationSchema, MAX_TUNING, type SessionTuning } from "../../../shared/core/sessionTuning.ts";
import { useMoment } from "../../appContext.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";

interface PerformanceSettingsProps {
  readonly tuning: SessionTuning;
  /** The loaded model still runs with other settings. */
  readonly waits: boolean;
  readonly onChange: (tuning: SessionTuning) => void;
}

const BATCH_SIZES = ["1", "2", "4", "8", "16"] as const;
/** From the most a model gains to the least. */
const LEVELS = [...graphOptimizationSchema.options].reverse();

export function PerformanceSettings({ tuning, waits, onChange }: PerformanceSettingsProps) {
  const { t } = useTranslation();
  const { model } = useMoment().project;
  const change = (patch: Partial<SessionTuning>) => onChange({ ...tuning, ...patch });
  return (
    <section data-testid="performance-settings">
      <h3 className="form-heading">{t("performance.title")}</h3>
      <p className="faint form-note">{t("performance.why")}</p>
      {waits ? (
        <p className="tone-review form-note" role="status" data-testid="performance-later">
          {t("performance.later")}
        </p>
      ) : null}
      <CountRow name="threads" value={tuning.threads} onChange={(threads) => change({ threads })} />
      <CountRow name="sessions" value={tuning.sessions} onChange={(sessions) => change({ sessions })} />
      <div className="form-row form-row-top">
        <span className="form-label">{t("performance.batch")}</span>
        <div className="form-wide">
          <SegmentedControl
            label={t("performance.batch")}
            value={String(tuning.batchSize)}
            options={BATCH_SIZES.map((size) => ({ value: size, label: size }))}
            onChange={(size) => change({ batchSize: Number(size) })}
          />
          <p className="faint form-note">
            {t("performance.batchWhy")}
            {model ? ` · ${model.batches ? t("performance.batchAllowed") : t("performance.batchRefused")}` : ""}
          </p>
        </div>
      </div>
      <div className="form-row form-row-top">
        <span className="form-label">{t("performance.optimization")}</span>
        <div className="form-wide">
          <SegmentedControl
            label={t("performance.optimization")}
            value={tuning.optimization}
            options={LEVELS.map((level) => ({ value: level, label: t(`performance.level.${level}`) }))}
            onChange={(optimization) => change({ optimization })}
          />
          <p className="faint form-note">{t("performance.optimizationWhy")}</p>
        </div>
      </div>
    </section>
  );
}

interface CountRowProps {
  readonly name: "threads" | "sessions";
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** A whole number, or empty for automatic; other input is marked, not accepted, and reverted when the field loses focus. */
function CountRow({ name, value, onChange }: CountRowProps) {
  const most = MAX_TUNING[name];
  const { t } = useTranslation();
  const shown = value === null ? "" : String(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  return (
    <div className="form-row form-row-top">
      <label className="form-label" htmlFor={`performance-${name}`}>
        {t(`performance.${name}`)}
      </label>
      <div className="form-wide">
        <input
          id={`performance-${name}`}
          className="field field-number"
          type="text"
          inputMode="numeric"
          placeholder={t("performance.automatic")}
          value={text}
          aria-invalid={readCount(text, most) === undefined}
          onChange={(event) => {
            setText(event.target.value);
            const count = readCount(event.target.value, most);
            if (count !== undefined) onChange(count);
          }}
          onBlur={() => setText(shown)}
        />
        <p className="faint form-note">{t(`performance.${name}Why`)}</p>
      </div>
    </div>
  );
}

/** Undefined when it is neither empty nor a whole number from 1 to `most`. */
function readCount(text: string, most: number): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const count = Number(trimmed);
  return /^\d+$/.test(trimmed) && count >= 1 && count <= most ? count : undefined;
}
