/** The progress of opening in the empty window: what is read, how far, and a cancel button. */
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import { formatCount } from "../../ui/format.ts";

export function OpeningCard() {
  const { t } = useTranslation();
  const { project } = useMoment();
  const { opening } = project;
  if (!opening) return null;
  const { what, name, read, total } = opening;
  const known = total !== null && total > 0;
  return (
    <div className="opening-card" data-testid="opening-card">
      <h2 className="empty-title">
        {what === "dataset" ? t("empty.reading", { name }) : t("empty.readingModel", { name })}
      </h2>
      <div className={`progress-track${known ? "" : " progress-unknown"}`}>
        <div className="progress-fill" style={{ transform: `scaleX(${known ? read / total : 0.3})` }} />
      </div>
      <p className="quiet">
        {read === 0
          ? "\u00a0"
          : known
            ? t("empty.readOf", { read: formatCount(read), total: formatCount(total) })
            : t("empty.read", { read: formatCount(read) })}
      </p>
      <button type="button" className="button button-outline" onClick={project.cancelOpening}>
        {t("common.cancel")}
      </button>
    </div>
  );
}
