/** Reports that are written, or were, while their dialog is closed: progress with the time left, then the way to the result. */
import { useTranslation } from "react-i18next";
import { useSlice, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { formatCount, formatDuration } from "../../ui/format.ts";

export function ReportStatus() {
  const { t } = useTranslation();
  const stores = useStores();
  const { writing, result } = useSlice(stores.reports, (state) => state);
  const isOpen = useSlice(stores.window, ({ dialog }) => dialog === "reports");
  if (isOpen || (writing === null && result === null)) return null;
  const parts = writing
    ? [
        t("reports.title"),
        t("unit.of", { done: formatCount(writing.done), total: formatCount(writing.total) }),
        ...(writing.secondsLeft === null ? [] : [t("status.left", { time: formatDuration(writing.secondsLeft, t) })]),
      ]
    : [t("reports.written"), formatCount(result?.files.length ?? 0), t("reports.openResult")];
  return (
    <button
      type="button"
      className="button button-quiet button-small"
      data-testid="report-status"
      onClick={() => runCommand(stores, "exportReports")}
    >
      {parts.join(" · ")}
    </button>
  );
}
