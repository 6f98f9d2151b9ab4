/** The images of the dataset: filters, search, order, and the virtualised grid or list of the matching ones. */
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { formatCount } from "../../ui/format.ts";
import { FilterRows } from "./FilterRows.tsx";
import { LibraryTools } from "./LibraryTools.tsx";
import { SearchField } from "./SearchField.tsx";
import { ThumbnailGrid } from "./ThumbnailGrid.tsx";
import { ThumbnailList } from "./ThumbnailList.tsx";
import "./library.css";

export function LibraryPanel() {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const mode = useSlice(stores.window, (state) => state.libraryMode);
  const images = moment.project.dataset?.images ?? [];
  const { indices } = stores.derived.listed(moment);
  return (
    <section className="panel library" data-testid="library" aria-label={t("library.title")}>
      <header className="panel-header">
        <h2 className="panel-title">{t("library.title")}</h2>
        <span className="faint panel-note" data-testid="library-shown">
          {t("library.shown", { shown: formatCount(indices.length), total: formatCount(images.length) })}
        </span>
        <LibraryTools />
      </header>
      <SearchField />
      <FilterRows />
      {indices.length === 0 ? (
        <div className="library-nothing">
          <p className="quiet">{t("library.nothing")}</p>
          <button type="button" className="button button-outline" onClick={() => runCommand(stores, "clearFilters")}>
            {t("library.nothingNow")}
          </button>
        </div>
      ) : mode === "grid" ? (
        <ThumbnailGrid indices={indices} />
      ) : (
        <ThumbnailList indices={indices} />
      )}
    </section>
  );
}
