/** A command with its keys: a press on one records a replacement, and a command that already has it is named first. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useKeysOf, useSlice, useStores } from "../../appContext.tsx";
import type { Command } from "../../commands/command.ts";
import { keyText } from "../../commands/keyNames.ts";
import { usersOf, withKeys, withOwnKeys } from "../../commands/keysInForce.ts";
import { placeOfKeyPress } from "../../../shared/core/keyPress.ts";
import { Icon } from "../../ui/Icon.tsx";
import { KeyRecorder } from "./KeyRecorder.tsx";

interface ShortcutRowProps {
  readonly command: Command;
  /** While one row is open, its keys are being changed. */
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Keys that another command has: confirmed before they are taken. */
interface Taken {
  readonly keys: readonly string[];
  readonly pressed: string;
  readonly by: readonly Command[];
  readonly event: KeyboardEvent | undefined;
}

export function ShortcutRow({ command, open, onOpen }: ShortcutRowProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const registry = useCommandRegistry();
  const keysOf = useKeysOf();
  const chosen = useSlice(stores.settings, (state) => state.settings.keys);
  const mac = stores.startUp.platform === "darwin";
  const row = useRef<HTMLDivElement>(null);
  /** The index of the keys being replaced; equal to their number, one more is added. */
  const [place, setPlace] = useState(0);
  const [taken, setTaken] = useState<Taken | null>(null);
  const name = t(`commands.${command.id}`);
  const keys = byText(keysOf(command.id), mac);
  const without = (at: number) => keys.filter((_, i) => i !== at).flatMap(({ presses }) => presses);
  const changed = chosen[command.id] !== undefined;
  const { update } = stores.settings.getState();

  const close = () => {
    setTaken(null);
    onOpen(false);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>("button")?.focus());
  };
  const give = (next: readonly string[], event?: KeyboardEvent) => {
    update({ keys: withKeys(registry, chosen, command.id, next, event) });
    close();
  };
  const ask = (next: readonly string[], pressed: string, event?: KeyboardEvent) => {
    const by = usersOf(registry, keysOf, command.id, pressed, event);
    if (by.length === 0) give(next, event);
    else setTaken({ keys: next, pressed, by, event });
  };
  const record = (pressed: string, event: KeyboardEvent) => {
    const others = without(place);
    const before = keys.slice(0, place).flatMap(({ presses }) => presses);
    const same = others.some((other) => placeOfKeyPress(other) === placeOfKeyPress(pressed));
    ask(same ? others : [...before, pressed, ...others.slice(before.length)], pressed, event);
  };
  const reset = () => {
    const own = registry.find(command.id)?.keys ?? [];
    const lost = own.find((one) => usersOf(registry, keysOf, command.id, one).length > 0);
    if (lost === undefined) {
      update({ keys: withOwnKeys(chosen, command.id) });
      close();
    } else {
      onOpen(true);
      ask(own, lost);
    }
  };
  const start = (at: number) => {
    setPlace(at);
    setTaken(null);
    onOpen(true);
  };

  return (
    <div ref={row} className={`shortcut-row${open ? " shortcut-row-open" : ""}`} data-shortcut={command.id}>
      <span className="shortcut-name ellipsis" title={name}>
        {name}
      </span>
      <span className="shortcut-keys">
        {keys.map(({ text }, i) => (
          <button
            key={text}
            type="button"
            className="key-button"
            aria-label={t("shortcuts.change", { keys: text, name })}
            onClick={() => start(i)}
          >
            <kbd>{text}</kbd>
          </button>
        ))}
        <button
          type="button"
          className="key-button key-add"
          aria-label={t("shortcuts.add", { name })}
          title={t("shortcuts.addShort")}
          onClick={() => start(keys.length)}
        >
          <span aria-hidden="true">+</span>
        </button>
      </span>
      {changed ? (
        <button
          type="button"
          className="button button-quiet button-icon button-small"
          aria-label={t("shortcuts.resetOne", { name })}
          title={t("shortcuts.own", {
            keys:
              byText(command.keys, mac)
                .map(({ text }) => text)
                .join(", ") || t("shortcuts.noKeys"),
          })}
          onClick={reset}
        >
          <Icon name="restart" size={14} />
        </button>
      ) : (
        <span />
      )}
      {open && taken ? (
        <TakenLine taken={taken} mac={mac} onCancel={close} onReplace={() => give(taken.keys, taken.event)} />
      ) : open ? (
        <div className="shortcut-change">
          <KeyRecorder name={name} onKeys={record} onCancel={close} />
          {place < keys.length ? (
            <button type="button" className="button button-quiet button-small" onClick={() => give(without(place))}>
              {t("shortcuts.remove", { keys: keys[place]?.text ?? "" })}
            </button>
          ) : null}
          <button type="button" className="button button-quiet button-small" onClick={close}>
            {t("common.cancel")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

interface TakenLineProps {
  readonly taken: Taken;
  readonly mac: boolean;
  readonly onReplace: () => void;
  readonly onCancel: () => void;
}

function TakenLine({ taken, mac, onReplace, onCancel }: TakenLineProps) {
  const { t } = useTranslation();
  const replace = useRef<HTMLButtonElement>(null);
  useEffect(() => replace.current?.focus(), []);
  const names = taken.by.map(({ id }) => t(`commands.${id}`)).join(" · ");
  return (
    <div
      className="shortcut-change"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onCancel();
      }}
    >
      <span className="shortcut-taken" role="status">
        {t("shortcuts.usedBy", { keys: keyText(taken.pressed, mac), name: names })}
      </span>
      <button ref={replace} type="button" className="button button-outline button-small" onClick={onReplace}>
        {t("shortcuts.replace")}
      </button>
      <button type="button" className="button button-quiet button-small" onClick={onCancel}>
        {t("common.cancel")}
      </button>
    </div>
  );
}

interface ShownKey {
  readonly text: string;
  readonly presses: readonly string[];
}

/** `[` by its character and by its position, or the two plus keys, are one key to people: shown, replaced and removed together. */
function byText(keys: readonly string[], mac: boolean): readonly ShownKey[] {
  const texts = [...new Set(keys.map((one) => keyText(one, mac)))];
  return texts.map((text) => ({ text, presses: keys.filter((one) => keyText(one, mac) === text) }));
}
