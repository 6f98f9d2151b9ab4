/** The canvas of one pane: image, boxes and highlight on three layers, redrawn in the same frame as the rest of the window. */
import type Konva from "konva";
import { memo, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { Layer, Shape, Stage } from "react-konva";
import type { Size } from "../../../shared/core/box.ts";
import type { BoxScene } from "./boxScene.ts";
import { drawBoxes, drawHighlight } from "./drawBoxes.ts";
import { paintImage } from "./paintImage.ts";
import type { PaneBox } from "./paneBoxes.ts";
import type { LoadedImage } from "./imageCache.ts";
import type { SceneSetup } from "./sceneSetup.ts";
import type { Viewport } from "./viewport.ts";

interface PaneStageProps {
  readonly pane: Size;
  readonly loaded: LoadedImage<ImageBitmap> | null;
  /** In drawing order; empty while boxes are hidden. */
  readonly boxes: readonly PaneBox[];
  /** The same boxes, most important label first. */
  readonly labelled: readonly PaneBox[];
  /** The annotated defects of the image: no label lies on one. */
  readonly defects: readonly PaneBox[];
  readonly highlighted: PaneBox | null;
  readonly viewport: Viewport;
  /** The same object while colours, fonts and screen are unchanged. */
  readonly scene: SceneSetup;
  readonly overlay: boolean;
}

/**
 * Shapes read what they draw from a ref, and each layer is drawn as soon as React has committed: konva's own scheduling would draw
 * one frame behind the figures when the change came from an animation frame.
 */
export const PaneStage = memo(function PaneStage(props: PaneStageProps) {
  const { pane, loaded, boxes, labelled, defects, highlighted, viewport, scene } = props;
  const now = useRef(props);
  const imageLayer = useRef<Konva.Layer>(null);
  const boxLayer = useRef<Konva.Layer>(null);
  const highlightLayer = useRef<Konva.Layer>(null);

  const paintLoaded = useCallback((context: Konva.Context) => {
    const { current } = now;
    if (current.loaded) paintImage(context, current.loaded, current.viewport, current.pane, current.scene.pixelRatio);
  }, []);
  const paintBoxes = useCallback((context: Konva.Context) => {
    const { current } = now;
    drawBoxes(context, current.boxes, current.labelled, sceneOf(current));
  }, []);
  const paintHighlight = useCallback((context: Konva.Context) => {
    const { current } = now;
    if (current.highlighted) drawHighlight(context, current.highlighted, sceneOf(current));
  }, []);

  // Before the layers are drawn below.
  useLayoutEffect(() => {
    now.current = props;
  });
  useLayoutEffect(() => {
    imageLayer.current?.draw();
  }, [loaded, pane, viewport, scene.pixelRatio]);
  useLayoutEffect(() => {
    boxLayer.current?.draw();
  }, [boxes, labelled, defects, pane, viewport, scene]);
  useLayoutEffect(() => {
    highlightLayer.current?.draw();
  }, [highlighted, pane, viewport, scene]);

  // The same elements while the pane keeps its size, so that React does not walk konva's tree for each step of the threshold.
  return useMemo(
    () => (
      <Stage width={pane.width} height={pane.height} listening={false}>
        <Layer ref={imageLayer} listening={false}>
          <Shape sceneFunc={paintLoaded} listening={false} perfectDrawEnabled={false} />
        </Layer>
        <Layer ref={boxLayer} listening={false}>
          <Shape sceneFunc={paintBoxes} listening={false} perfectDrawEnabled={false} />
        </Layer>
        <Layer ref={highlightLayer} listening={false}>
          <Shape sceneFunc={paintHighlight} listening={false} perfectDrawEnabled={false} />
        </Layer>
      </Stage>
    ),
    [pane.width, pane.height, paintLoaded, paintBoxes, paintHighlight],
  );
});

function sceneOf({ scene, pane, viewport, overlay, defects }: PaneStageProps): BoxScene {
  return { ...scene, pane, viewport, overlay, defects };
}
