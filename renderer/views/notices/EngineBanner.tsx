/** The banner shown when the engine has ended, with what happens next; the window stays usable. */
import { useWords } from "../../i18n/useWords.ts";
import { useTranslation } from "react-i18next";
import { useSlice, useStores } from "../../appContext.tsx";
import { Icon } from "../../ui/Icon.tsx";

export function EngineBanner() {
  const { t } = useTranslation();
  const stores = useStores();
  const { status, reason, details } = useSlice(stores.engine, (state) => state);
  const words = useWords();
  switch (status) {
    case "ready":
      return null;
    case "lost":
    case "reopening":
    case "gone":
      return (
        <div className={`engine-banner engine-${status}`} data-testid="engine-banner" role="alert">
          <Icon name={status === "gone" ? "error" : "restart"} />
          <strong>{t("engine.lost", { reason: reason ? words.reason(reason) : "" })}</strong>
          <span>
            {status === "lost"
              ? t("engine.restarting")
              : status === "reopening"
                ? t("engine.reopening")
                : t("engine.gone")}
          </span>
          {details ? (
            <details className="engine-details selectable">
              <summary>{t("engine.details")}</summary>
              {words.reason(details)}
            </details>
          ) : null}
        </div>
      );
  }
}
