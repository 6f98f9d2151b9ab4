/** Search by file name; typing a word is one undo step. */
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useMoment, useSlice, useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { createBurst } from "../../stores/burst.ts";
import { Icon } from "../../ui/Icon.tsx";

const typingGesture = createBurst("search");

export function SearchField() {
  const { t } = useTranslation();
  const stores = useStores();
  const { view } = useMoment();
  const input = useRef<HTMLInputElement>(null);
  const focusRequests = useSlice(stores.window, (state) => state.searchFocus);
  useEffect(() => {
    if (focusRequests > 0) input.current?.select();
  }, [focusRequests]);
  const clear = () => view.change({ search: "" });
  const onKeyDown = (event: KeyboardEvent) => {
    // The results can be stepped through with the arrows at once.
    if ((event.key === "Enter" && !event.nativeEvent.isComposing) || event.key === "ArrowDown") {
      event.preventDefault();
      runCommand(stores, "firstImage");
      document.querySelector<HTMLElement>(".library-scroller")?.focus();
      return;
    }
    if (event.key !== "Escape") return;
    if (view.search === "") input.current?.blur();
    else clear();
  };
  return (
    <div className="search">
      <Icon name="search" size={14} />
      <input
        ref={input}
        className="search-input"
        type="text"
        value={view.search}
        placeholder={t("library.search")}
        aria-label={t("library.search")}
        spellCheck={false}
        data-testid="search"
        onChange={(event) => view.change({ search: event.target.value }, typingGesture())}
        onKeyDown={onKeyDown}
      />
      {view.search === "" ? null : (
        <button
          type="button"
          className="button button-quiet button-icon button-small"
          aria-label={t("library.clearSearch")}
          onClick={clear}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}
