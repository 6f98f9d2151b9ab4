/** The provider that the model runs on: which was requested, which ran, and why each other one did not. */
import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { useWords } from "../../i18n/useWords.ts";
import type { ProviderRecord } from "../../../shared/core/run.ts";
import { SaidDetails } from "../../ui/SaidDetails.tsx";
import { Icon } from "../../ui/Icon.tsx";

export function ProviderIndicator() {
  const { t } = useTranslation();
  const stores = useStores();
  const { run } = useMoment();
  const choice = useSlice(stores.settings, (state) => state.settings.provider);
  const record = run.run?.provider ?? null;
  const fellBack = record !== null && record.asked !== "auto" && record.asked !== record.ran;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button
          type="button"
          className="button button-quiet provider"
          data-testid="provider"
          aria-label={`${t("provider.title")}: ${t(`provider.${record?.ran ?? choice}`)}`}
        >
          {fellBack ? (
            <Icon name="warning" size={14} />
          ) : (
            <span className={`provider-dot${record ? " provider-dot-on" : ""}`} />
          )}
          <span>{record ? t(`provider.${record.ran}`) : t("provider.idle")}</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover" align="start" sideOffset={4} collisionPadding={8}>
          <h3 className="popover-title">{t("provider.title")}</h3>
          {record ? <ProviderStory record={record} /> : <p className="quiet">{t("provider.idle")}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function ProviderStory({ record }: { record: ProviderRecord }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <>
      <dl className="facts">
        <dt>{t("provider.asked")}</dt>
        <dd>{t(`provider.${record.asked}`)}</dd>
        <dt>{t("provider.ran")}</dt>
        <dd>{t(`provider.${record.ran}`)}</dd>
      </dl>
      <p className="quiet popover-line">{reasonOf(record, t)}</p>
      {record.attempts.length > 0 ? (
        <ul className="attempts">
          {record.attempts.map((attempt, i) => (
            // A provider that was lost is listed twice.
            <li key={`${i}-${attempt.provider}`} className="attempt">
              <span className={attempt.ok ? "tone-ok" : "tone-ng"}>
                <Icon name={attempt.ok ? "check" : "close"} size={14} />
              </span>
              <span>{t(`provider.${attempt.provider}`)}</span>
              <span className="quiet selectable attempt-reason">
                {attempt.reason === null ? (attempt.ok ? t("provider.works") : "") : words.heading(attempt.reason)}
                {attempt.reason === null ? null : <SaidDetails params={attempt.reason.params} />}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function reasonOf(record: ProviderRecord, t: ReturnType<typeof useTranslation>["t"]): string {
  if (record.asked === "auto") return t("provider.bestAvailable");
  if (record.asked === record.ran) return t("provider.asAsked");
  return t("provider.fellBack", { asked: t(`provider.${record.asked}`), ran: t(`provider.${record.ran}`) });
}
