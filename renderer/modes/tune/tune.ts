/** Tune, the engineer's mode: images, comparison above the score histogram, operating point. */
import { compareCommands } from "../../commands/compareCommands.ts";
import { imageCommands } from "../../commands/imageCommands.ts";
import { panelCommands } from "../../commands/panelCommands.ts";
import { thresholdCommands } from "../../commands/thresholdCommands.ts";
import { CompareView } from "../../views/compare/CompareView.tsx";
import { LibraryPanel } from "../../views/library/LibraryPanel.tsx";
import { ScoreHistogram } from "../../views/threshold/ScoreHistogram.tsx";
import { ThresholdPanel } from "../../views/threshold/ThresholdPanel.tsx";
import type { Mode } from "../mode.ts";
import { Workspace } from "../Workspace.tsx";

export const tune: Mode = {
  id: "tune",
  switchCommand: "switchToTune",
  Layout: Workspace,
  parts: {
    library: { View: LibraryPanel, resize: "workspace.resizeLibrary" },
    panes: CompareView,
    below: { View: ScoreHistogram, resize: "workspace.resizeHistogram" },
    side: { View: ThresholdPanel, resize: "workspace.resizeThreshold" },
  },
  commands: [...imageCommands, ...compareCommands, ...thresholdCommands, ...panelCommands],
};
