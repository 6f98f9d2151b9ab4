/** Every command by name, in both languages, with its keys. */
import { Command as Palette } from "cmdk";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useSlice, useStores } from "../../appContext.tsx";
import { GROUPS, type Command } from "../../commands/command.ts";
import { commandsIn, runById } from "../../commands/registry.ts";
import { en } from "../../../shared/words/en/window.ts";
import { zh } from "../../../shared/words/zh/window.ts";
import { useModal } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Kbd } from "../../ui/Kbd.tsx";

export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const registry = useCommandRegistry();
  const commands = commandsIn(
    registry,
    useSlice(stores.window, (state) => state.mode),
  );
  const ref = useModal(onClose);
  const run = (command: Command) => {
    // The dialog goes first: it gives the focus back, and the command may open another.
    onClose();
    requestAnimationFrame(() => runById(registry, stores, command.id));
  };
  return (
    <dialog ref={ref} tabIndex={-1} className="dialog palette" aria-label={t("palette.title")} data-testid="palette">
      <Palette label={t("palette.title")} loop>
        <div className="palette-field">
          <Icon name="search" />
          <Palette.Input className="palette-input" placeholder={t("palette.placeholder")} data-autofocus />
        </div>
        <Palette.List className="palette-list">
          <Palette.Empty className="palette-empty quiet">{t("palette.nothing")}</Palette.Empty>
          {GROUPS.map((group) => (
            <Palette.Group key={group} heading={t(`group.${group}`)} className="palette-group">
              {commands
                .filter((command) => command.group === group && command.id !== "showPalette")
                .map((command) => (
                  <Palette.Item
                    key={command.id}
                    className="palette-item"
                    value={command.id}
                    // Whoever knows a command by its other language finds it too.
                    keywords={[en.commands[command.id], zh.commands[command.id]]}
                    disabled={!command.enabled(stores)}
                    data-testid={`command-${command.id}`}
                    onSelect={() => run(command)}
                  >
                    <span className="menu-label ellipsis">{t(`commands.${command.id}`)}</span>
                    {command.keys[0] ? <Kbd keys={command.keys[0]} /> : null}
                  </Palette.Item>
                ))}
            </Palette.Group>
          ))}
        </Palette.List>
      </Palette>
    </dialog>
  );
}
