/** The layout of modes that work on images: library, panes over a strip, side panel; the user opens and closes panels, and their sizes are kept. */
import { useLayoutEffect, useMemo, useRef } from "react";
import { Group, Panel, Separator, usePanelRef, type LayoutChangedMeta } from "react-resizable-panels";
import { useTranslation } from "react-i18next";
import { useSlice, useStores } from "../appContext.tsx";
import { shownPanels } from "../stores/shownPanels.ts";
import { useElementWidth } from "../ui/useElementWidth.ts";
import type { ModeParts } from "./mode.ts";

export function Workspace({ parts }: { parts: ModeParts }) {
  const { t } = useTranslation();
  const { settings, window } = useStores();
  const ref = useRef<HTMLDivElement>(null);
  const width = useElementWidth(ref);
  useLayoutEffect(() => window.getState().setWidth(width), [window, width]);
  const preferred = useSlice(window, (state) => state.preferredSide);
  const collapsed = useSlice(settings, (state) => state.settings.collapsedPanels);
  const shown = shownPanels(collapsed, width, preferred);
  const [left, below, right] = [
    shown.library ? parts.library : null,
    shown.histogram ? parts.below : null,
    shown.threshold ? parts.side : null,
  ];
  // Taken when a panel opens: a default that changed while it stands would move the others.
  const opened = useMemo(
    () => settings.getState().settings.panels,
    // eslint-disable-next-line react-hooks/exhaustive-deps -- read anew when another set of panels stands
    [settings, left, below, right],
  );
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
    <div ref={ref} className="workspace">
      {/* Until it is measured it is not known which panels have room. */}
      {width > 0 ? (
        <Group orientation="horizontal" onLayoutChanged={save}>
          {left ? (
            <Panel
              id="library"
              panelRef={library}
              defaultSize={`${opened.library}px`}
              minSize="200px"
              maxSize="45%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <left.View />
            </Panel>
          ) : null}
          {left ? <Separator className="separator separator-vertical" aria-label={t(left.resize)} /> : null}
          <Panel id="centre" minSize="480px">
            <Group orientation="vertical" onLayoutChanged={save}>
              <Panel id="compare" minSize="160px">
                <Panes />
              </Panel>
              {below ? <Separator className="separator separator-horizontal" aria-label={t(below.resize)} /> : null}
              {below ? (
                <Panel
                  id="histogram"
                  panelRef={histogram}
                  defaultSize={`${opened.histogram}px`}
                  minSize="124px"
                  maxSize="60%"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <below.View />
                </Panel>
              ) : null}
            </Group>
          </Panel>
          {right ? <Separator className="separator separator-vertical" aria-label={t(right.resize)} /> : null}
          {right ? (
            <Panel
              id="threshold"
              panelRef={threshold}
              defaultSize={`${opened.threshold}px`}
              minSize="280px"
              maxSize="45%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <right.View />
            </Panel>
          ) : null}
        </Group>
      ) : null}
    </div>
  );
}
