/** A button for a command: its name, its key and whether it is possible come from the registry. */
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useKeysOf, useSlice, useStores } from "../appContext.tsx";
import type { CommandId } from "../commands/command.ts";
import { runById } from "../commands/registry.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { Tooltip } from "./Tooltip.tsx";

interface CommandButtonProps {
  readonly command: CommandId;
  readonly icon?: IconName;
  /** Without a label the name is in the tooltip and for screen readers only. */
  readonly label?: string;
  readonly kind?: "quiet" | "outline" | "primary";
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly pressed?: boolean;
  readonly testId?: string;
}

export function CommandButton({
  command: id,
  icon,
  label,
  kind = "quiet",
  side = "bottom",
  pressed,
  testId,
}: CommandButtonProps) {
  const { t } = useTranslation();
  const stores = useStores();
  const registry = useCommandRegistry();
  const keysOf = useKeysOf();
  const command = registry.find(id);
  useSlice(stores.engine, (state) => state.status);
  // Renders again only when its availability changes, not with every move of the threshold.
  const enabled = useSyncExternalStore(stores.moments.subscribe, () => command?.enabled(stores) === true);
  const name = t(`commands.${id}`);
  return (
    <Tooltip text={name} keys={keysOf(id)[0]} side={side}>
      <button
        type="button"
        className={`button button-${kind}${label === undefined ? " button-icon" : ""}`}
        aria-label={label === undefined ? name : undefined}
        aria-pressed={pressed}
        aria-disabled={!enabled}
        data-testid={testId}
        onClick={() => runById(registry, stores, id)}
      >
        {icon ? <Icon name={icon} /> : null}
        {label === undefined ? null : <span>{label}</span>}
      </button>
    </Tooltip>
  );
}
