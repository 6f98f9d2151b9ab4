/** The last step of the reports dialog: what was written, as a summary, and what was not, with the reason. */
import { useTranslation } from "react-i18next";
import type { ReportState } from "../../stores/reportStore.ts";
import { useSlice, useStores } from "../../appContext.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";

export function ReportResult({ result }: { result: NonNullable<ReportState["result"]> }) {
  const { t } = useTranslation();
  const folder = useSlice(useStores().reports, (state) => state.folder);
  return (
    <div className="report-result selectable" data-testid="reports-result">
      <h3 className="form-heading">
        {t("reports.written")} · {formatCount(result.files.length)}
        {folder ? ` · ${folder.name}` : null}
      </h3>
      <ul className="file-list">
        {summaryOf(result.files).map(({ name, count }) => (
          <li key={name} className="file-line">
            <span className="tone-ok">
              <Icon name="check" size={14} />
            </span>
            <span className="file-text">
              {name}
              {count === null ? null : (
                <span className="faint"> · {t("reports.filesInFolder", { number: formatCount(count) })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {result.skipped.length > 0 ? (
        <>
          <h3 className="form-heading">
            {t("reports.notWritten")} · {formatCount(result.skipped.length)}
          </h3>
          <ul className="file-list">
            {result.skipped.map(({ file, reason }, i) => (
              <li key={i} className="file-line">
                <span className="tone-review">
                  <Icon name="warning" size={14} />
                </span>
                <span className="file-text">
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

/** Files that stand alone by name, those in a folder counted: nobody reads a list of a hundred thousand images. */
export function summaryOf(files: readonly string[]): { readonly name: string; readonly count: number | null }[] {
  const folders = new Map<string, number>();
  const alone: { name: string; count: null }[] = [];
  for (const file of files) {
    const end = file.indexOf("/");
    if (end === -1) alone.push({ name: file, count: null });
    else folders.set(file.slice(0, end + 1), (folders.get(file.slice(0, end + 1)) ?? 0) + 1);
  }
  return [...alone, ...Array.from(folders, ([name, count]) => ({ name, count }))];
}
