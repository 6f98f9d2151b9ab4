/** The bottom row: progress of the inspection, time left, and what was skipped. */
import { useTranslation } from "react-i18next";
import { useMoment, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { OpeningProgress } from "./OpeningProgress.tsx";
import { PanelToggles } from "./PanelToggles.tsx";
import { ReportStatus } from "./ReportStatus.tsx";
import { RunProgressLine } from "./RunProgressLine.tsx";
import "./statusBar.css";

export function StatusBar() {
  const { t } = useTranslation();
  const { project } = useMoment();
  // Without images the middle of the window shows the progress of opening.
  const showsImages = project.dataset !== null && project.dataset.images.length > 0;
  const figuresAreSynthetic = project.dataset?.synthetic === true || project.model?.manifest.synthetic === true;
  return (
    <footer className="status-bar" aria-label={t("status.label")}>
      {project.opening && showsImages ? <OpeningProgress /> : <RunProgressLine />}
      <span className="title-space" />
      <ReportStatus />
      {figuresAreSynthetic ? (
        <span className="status-synthetic" title={t("app.syntheticWhy")}>
          {t("app.syntheticFigures")}
        </span>
      ) : null}
      <IssuesButton />
      {showsImages ? <PanelToggles /> : null}
      <CommandButton command="showShortcuts" label="?" side="top" />
    </footer>
  );
}

function IssuesButton() {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const { dataset } = moment.project;
  if (!dataset) return null;
  const excluded = dataset.issues.filter((issue) => issue.excluded).length;
  const { failed } = stores.derived.listed(moment).counts;
  const remarks = dataset.issues.length - excluded;
  const parts = [
    excluded > 0 ? t("status.skipped", { number: formatCount(excluded) }) : null,
    failed > 0 ? t("status.failed", { number: formatCount(failed) }) : null,
    excluded + failed === 0 && remarks > 0 ? t("status.remarks", { number: formatCount(remarks) }) : null,
  ].filter((part) => part !== null);
  const clean = parts.length === 0;
  return (
    <button
      type="button"
      className={`button button-quiet button-small status-issues${clean ? " faint" : ""}`}
      data-testid="issues-button"
      onClick={() => runCommand(stores, "showIssues")}
    >
      <span className={clean ? "" : "tone-review"}>
        <Icon name={clean ? "check" : "warning"} size={14} />
      </span>
      <span>{clean ? t("status.noIssues") : parts.join(" · ")}</span>
    </button>
  );
}
