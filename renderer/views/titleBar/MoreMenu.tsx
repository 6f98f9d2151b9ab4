/** The last menu of the title bar, with what is seldom needed. */
import { useTranslation } from "react-i18next";
import { useKeysOf, useStores } from "../../appContext.tsx";
import type { CommandId } from "../../commands/command.ts";
import { commandOf, runCommand } from "../../commands/commandList.ts";
import { Icon, type IconName } from "../../ui/Icon.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu.tsx";

const ENTRIES: readonly (readonly { readonly id: CommandId; readonly icon: IconName }[])[] = [
  [
    { id: "exportReports", icon: "report" },
    { id: "showRuns", icon: "clock" },
    { id: "showIssues", icon: "warning" },
    { id: "showFacts", icon: "cube" },
    { id: "restartInspection", icon: "restart" },
  ],
  [
    { id: "openSettings", icon: "settings" },
    { id: "showShortcuts", icon: "grid" },
    { id: "showAbout", icon: "info" },
  ],
];

export function MoreMenu() {
  const { t } = useTranslation();
  const stores = useStores();
  const keysOf = useKeysOf();
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="button button-quiet button-icon"
          aria-label={t("title.more")}
          data-testid="more-menu"
        >
          <Icon name="dots" />
        </button>
      }
    >
      {ENTRIES.map((group, i) => (
        <div key={group[0]?.id}>
          {i > 0 ? <MenuSeparator /> : null}
          {group.map(({ id, icon }) => (
            <MenuItem
              key={id}
              icon={icon}
              keys={keysOf(id)[0]}
              disabled={!commandOf(id).enabled(stores)}
              onSelect={() => runCommand(stores, id)}
            >
              {t(`commands.${id}`)}
            </MenuItem>
          ))}
        </div>
      ))}
    </Menu>
  );
}
