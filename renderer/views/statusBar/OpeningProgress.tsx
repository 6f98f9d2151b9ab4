/** The progress of opening a dataset or a model, with its cancel button. */
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import { formatCount } from "../../ui/format.ts";

export function OpeningProgress() {
  const { t } = useTranslation();
  const { project } = useMoment();
  const { opening } = project;
  if (!opening) return null;
  const { what, name, read, total } = opening;
  const title = what === "dataset" ? t("empty.reading", { name }) : t("empty.readingModel", { name });
  const known = total !== null && total > 0;
  return (
    <div className="run-progress" data-testid="opening" role="status">
      <span className="run-state ellipsis">{title}</span>
      <div
        className={`progress-track${known ? "" : " progress-unknown"}`}
        role="progressbar"
        aria-label={title}
        {...(known ? { "aria-valuemin": 0, "aria-valuemax": total, "aria-valuenow": read } : {})}
      >
        <div className="progress-fill" style={{ transform: `scaleX(${known ? read / total : 0.3})` }} />
      </div>
      {what === "dataset" && read > 0 ? (
        <span className="run-figures">
          {known
            ? t("empty.readOf", { read: formatCount(read), total: formatCount(total) })
            : t("empty.read", { read: formatCount(read) })}
        </span>
      ) : null}
      <button type="button" className="button button-quiet button-small" onClick={project.cancelOpening}>
        {t("common.cancel")}
      </button>
    </div>
  );
}
