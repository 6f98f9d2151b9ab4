/** All that a runtime or the system said behind the line that is shown, for whoever opens it. */
import { useTranslation } from "react-i18next";
import { detailsOf, type Params } from "../../shared/core/reason.ts";

/** Nothing where the line is all that was said. */
export function SaidDetails({ params }: { params: Params }) {
  const { t } = useTranslation();
  const texts = [...new Set(detailsOf(params))];
  if (texts.length === 0) return null;
  return (
    <details className="said">
      <summary className="quiet" data-testid="said">
        {t("common.details")}
      </summary>
      <pre className="said-text selectable">{texts.join("\n\n")}</pre>
    </details>
  );
}
