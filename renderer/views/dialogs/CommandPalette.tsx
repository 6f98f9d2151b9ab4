/** The command palette: every command by name, synonym or pinyin; by group while nothing is typed, the best match first while searching. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import { GROUPS, type Command, type CommandId } from "../../commands/command.ts";
import { commandsIn, runById } from "../../commands/registry.ts";
import { preselected, searchCommands, type CommandHit } from "../../commands/searchCommands.ts";
import { useModal } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Kbd } from "../../ui/Kbd.tsx";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const registry = useCommandRegistry();
  const mode = useSlice(stores.window, (state) => state.mode);
  const language = useSlice(stores.settings, (state) => state.settings.language);
  const ref = useModal(onClose);
  const listId = useId();
  const [query, setQuery] = useState("");
  /** Chosen by arrows or pointer; null: the search's preselection. */
  const [pointed, setPointed] = useState<CommandId | null>(null);
  const possible = (command: Command) => command.enabled(stores);
  const commands = commandsIn(registry, mode).filter(({ id }) => id !== "showPalette");
  const searching = query.trim() !== "";
  const groups = searching
    ? [{ group: null, hits: searchCommands(query, commands, language, possible) }]
    : GROUPS.map((group) => ({
        group,
        hits: commands.filter((command) => command.group === group).map((command) => ({ command, foundBy: null })),
      })).filter(({ hits }) => hits.length > 0);
  const hits = groups.flatMap((group) => group.hits);
  const chosen = pointed ?? preselected(hits, possible);

  const run = (command: Command | undefined) => {
    if (!command || !possible(command)) return;
    // The dialog closes first: it restores the focus, and the command may open another.
    onClose();
    requestAnimationFrame(() => runById(registry, stores, command.id));
  };
  const step = (by: number) => {
    const choices = hits.map(({ command }) => command).filter(possible);
    const at = choices.findIndex(({ id }) => id === chosen);
    const next = at === -1 ? (by > 0 ? 0 : choices.length - 1) : (at + by + choices.length) % choices.length;
    setPointed(choices[next]?.id ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") run(hits.find(({ command }) => command.id === chosen)?.command);
    else return;
    event.preventDefault();
  };

  return (
    <dialog ref={ref} tabIndex={-1} className="dialog palette" aria-label={t("palette.title")} data-testid="palette">
      <div className="palette-field">
        <Icon name="search" />
        <input
          className="palette-input"
          type="text"
          role="combobox"
          aria-label={t("palette.title")}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen === null ? undefined : `${listId}-${chosen}`}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("palette.placeholder")}
          data-autofocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setPointed(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} className="palette-list" role="listbox" aria-label={t("palette.title")}>
        {hits.length === 0 ? <p className="palette-empty quiet">{t("palette.nothing")}</p> : null}
        {groups.map((group) => (
          <div
            key={group.group ?? "found"}
            role="group"
            className="palette-group"
            aria-label={group.group === null ? undefined : t(`group.${group.group}`)}
          >
            {group.group === null ? null : (
              <div className="palette-heading" aria-hidden="true">
                {t(`group.${group.group}`)}
              </div>
            )}
            {group.hits.map((hit) => (
              <PaletteItem
                key={hit.command.id}
                id={`${listId}-${hit.command.id}`}
                hit={hit}
                chosen={hit.command.id === chosen}
                possible={possible(hit.command)}
                onPoint={() => setPointed(hit.command.id)}
                onRun={() => run(hit.command)}
              />
            ))}
          </div>
        ))}
      </div>
    </dialog>
  );
}

interface PaletteItemProps {
  readonly id: string;
  readonly hit: CommandHit;
  readonly chosen: boolean;
  readonly possible: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteItem({ id, hit: { command, foundBy }, chosen, possible, onPoint, onRun }: PaletteItemProps) {
  const { t } = useTranslation();
  const keysOf = useKeysOf();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <div
      ref={ref}
      id={id}
      className="palette-item"
      role="option"
      aria-selected={chosen}
      aria-disabled={!possible}
      data-testid={`command-${command.id}`}
      // On moving, not entering: a list that scrolls under a resting pointer selects nothing.
      onPointerMove={() => {
        if (possible && !chosen) onPoint();
      }}
      onClick={onRun}
    >
      <span className="ellipsis">{t(`commands.${command.id}`)}</span>
      {foundBy === null ? null : <span className="palette-word faint ellipsis">{foundBy}</span>}
      <span className="title-space" />
      <Kbd keys={keysOf(command.id)[0]} />
    </div>
  );
}
