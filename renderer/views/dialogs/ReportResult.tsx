/** The last step of the reports dialog: what was written, and what was not, with the reason. */
import { useTranslation } from "react-i18next";
import type { ReportState } from "../../stores/reportStore.ts";
import { useSlice, useStores } from "../../appContext.tsx";
import { Icon } from "../../ui/Icon.tsx";

export function ReportResult({ result }: { result: NonNullable<ReportState["result"]> }) {
  const { t } = useTranslation();
  const folder = useSlice(useStores().reports, (state) => state.folder);
  return (
    <div className="report-result selectable" data-testid="reports-result">
      <h3 className="form-heading">
        {t("reports.written")} · {result.files.length}
        {folder ? ` · ${folder.name}` : null}
      </h3>
      <ul className="file-list">
        {result.files.map((file) => (
          <li key={file} className="file-line">
            <span className="tone-ok">
              <Icon name="check" size={14} />
            </span>
            <span className="ellipsis" title={file}>
              {file}
            </span>
          </li>
        ))}
      </ul>
      {result.skipped.length > 0 ? (
        <>
          <h3 className="form-heading">
            {t("reports.notWritten")} · {result.skipped.length}
          </h3>
          <ul className="file-list">
            {result.skipped.map(({ file, reason }) => (
              <li key={file} className="file-line">
                <span className="tone-review">
                  <Icon name="warning" size={14} />
                </span>
                <span className="ellipsis">
                  {file} <span className="faint">· {reason}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
