/** All keys at one look, by group. */
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useStores } from "../../appContext.tsx";
import { GROUPS } from "../../commands/command.ts";
import { shownKeys } from "../../commands/keyNames.ts";
import { Dialog } from "../../ui/Dialog.tsx";

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { commands } = useCommandRegistry();
  const mac = useStores().startUp.platform === "darwin";
  return (
    <Dialog title={t("shortcuts.title")} onClose={onClose} size="large" testId="shortcuts-dialog">
      <div className="shortcut-columns">
        {GROUPS.map((group) => (
          <section key={group} className="shortcut-group">
            <h3 className="form-heading">{t(`group.${group}`)}</h3>
            <dl className="shortcuts">
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <Fragment key={command.id}>
                    <dt>{t(`commands.${command.id}`)}</dt>
                    <dd>
                      {shownKeys(command.keys, mac).map((keys, i) => (
                        <Fragment key={keys}>
                          {i > 0 ? <span className="faint"> {t("shortcuts.or")} </span> : null}
                          <span className="kbd">
                            <kbd>{keys}</kbd>
                          </span>
                        </Fragment>
                      ))}
                    </dd>
                  </Fragment>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
