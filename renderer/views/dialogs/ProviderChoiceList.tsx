/** The list of providers, each with the result of trying it on this machine. */
import { useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { type ProviderAttempt, type ProviderChoice, providerSchema } from "../../../shared/core/run.ts";
import { useSlice, useStores } from "../../appContext.tsx";
import { useWords } from "../../i18n/useWords.ts";

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
  const name = useId();
  useEffect(() => void checkProviders(false), [checkProviders]);
  const choices: readonly ProviderChoice[] = ["auto", ...providerSchema.options];
  return (
    <div className="provider-choices" role="radiogroup" aria-label={t("settings.provider")}>
      {choices.map((choice) => {
        const trial = choice === "auto" ? null : providers?.find(({ provider }) => provider === choice);
        // A provider that cannot be tried on this system is not listed, unless it is the current choice.
        if (choice !== "auto" && providers && !trial && choice !== value) return null;
        return (
          <label key={choice} className={`provider-choice${trial && !trial.ok ? " provider-unusable" : ""}`}>
            <input type="radio" name={name} checked={choice === value} onChange={() => onChange(choice)} />
            <span>{t(`provider.${choice}`)}</span>
            {trial ? <Trial trial={trial} /> : null}
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

function Trial({ trial }: { trial: ProviderAttempt }) {
  const { t } = useTranslation();
  const words = useWords();
  if (trial.ok) return <span className="ellipsis tone-ok">{t("provider.works")}</span>;
  const why = trial.reason === null ? "" : words.heading(trial.reason);
  return <span className="faint provider-why">{why}</span>;
}
