/** The switches of the panels beside the images, in their order on screen; only those of the current mode. */
import { useCommandRegistry, useSlice, useStores } from "../../appContext.tsx";
import type { CommandId } from "../../commands/command.ts";
import { worksIn } from "../../commands/registry.ts";
import { shownPanels } from "../../stores/shownPanels.ts";
import type { PanelName } from "../../stores/windowStore.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import type { IconName } from "../../ui/Icon.tsx";

const TOGGLES: readonly { readonly panel: PanelName; readonly command: CommandId; readonly icon: IconName }[] = [
  { panel: "library", command: "toggleLibraryPanel", icon: "panelLeft" },
  { panel: "histogram", command: "toggleHistogramPanel", icon: "panelBelow" },
  { panel: "threshold", command: "toggleThresholdPanel", icon: "panelRight" },
];

export function PanelToggles() {
  const stores = useStores();
  const registry = useCommandRegistry();
  const mode = useSlice(stores.window, (state) => state.mode);
  const width = useSlice(stores.window, (state) => state.width);
  const preferred = useSlice(stores.window, (state) => state.preferredSide);
  const collapsed = useSlice(stores.settings, (state) => state.settings.collapsedPanels);
  const shown = shownPanels(collapsed, width, preferred);
  const here = TOGGLES.filter(({ command }) => registry.find(command) && worksIn(registry.scopeOf(command), mode));
  if (here.length === 0) return null;
  return (
    <span className="panel-toggles">
      {here.map(({ panel, command, icon }) => (
        <CommandButton
          key={panel}
          command={command}
          icon={icon}
          side="top"
          pressed={shown[panel]}
          testId={`toggle-${panel}`}
        />
      ))}
    </span>
  );
}
