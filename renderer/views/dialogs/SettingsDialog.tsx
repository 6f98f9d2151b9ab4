/** Settings: language, theme, provider, score floor, counting, speed; each change takes effect at once. */
import { ALL_LANGUAGES, WORDS } from "../../../shared/words/languages.ts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { DEFAULT_DECISION_RULE, withScoreRounding } from "../../../shared/core/decisionRule.ts";
import { sameTuning } from "../../../shared/core/sessionTuning.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../shared/ipc/contract.ts";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { inspect } from "../../stores/session.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { LimitSettings } from "./LimitSettings.tsx";
import { PerformanceSettings } from "./PerformanceSettings.tsx";
import { ProviderChoiceList } from "./ProviderChoiceList.tsx";

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const { settings, update } = useSlice(stores.settings, (state) => state);
  const { view, run } = useMoment();
  const otherThanRun =
    run.run !== null && (run.run.provider.asked !== settings.provider || run.run.scoreFloor !== settings.scoreFloor);
  const otherTuning = run.tuning !== null && !sameTuning(run.tuning, settings.tuning);
  // With nothing left to inspect, other speed settings have no effect.
  const appliesNow = otherThanRun || (otherTuning && run.status !== "done");
  const apply = () => {
    onClose();
    void inspect(stores, false);
  };
  const reset = () => {
    update({
      theme: DEFAULT_SETTINGS.theme,
      provider: DEFAULT_SETTINGS.provider,
      scoreFloor: DEFAULT_SETTINGS.scoreFloor,
      tuning: DEFAULT_SETTINGS.tuning,
      limits: DEFAULT_SETTINGS.limits,
    });
    view.change({ rule: withScoreRounding(view.rule, DEFAULT_DECISION_RULE.scoreRounding) });
  };
  return (
    <Dialog
      title={t("settings.title")}
      onClose={onClose}
      testId="settings-dialog"
      footer={
        <>
          <button type="button" className="button button-quiet" onClick={reset}>
            {t("settings.reset")}
          </button>
          <span className="title-space" />
          {appliesNow ? (
            <button type="button" className="button button-outline" onClick={apply}>
              {t("settings.apply")}
            </button>
          ) : null}
          <button type="button" className="button button-primary" onClick={onClose}>
            {t("common.close")}
          </button>
        </>
      }
    >
      <h3 className="form-heading">{t("settings.appearance")}</h3>
      <div className="form-row">
        <span className="form-label">{t("settings.language")}</span>
        <SegmentedControl
          label={t("settings.language")}
          value={settings.language}
          options={[...ALL_LANGUAGES].reverse().map((value) => ({ value, label: WORDS[value].name }))}
          onChange={(language) => update({ language })}
        />
      </div>
      <div className="form-row">
        <span className="form-label">{t("settings.theme")}</span>
        <SegmentedControl
          label={t("settings.theme")}
          value={settings.theme}
          options={[
            { value: "dark", label: t("settings.dark") },
            { value: "light", label: t("settings.light") },
            { value: "system", label: t("settings.system") },
          ]}
          onChange={(theme) => update({ theme })}
        />
      </div>
      <h3 className="form-heading">{t("settings.inspection")}</h3>
      <div className="form-row form-row-top">
        <span className="form-label">{t("settings.counting")}</span>
        <div>
          <SegmentedControl
            label={t("settings.counting")}
            value={view.rule.scoreRounding}
            options={[
              { value: "exact", label: t("counting.exact") },
              { value: "paddlex", label: t("counting.paddlex") },
            ]}
            onChange={(rounding) => view.change({ rule: withScoreRounding(view.rule, rounding) })}
          />
          <p className="faint form-note">{t(`counting.${view.rule.scoreRounding}Why`)}</p>
        </div>
      </div>
      <div className="form-row form-row-top">
        <label className="form-label" htmlFor="score-floor">
          {t("settings.scoreFloor")}
        </label>
        <div>
          <ScoreFloorField value={settings.scoreFloor} onChange={(scoreFloor) => update({ scoreFloor })} />
          <p className="faint form-note">{t("settings.scoreFloorWhy")}</p>
        </div>
      </div>
      <div className="form-row form-row-top">
        <span className="form-label">{t("settings.provider")}</span>
        <div className="form-wide">
          <ProviderChoiceList
            value={settings.provider}
            onChange={(provider: Settings["provider"]) => update({ provider })}
          />
          <p className="faint form-note">{t("settings.providerWhy")}</p>
        </div>
      </div>
      <PerformanceSettings tuning={settings.tuning} waits={otherTuning} onChange={(tuning) => update({ tuning })} />
      <LimitSettings limits={settings.limits} onChange={(limits) => update({ limits })} />
    </Dialog>
  );
}

/** Typed freely; accepted when it is a number within the limits, otherwise reverted when the field loses focus. */
function ScoreFloorField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const number = Number(text.replace(",", "."));
  const valid = text.trim() !== "" && number >= 0.001 && number <= 0.5;
  return (
    <input
      id="score-floor"
      className="field field-number"
      type="text"
      inputMode="decimal"
      value={text}
      aria-invalid={!valid}
      onChange={(event) => {
        setText(event.target.value);
        const next = Number(event.target.value.replace(",", "."));
        if (event.target.value.trim() !== "" && next >= 0.001 && next <= 0.5) onChange(next);
      }}
      onBlur={() => setText(String(value))}
    />
  );
}
