/** The layout of modes that work on images: library, panes over a strip, side panel; panel sizes are kept. */
import { useState } from "react";
import { Group, Panel, Separator, usePanelRef, type LayoutChangedMeta } from "react-resizable-panels";
import { useTranslation } from "react-i18next";
import { useStores } from "../appContext.tsx";
import type { ModeParts } from "./mode.ts";

export function Workspace({ parts }: { parts: ModeParts }) {
  const { t } = useTranslation();
  const { settings } = useStores();
  // Taken when it opens: a default that changed later would move the panels.
  const [opened] = useState(() => settings.getState().settings.panels);
  // Named after the part in that place in the first mode, as in the settings.
  const [library, threshold, histogram] = [usePanelRef(), usePanelRef(), usePanelRef()];
  /** What a smaller window does to the panels is not the user's choice. */
  const save = (_layout: unknown, { isUserInteraction }: LayoutChangedMeta) => {
    // Called before the panels have moved: they are measured where they then are.
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
  const { panes: Panes } = parts;
  return (
    <Group className="workspace" orientation="horizontal" onLayoutChanged={save}>
      {parts.library ? (
        <Panel
          id="library"
          panelRef={library}
          defaultSize={`${opened.library}px`}
          minSize="200px"
          maxSize="45%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <parts.library.View />
        </Panel>
      ) : null}
      {parts.library ? (
        <Separator className="separator separator-vertical" aria-label={t(parts.library.resize)} />
      ) : null}
      <Panel id="centre" minSize="360px">
        <Group orientation="vertical" onLayoutChanged={save}>
          <Panel id="compare" minSize="160px">
            <Panes />
          </Panel>
          {parts.below ? (
            <Separator className="separator separator-horizontal" aria-label={t(parts.below.resize)} />
          ) : null}
          {parts.below ? (
            <Panel
              id="histogram"
              panelRef={histogram}
              defaultSize={`${opened.histogram}px`}
              minSize="140px"
              maxSize="60%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <parts.below.View />
            </Panel>
          ) : null}
        </Group>
      </Panel>
      {parts.side ? <Separator className="separator separator-vertical" aria-label={t(parts.side.resize)} /> : null}
      {parts.side ? (
        <Panel
          id="threshold"
          panelRef={threshold}
          defaultSize={`${opened.threshold}px`}
          minSize="280px"
          maxSize="45%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <parts.side.View />
        </Panel>
      ) : null}
    </Group>
  );
}
