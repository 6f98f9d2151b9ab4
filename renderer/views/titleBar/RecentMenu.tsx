/** The menu of the open dataset or model: open another, or a recent one. */
import { useTranslation } from "react-i18next";
import { useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { openRecent } from "../../stores/session.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuHeading, MenuItem, MenuSeparator } from "../../ui/Menu.tsx";

export function RecentMenu({ what, name }: { what: "dataset" | "model"; name: string | null }) {
  const { t } = useTranslation();
  const stores = useStores();
  const keysOf = useKeysOf();
  const projects = useSlice(stores.recent, (state) => state.projects).filter(({ kind }) => kind === what);
  const command = what === "dataset" ? "openDataset" : "openModel";
  const label = what === "dataset" ? t("title.project") : t("title.model");
  const shown = name ?? (what === "dataset" ? t("title.noDataset") : t("title.noModel"));
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="button button-quiet title-menu"
          data-testid={`${what}-menu`}
          aria-label={`${label}: ${shown}`}
        >
          <Icon name={what === "dataset" ? "folder" : "cube"} />
          <span className={`ellipsis${name === null ? " faint" : ""}`}>{shown}</span>
          <Icon name="chevronDown" size={12} />
        </button>
      }
    >
      <MenuItem
        icon={what === "dataset" ? "folder" : "cube"}
        keys={keysOf(command)[0]}
        onSelect={() => runCommand(stores, command)}
      >
        {what === "dataset" ? t("title.openDataset") : t("title.openModel")}
      </MenuItem>
      <MenuItem icon="image" onSelect={() => runCommand(stores, "openDemo")}>
        {t("title.openDemo")}
      </MenuItem>
      {what === "model" ? (
        <MenuItem
          icon="chip"
          keys={keysOf("showModel")[0]}
          disabled={name === null}
          testId="show-model"
          onSelect={() => runCommand(stores, "showModel")}
        >
          {t("commands.showModel")}
        </MenuItem>
      ) : null}
      <MenuItem
        icon="info"
        keys={keysOf("showFacts")[0]}
        disabled={name === null}
        onSelect={() => runCommand(stores, "showFacts")}
      >
        {t("commands.showFacts")}
      </MenuItem>
      <MenuSeparator />
      <MenuHeading>{what === "dataset" ? t("title.recentDatasets") : t("title.recentModels")}</MenuHeading>
      {projects.length === 0 ? (
        <MenuItem disabled onSelect={() => undefined}>
          {t("title.noRecent")}
        </MenuItem>
      ) : null}
      {projects.map((project) => (
        <MenuItem
          key={project.id}
          icon="clock"
          disabled={!project.exists}
          {...(project.exists ? {} : { note: t("title.missing") })}
          onSelect={() => void openRecent(stores, project)}
        >
          {project.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
