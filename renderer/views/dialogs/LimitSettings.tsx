/** Settings of the limits of running a model: memory, and time per image; empty leaves them to Loupe. */
import { useTranslation } from "react-i18next";
import { MAX_LIMITS, MIN_LIMITS, type RunLimits } from "../../../shared/core/runLimits.ts";
import { AutomaticNumberRow } from "./AutomaticNumberRow.tsx";

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
        <AutomaticNumberRow
          key={name}
          id={`limit-${name}`}
          label={t(`performance.limits.${name}`)}
          why={t(`performance.limits.${name}Why`)}
          inputMode="decimal"
          value={limits[name]}
          read={(text) => readLimit(text, name)}
          onChange={(value) => onChange({ ...limits, [name]: value })}
        />
      ))}
    </section>
  );
}

/** Undefined when it is not a number within the limits; a decimal comma is one. */
function readLimit(text: string, name: keyof RunLimits): number | undefined {
  const limit = Number(text.replace(",", "."));
  return limit >= MIN_LIMITS[name] && limit <= MAX_LIMITS[name] ? limit : undefined;
}
