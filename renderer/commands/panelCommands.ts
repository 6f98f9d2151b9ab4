/** Commands of the panels beside the images: each closes and opens one, and one leaves the images alone. */
import type { Stores } from "../stores/createStores.ts";
import { toggleAllPanels, togglePanel } from "../stores/shownPanels.ts";
import type { PanelName } from "../stores/windowStore.ts";
import type { Command, CommandId } from "./command.ts";

/** The workspace is on screen. */
function hasImages(stores: Stores): boolean {
  return (stores.project.getState().dataset?.images.length ?? 0) > 0;
}

export const panelCommands: readonly Command[] = [
  panelCommand("toggleLibraryPanel", "library", "$mod+b"),
  panelCommand("toggleHistogramPanel", "histogram", "$mod+j"),
  panelCommand("toggleThresholdPanel", "threshold", "$mod+Shift+b"),
  { id: "toggleAllPanels", group: "view", keys: ["i"], enabled: hasImages, run: toggleAllPanels },
];

function panelCommand(id: CommandId, panel: PanelName, key: string): Command {
  return { id, group: "view", keys: [key], enabled: hasImages, run: (stores) => togglePanel(stores, panel) };
}
