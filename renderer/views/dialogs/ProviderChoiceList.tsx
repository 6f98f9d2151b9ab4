/** The providers, each with what trying it on this machine gave. */
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { providerSchema, type ProviderChoice } from "../../../shared/core/run.ts";
import { providerReason } from "../../../shared/report/engineReason.ts";
import { useSlice, useStores } from "../../appContext.tsx";

export function ProviderChoiceList({
  value,
  onChange,
}: {
  value: ProviderChoice;
  onChange: (value: ProviderChoice) => void;
}) {
  const { t } = useTranslation();
  const stores = useStores();
  const { providers, checkingProviders, checkProviders } = useSlice(stores.engine, (state) => state);
  const language = useSlice(stores.settings, (state) => state.settings.language);
  const name = useId();
  useEffect(() => void checkProviders(false), [checkProviders]);
  const choices: readonly ProviderChoice[] = ["auto", ...providerSchema.options];
  return (
    <div className="provider-choices" role="radiogroup" aria-label={t("settings.provider")}>
      {choices.map((choice) => {
        const trial = choice === "auto" ? null : providers?.find(({ provider }) => provider === choice);
        // What this machine was not even tried for (another system's provider) would only be noise, unless it is the choice.
        if (choice !== "auto" && providers && !trial && choice !== value) return null;
        return (
          <label key={choice} className={`provider-choice${trial && !trial.ok ? " provider-unusable" : ""}`}>
            <input type="radio" name={name} checked={choice === value} onChange={() => onChange(choice)} />
            <span>{t(`provider.${choice}`)}</span>
            {trial ? (
              <span
                className={`ellipsis ${trial.ok ? "tone-ok" : "faint"}`}
                title={providerReason(trial.reason, language)}
              >
                {trial.ok ? t("provider.works") : providerReason(trial.reason, language)}
              </span>
            ) : null}
          </label>
        );
      })}
      <div className="provider-check">
        {checkingProviders ? (
          <span className="faint">{t("provider.checking")}</span>
        ) : (
          <button type="button" className="button button-quiet button-small" onClick={() => void checkProviders(true)}>
            {t("provider.checkAgain")}
          </button>
        )}
      </div>
    </div>
  );
}
