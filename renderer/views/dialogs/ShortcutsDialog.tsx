/** The shortcuts dialog: every command with its keys, by group, found by name or key, with editing of keys. */
import { useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import { GROUPS, type CommandId } from "../../commands/command.ts";
import { shownKeys } from "../../commands/keyNames.ts";
import { searchCommands } from "../../commands/searchCommands.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ShortcutRow } from "./ShortcutRow.tsx";
import "./shortcuts.css";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const registry = useCommandRegistry();
  const { language, keys: chosen } = useSlice(stores.settings, (state) => state.settings);
  const mac = stores.startUp.platform === "darwin";
  const keysOf = useKeysOf();
  const [query, setQuery] = useState("");
  /** The row whose keys are being changed. */
  const [open, setOpen] = useState<CommandId | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const found = new Set(
    query.trim() === ""
      ? registry.commands.map(({ id }) => id)
      : [
          ...searchCommands(query, registry.commands, language, () => true).map(({ command }) => command.id),
          ...registry.commands.filter(({ id }) => hasKey(shownKeys(keysOf(id), mac), query)).map(({ id }) => id),
        ],
  );
  const changed = registry.commands.filter(({ id }) => chosen[id] !== undefined).length;
  const groups = GROUPS.map((group) => ({
    group,
    commands: registry.commands.filter((command) => command.group === group && found.has(command.id)),
  })).filter(({ commands }) => commands.length > 0);

  /** Arrows move from row to row, also by pages; the browser scrolls along. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || open !== null || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-shortcut]") ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    next?.querySelector<HTMLElement>("button")?.focus();
    event.preventDefault();
  };

  return (
    <Dialog
      title={t("shortcuts.title")}
      onClose={onClose}
      size="large"
      testId="shortcuts-dialog"
      footer={changed > 0 ? <ResetAll number={changed} /> : undefined}
    >
      <div className="shortcuts-view" onKeyDown={onKeyDown}>
        <div className="shortcuts-search">
          <Icon name="search" size={14} />
          <input
            className="shortcuts-search-input"
            type="text"
            value={query}
            placeholder={t("shortcuts.search")}
            aria-label={t("shortcuts.search")}
            spellCheck={false}
            data-autofocus
            data-testid="shortcuts-search"
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
        <div ref={list} className="shortcuts-list">
          {groups.length === 0 ? <p className="quiet">{t("shortcuts.nothing")}</p> : null}
          {groups.map(({ group, commands }) => (
            <section key={group} className="shortcut-group" aria-label={t(`group.${group}`)}>
              <h3 className="form-heading">{t(`group.${group}`)}</h3>
              {commands.map((command) => (
                <ShortcutRow
                  key={command.id}
                  command={command}
                  open={open === command.id}
                  onOpen={(is) => setOpen(is ? command.id : null)}
                />
              ))}
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

/** `ctrl k`, `Ctrl+K` and `k` find Ctrl+K. */
function hasKey(shown: readonly string[], query: string): boolean {
  const asked = query
    .toLowerCase()
    .trim()
    .split(/[\s+]+/)
    .join("+");
  return shown.some((keys) => keys.toLowerCase() === asked || keys.toLowerCase().endsWith(`+${asked}`));
}

function ResetAll({ number }: { number: number }) {
  const { t } = useTranslation();
  const { settings } = useStores();
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <>
        <span className="footer-note quiet">{t("shortcuts.changed", { number: String(number) })}</span>
        <button type="button" className="button button-quiet" onClick={() => setAsked(true)}>
          {t("shortcuts.resetAll")}
        </button>
      </>
    );
  return (
    <>
      <span className="footer-note" role="status">
        {t("shortcuts.resetAllSure", { number: String(number) })}
      </span>
      <button type="button" className="button button-quiet" onClick={() => setAsked(false)}>
        {t("common.cancel")}
      </button>
      <button
        type="button"
        className="button button-primary"
        autoFocus
        onClick={() => {
          settings.getState().update({ keys: {} });
          setAsked(false);
        }}
      >
        {t("shortcuts.resetAllNow")}
      </button>
    </>
  );
}
