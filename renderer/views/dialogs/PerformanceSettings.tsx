/** Settings of how the model is run: threads, sessions, batch size, optimisation; each explained, with its effect on the open model. */
import { useTranslation } from "react-i18next";
import { graphOptimizationSchema, MAX_TUNING, type SessionTuning } from "../../../shared/core/sessionTuning.ts";
import { useMoment } from "../../appContext.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { AutomaticNumberRow } from "./AutomaticNumberRow.tsx";

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
      {(["threads", "sessions"] as const).map((name) => (
        <AutomaticNumberRow
          key={name}
          id={`performance-${name}`}
          label={t(`performance.${name}`)}
          why={t(`performance.${name}Why`)}
          inputMode="numeric"
          value={tuning[name]}
          read={(text) => readCount(text, MAX_TUNING[name])}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
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

/** Undefined when it is not a whole number from 1 to `most`. */
function readCount(text: string, most: number): number | undefined {
  const count = Number(text);
  return /^\d+$/.test(text) && count >= 1 && count <= most ? count : undefined;
}
