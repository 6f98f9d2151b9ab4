/** Sort order, and the switch between grid and list. */
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import type { SortKey } from "../../stores/viewStore.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuHeading, MenuRadioGroup } from "../../ui/Menu.tsx";

export function LibraryTools() {
  const { t } = useTranslation();
  const stores = useStores();
  const { view } = useMoment();
  const mode = useSlice(stores.window, (state) => state.libraryMode);
  const sorts: readonly { value: SortKey; label: string }[] = [
    { value: "dataset", label: t("library.sortDataset") },
    { value: "score-descending", label: t("library.sortScoreDescending") },
    { value: "score-ascending", label: t("library.sortScoreAscending") },
    { value: "name", label: t("library.sortName") },
  ];
  return (
    <div className="panel-tools">
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            className={`button button-quiet button-icon${view.sort === "dataset" ? "" : " button-on"}`}
            aria-label={t("library.sort")}
            title={`${t("library.sort")}: ${sorts.find(({ value }) => value === view.sort)?.label ?? ""}`}
            data-testid="sort-menu"
          >
            <Icon name="sort" />
          </button>
        }
      >
        <MenuHeading>{t("library.sort")}</MenuHeading>
        <MenuRadioGroup value={view.sort} choices={sorts} onChange={(sort) => view.change({ sort })} />
      </Menu>
      <CommandButton command="toggleLibraryMode" icon={mode === "grid" ? "list" : "grid"} testId="library-mode" />
    </div>
  );
}
