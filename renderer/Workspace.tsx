/** The panels around the images: library, comparison over histogram, operating point; they stand as their user left them. */
import { useState } from "react";
import { Group, Panel, Separator, usePanelRef, type LayoutChangedMeta } from "react-resizable-panels";
import { useTranslation } from "react-i18next";
import { useStores } from "./appContext.tsx";
import { CompareView } from "./views/compare/CompareView.tsx";
import { LibraryPanel } from "./views/library/LibraryPanel.tsx";
import { ScoreHistogram } from "./views/threshold/ScoreHistogram.tsx";
import { ThresholdPanel } from "./views/threshold/ThresholdPanel.tsx";

export function Workspace() {
  const { t } = useTranslation();
  const { settings } = useStores();
  // Of the moment in which it opens: a default that changed while it stands would move the panels.
  const [opened] = useState(() => settings.getState().settings.panels);
  const [library, threshold, histogram] = [usePanelRef(), usePanelRef(), usePanelRef()];
  /** What a smaller window does to them is not their user's choice. */
  const save = (_layout: unknown, { isUserInteraction }: LayoutChangedMeta) => {
    // Told before the panels have moved: they are measured where they then stand.
    if (isUserInteraction) requestAnimationFrame(measure);
  };
  const measure = () => {
    const { panels } = settings.getState().settings;
    const side = (panel: typeof library, before: number) => Math.round(panel.current?.getSize().inPixels ?? before);
    settings.getState().update({
      panels: {
        library: side(library, panels.library),
        threshold: side(threshold, panels.threshold),
        histogram: side(histogram, panels.histogram),
      },
    });
  };
  return (
    <Group className="workspace" orientation="horizontal" onLayoutChanged={save}>
      <Panel
        id="library"
        panelRef={library}
        defaultSize={`${opened.library}px`}
        minSize="200px"
        maxSize="45%"
        groupResizeBehavior="preserve-pixel-size"
      >
        <LibraryPanel />
      </Panel>
      <Separator className="separator separator-vertical" aria-label={t("workspace.resizeLibrary")} />
      <Panel id="centre" minSize="360px">
        <Group orientation="vertical" onLayoutChanged={save}>
          <Panel id="compare" minSize="160px">
            <CompareView />
          </Panel>
          <Separator className="separator separator-horizontal" aria-label={t("workspace.resizeHistogram")} />
          <Panel
            id="histogram"
            panelRef={histogram}
            defaultSize={`${opened.histogram}px`}
            minSize="140px"
            maxSize="60%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <ScoreHistogram />
          </Panel>
        </Group>
      </Panel>
      <Separator className="separator separator-vertical" aria-label={t("workspace.resizeThreshold")} />
      <Panel
        id="threshold"
        panelRef={threshold}
        defaultSize={`${opened.threshold}px`}
        minSize="280px"
        maxSize="45%"
        groupResizeBehavior="preserve-pixel-size"
      >
        <ThresholdPanel />
      </Panel>
    </Group>
  );
}
