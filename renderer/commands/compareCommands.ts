/** Commands of the panes: boxes, layout, zoom. */
import type { Stores } from "../stores/createStores.ts";
import type { CompareLayout } from "../stores/viewStore.ts";
import type { ViewportRequest } from "../stores/windowStore.ts";
import type { Command, CommandId } from "./command.ts";

function hasImage(stores: Stores): boolean {
  return stores.view.getState().selectedImageId !== null;
}

export const compareCommands: readonly Command[] = [
  {
    id: "toggleBoxes",
    group: "compare",
    keys: ["Space", "b"],
    enabled: hasImage,
    run: (stores) => stores.view.getState().setBoxesShown(!stores.view.getState().boxesShown),
  },
  {
    id: "showLegend",
    group: "compare",
    keys: ["l"],
    enabled: hasImage,
    run: ({ window }) => window.getState().setLegendOpen(!window.getState().legendOpen),
  },
  layoutCommand("layoutAuto", "auto", "r"),
  layoutCommand("layoutSide", "side", "q"),
  layoutCommand("layoutStacked", "stacked", "w"),
  layoutCommand("layoutOverlay", "overlay", "e"),
  viewportCommand("nextBox", "next-box", ["n"]),
  viewportCommand("previousBox", "previous-box", ["Shift+n"]),
  {
    id: "keepZoom",
    group: "compare",
    keys: ["Shift+z"],
    enabled: hasImage,
    run: ({ settings }) => settings.getState().update({ keepZoom: !settings.getState().settings.keepZoom }),
  },
  viewportCommand("zoomFit", "fit", ["f"]),
  viewportCommand("zoomActual", "actual", ["z"]),
  viewportCommand("zoomIn", "in", ["=", "Shift+Equal", "NumpadAdd"]),
  viewportCommand("zoomOut", "out", ["-", "NumpadSubtract"]),
];

function layoutCommand(id: CommandId, compareLayout: CompareLayout, key: string): Command {
  return {
    id,
    group: "compare",
    keys: [key],
    enabled: hasImage,
    run: (stores) => stores.view.getState().change({ compareLayout }),
  };
}

function viewportCommand(id: CommandId, kind: ViewportRequest, keys: readonly string[]): Command {
  return {
    id,
    group: "compare",
    keys,
    enabled: hasImage,
    run: (stores) => stores.window.getState().requestViewport(kind),
  };
}
