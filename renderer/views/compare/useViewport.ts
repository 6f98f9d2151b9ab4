/** The one zoom and position that all panes of the shown image share. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ImageBox, Size } from "../../../shared/core/box.ts";
import { useSlice, useStores } from "../../appContext.tsx";
import type { ViewportRequest } from "../../stores/windowStore.ts";
import { carriedOver, fittedPercent, nextZoomStep, zoomToBox } from "./zoomSteps.ts";
import {
  actualSize,
  clampViewport,
  fit,
  panBy,
  screenPoint,
  zoomPercent,
  zoomTo,
  type ScreenPoint,
  type Viewport,
} from "./viewport.ts";

export interface LinkedViewport {
  readonly viewport: Viewport;
  readonly fitted: boolean;
  readonly request: (kind: ViewportRequest) => void;
  readonly zoomBy: (factor: number, at: ScreenPoint) => void;
  readonly panBy: (dx: number, dy: number) => void;
  /** Shows a box of the image enlarged. */
  readonly showBox: (box: ImageBox) => void;
}

/** Zoom and place that the user chose, and in which image. */
interface ChosenViewport {
  readonly imageId: string | null;
  readonly size: Size;
  readonly viewport: Viewport;
}

/**
 * Starts fitted for every image, unless zoom is kept from image to image, and stays fitted when the pane changes size.
 * @param imageId a new one is fitted again
 */
export function useViewport(
  imageId: string | null,
  image: Size | null,
  pane: Size,
  pixelRatio: number,
): LinkedViewport {
  const stores = useStores();
  const [chosen, setChosen] = useState<ChosenViewport | null>(null);
  const keeps = useSlice(stores.settings, (state) => state.settings.keepZoom);
  const size = image ?? NO_IMAGE;
  // What was chosen for the image before goes with it, or on to this one.
  if (chosen && imageId !== null && chosen.imageId !== imageId)
    setChosen(keeps ? { imageId, size, viewport: carriedOver(chosen.viewport, chosen.size, size) } : null);
  const own = chosen && chosen.imageId === imageId ? chosen.viewport : null;
  // The same object while nothing changes, so that a moving threshold does not redraw the image.
  const viewport = useMemo(
    () => (own ? clampViewport(own, size, pane, pixelRatio) : fit(size, pane, pixelRatio)),
    [own, size, pane, pixelRatio],
  );

  // Several wheel events may arrive before the next render: each continues from the last.
  const latest = useRef(viewport);
  useEffect(() => {
    latest.current = viewport;
  });
  const change = useCallback(
    (next: (from: Viewport) => Viewport) => {
      latest.current = next(latest.current);
      setChosen({ imageId, size, viewport: latest.current });
    },
    [imageId, size],
  );
  const middle = screenPoint(pane.width / 2, pane.height / 2);
  const request = (kind: ViewportRequest) => {
    switch (kind) {
      case "fit":
        setChosen(null);
        return;
      case "actual":
        change((from) => actualSize(from, size, pane, middle, pixelRatio));
        return;
      case "in":
      case "out":
        change((from) => {
          const percent = nextZoomStep(zoomPercent(from, pixelRatio), kind, fittedPercent(size, pane, pixelRatio));
          return zoomTo(from, size, pane, middle, percent / 100 / pixelRatio, pixelRatio);
        });
        return;
      // Answered by those who know the boxes.
      case "next-box":
      case "previous-box":
        return;
    }
  };

  const asked = useSlice(stores.window, (state) => state.viewportRequest);
  const answered = useRef(asked?.serial ?? 0);
  useEffect(() => {
    if (!asked || asked.serial === answered.current) return;
    answered.current = asked.serial;
    request(asked.kind);
  });

  return {
    viewport,
    fitted: own === null,
    request,
    showBox: (box) => change(() => zoomToBox(box, size, pane, pixelRatio)),
    zoomBy: (factor, at) => change((from) => zoomTo(from, size, pane, at, from.scale * factor, pixelRatio)),
    panBy: (dx, dy) => change((from) => panBy(from, size, pane, dx, dy, pixelRatio)),
  };
}

const NO_IMAGE: Size = { width: 1, height: 1 };
