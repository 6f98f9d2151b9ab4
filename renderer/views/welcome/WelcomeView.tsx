/** Shown while no image is open: what can be dropped, the demo, recent items; or the progress of opening. */
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { openRecent } from "../../stores/session.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { OpeningCard } from "./OpeningCard.tsx";
import "./welcome.css";

export function WelcomeView() {
  const { project } = useMoment();
  return <div className="welcome">{project.opening ? <OpeningCard /> : <EmptyState />}</div>;
}

function EmptyState() {
  const { t } = useTranslation();
  const stores = useStores();
  const { project } = useMoment();
  const { dataset, model } = project;
  const noImages = dataset !== null && dataset.images.length === 0;
  return (
    <div className="empty" data-testid="empty-state">
      <div className="empty-target">
        <Icon name="image" size={32} />
        <h2 className="empty-title">
          {noImages
            ? t("empty.noImages", { name: dataset.name })
            : model
              ? t("empty.needDataset", { name: model.manifest.name })
              : t("empty.title")}
        </h2>
        <p className="quiet empty-hint">{noImages ? t("empty.noImagesNow") : t("empty.hint")}</p>
        <div className="empty-actions">
          <CommandButton command="openDataset" icon="folder" label={t("empty.dataset")} kind="primary" />
          <CommandButton command="openModel" icon="cube" label={t("empty.model")} kind="outline" />
          {noImages ? (
            <CommandButton command="showIssues" icon="warning" label={t("issues.title")} kind="outline" />
          ) : null}
        </div>
      </div>
      <div className="empty-columns">
        <button
          type="button"
          className="empty-demo"
          data-testid="open-demo"
          onClick={() => runCommand(stores, "openDemo")}
        >
          <Icon name="play" />
          <span>
            <span className="empty-demo-title">{t("empty.demo")}</span>
            <span className="faint empty-demo-hint">{t("empty.demoHint")}</span>
          </span>
        </button>
        <RecentList />
      </div>
    </div>
  );
}

function RecentList() {
  const { t } = useTranslation();
  const stores = useStores();
  const projects = useSlice(stores.recent, (state) => state.projects);
  if (projects.length === 0) return null;
  return (
    <section className="recents" aria-label={t("empty.recent")}>
      <h2 className="faint recents-title">{t("empty.recent")}</h2>
      <ul>
        {projects.map((project) => (
          <li key={project.id} className="recent">
            <button
              type="button"
              className="recent-open"
              disabled={!project.exists}
              onClick={() => void openRecent(stores, project)}
            >
              <Icon name={project.kind === "dataset" ? "folder" : "cube"} />
              <span className="ellipsis">{project.name}</span>
              {project.exists ? null : <span className="faint">{t("title.missing")}</span>}
            </button>
            <button
              type="button"
              className="button button-quiet button-icon button-small recent-forget"
              aria-label={t("title.forget", { name: project.name })}
              onClick={() => void stores.recent.getState().forget(project.id)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
